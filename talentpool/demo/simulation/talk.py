"""Conversations the simulated agents have: written for the demo, one list of turns per line of business."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

GREETINGS = ["您好，很高兴为您服务，请问有什么可以帮您？", "您好，这里是客服中心，请问怎么称呼您？"]
CHECKS = ["麻烦您提供一下订单后四位或预留手机号后四位，我帮您核实。", "为了保护您的账户，请先核对一下您的预留信息。"]
OFFERS = [
    "另外，这个月有一项免费的提醒服务，需要我帮您开通吗？",
    "我们还有一款更适合您的套餐，方便的话我给您介绍一下。",
]
CLOSINGS = [
    "请问还有其他可以帮您的吗？感谢您的来电，祝您生活愉快，再见。",
    "好的，感谢您的耐心，稍后请对我的服务做个评价，再见。",
]
MATTERS = {
    "bank-service": [
        ("我的信用卡账单日是哪天？", "您的账单日是每月 8 日，还款日是 28 日，我也可以帮您设置还款提醒。"),
        ("转账一直没到账。", "我查到这笔转账银行正在处理，一般两小时内到账，我会替您盯着这笔进度。"),
        ("卡丢了怎么办？", "我先帮您临时挂失，这样别人就用不了了，随后您可以在手机上申请补卡。"),
    ],
    "mall-orders": [
        ("我买的衣服尺码不对，想退。", "可以的，我这就为您申请退货，快递会上门取件，退款一到三天原路返回。"),
        ("快递三天没动了。", "给您添麻烦了，我已经联系快递加急，今天内给您答复，没有进展我会为您补发。"),
        ("赠品没收到。", "非常抱歉，我核实到漏发了，马上给您补寄，运费由我们承担。"),
    ],
    "appliance-help": [
        ("空调不制冷。", "请您先看看滤网是否需要清洗，如果清洗后还不制冷，我给您安排师傅上门。"),
        ("洗衣机报错 E4。", "E4 是排水不畅，请把排水管抬低一点再试，如果不行我为您预约上门。"),
    ],
    "general-service": [("怎么改收货地址？", "还没发货的话，我现在就能为您修改，请告诉我新的地址。")],
}
# What now and then goes wrong, by severity: the inspection must find it, and nobody told it which.
SLIPS = ["这个事情我也没办法，你爱找谁找谁。", "你有完没完，听不懂人话吗？", "我保证百分之百全额赔给您。"]
SORRY = ["你们这样我要投诉到消协。", "再不解决我就找媒体曝光。"]


def conversation(line: str, *, quality: float, starts_at: datetime, random: Random) -> list[dict[str, Any]]:
    """Turns of one conversation; better agents (``quality`` 0 to 1) skip fewer steps and slip less."""
    asked, answered = random.choice(MATTERS.get(line, MATTERS["general-service"]))
    turns = [("customer", asked)]
    if random.random() < 0.35 + 0.65 * quality:
        turns.insert(0, ("agent", random.choice(GREETINGS)))
    if random.random() < 0.2 + 0.75 * quality:
        turns += [("agent", random.choice(CHECKS)), ("customer", "好的，尾号 3312。")]
    turns.append(("agent", answered))
    if random.random() < 0.08:
        turns.append(("customer", random.choice(SORRY)))
    if random.random() < 0.05 * (1.15 - quality):
        turns.append(("agent", random.choice(SLIPS)))
    turns.append(("customer", "嗯，明白了，谢谢。"))
    if random.random() < 0.5 * quality:
        turns += [("agent", random.choice(OFFERS)), ("customer", "暂时不用。")]
    if random.random() < 0.3 + 0.68 * quality:
        turns.append(("agent", random.choice(CLOSINGS)))
    at, written = starts_at, []
    for role, text in turns:
        written.append({"role": role, "text": text, "at": at.isoformat()})
        at += timedelta(seconds=random.uniform(4, 25) if role == "customer" else random.uniform(6, 60 - 40 * quality))
    return written
