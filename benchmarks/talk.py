"""Service talk for measuring the inspector: varied sentences with as many listed words in them as in real chats."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from tasks.quality.rules.shapes import Role, Turn

_WORDS = {
    "thing": (
        "冰箱 空调 手机壳 蓝牙耳机 电饭煲 路由器 跑步鞋 羽绒服 牛奶 奶粉 猫粮 书架 床垫 行车记录仪 净水器 "
        "电动牙刷 充电宝 显示器 键盘 打印机 墨盒 卫衣 牛仔裤 洗发水 面膜 纸尿裤 婴儿车 台灯 灯泡 水龙头 "
        "花洒 油烟机 燃气灶 剃须刀 望远镜 平板 笔记本 硬盘 内存条 登山包 帐篷 雨伞 拉杆箱 微波炉 豆浆机 "
        "榨汁机 吸尘器 扫地机 加湿器 取暖器 窗帘 沙发 餐桌"
    ),
    "where": (
        "北京 上海 广州 成都 武汉 西安 沈阳 南京 杭州 郑州 长沙 重庆 合肥 昆明 兰州 苏州 青岛 石家庄 太原 "
        "南宁 贵阳 海口"
    ),
    "when": (
        "今天上午 昨天半夜 前天 上周五 这周末 下周一 月初 早上九点 中午 刚才 半小时前 三号 十六号 国庆前 "
        "大概两点 双十一那天"
    ),
    "how": (
        "有点松 颜色偏深 声音很响 一直闪红灯 充不进去电 开机就黑屏 漏水 少了一颗螺丝 屏幕有划痕 味道很大 "
        "尺寸偏小 连不上网 按键没反应 说明书是英文的 边角磕掉一块 盖子拧不紧 外壳发烫 走两步就掉 拉链卡住 "
        "缝线开了"
    ),
    "part": "配件 说明书 遥控器 电源线 保修卡 赠送的贴膜 底座 滤芯 螺丝包 插头 适配器 外盒 吊牌 数据线",
    "firm": "顺丰 圆通 中通 韵达 邮政 德邦 京配 申通",
    "count": "一 两 三 四 五 六 七 八 十 十二",
}
_CUSTOMER = (
    "我{when}买的{thing}{how}，怎么弄啊", "{thing}和图片上差得有点多", "在吗", "你好在不在", "{part}没有一起寄过来吗",
    "那要等几天", "发到{where}一般走什么", "{firm}那边说还没拿到件", "我看页面写的是{count}个，收到只有一个",
    "这个{thing}支持七天无理由吗", "好的谢谢", "嗯", "行", "哦哦 知道了", "麻烦快一点",
    "{when}能送吗，我那会儿不在家", "换成{where}的地址可以不", "你们仓库在{where}吗", "{thing}的{part}能单独买么",
    "上次那个{thing}用着还行", "图发你了看一下", "是这样的，{thing}{how}，我自己试了{count}遍都这样", "优惠怎么没减",
    "开了票抬头写错了", "申请了{count}天还没动静", "那就先这样", "不用了，谢谢啊", "我是给家里老人买的，他不太会弄",
    "打不开那个链接", "{thing}有没有{count}件装的", "能不能放{where}那个驿站",
    "客服换了好几个了，我再说一遍吧，{thing}{how}", "什么时候有货", "页面一直转圈", "我按说明装的，{part}对不上",
    "你们家{thing}比{where}店里便宜吗", "能加急吗", "那我退了重新拍", "钱什么时候回来呀",
)  # fmt: skip
_AGENT = (
    "您好，请问有什么可以帮您", "亲爱的，在的呢，很高兴为您服务", "请您稍等，这边看一下记录",
    "{thing}{how}的话，先把{part}拔下来放一会儿再试试呢", "这边看到包裹{when}已经到{where}了，明后天派送",
    "抱歉让您久等了", "请您发一张{part}的图片，我这就帮您查看", "这款{thing}目前{where}仓有货，{count}天左右能到",
    "还有其他可以帮您的吗，祝您生活愉快", "给您登记上啦，后面有专人跟进，帮您处理的",
    "地址还没出库可以改，您把新的写给我", "{part}会在{when}补发，走{firm}",
    "这个要看{thing}的批次，不同批次略有差别哦", "安装是免费的，师傅会先联系您约时间哦",
    "保修按购机日期算，{count}年以内", "可以的呢", "是的哦，请您放心呢",
    "您这边稍等一下哦，{firm}那边反馈后我就回复您", "页面退出来重进一下，或者换个浏览器看看",
    "活动到{when}结束，价格以结算页为准", "请问还有其他可以帮到您的吗", "感谢您的咨询，祝您生活愉快，再见",
    "退款审核通过后{count}个工作日退回原来的付款方式", "您拍的是{count}件，系统拆成了两个包裹",
    "亲爱的客户，非常抱歉给您带来不便", "建议您先断电，等{count}分钟以后再开机，感谢您的支持",
    "麻烦您提供一下订单编号", "那我帮您提交一个售后单，{firm}会去取", "发票可以重开，抬头和税号发我一下就行",
    "库房{when}会盘点，还请您耐心等待一下", "优惠券是满{count}百才能用的呢", "请问您还有什么问题吗，有什么可以帮您的",
    "好的，已经为您反馈了，感谢您的支持", "尺码建议按脚长选，拿不准就选大{count}码", "客户那边已经签收了是吗",
    "妹子这就去催哈", "短信里有个链接点进去就行",
)  # fmt: skip
# What now and then goes wrong, as often as listed words are met in real chats.
_SLIPS = ("这个事情我也没办法", "我保证今天一定给您送到", "您再催也没用啊", "你有完没完")
_SLOT = re.compile(r"\{(\w+)\}")


def talk(chance: Random, *, turns: int, starts_at: datetime) -> list[Turn]:
    """One conversation, customer and agent in irregular turns, a few seconds apart."""
    choices = {name: words.split() for name, words in _WORDS.items()}
    agent = _AGENT * 16 + _SLIPS
    said, at, role = [], starts_at, Role.CUSTOMER
    for _ in range(turns):
        said.append(Turn(role, _sentence(chance, _CUSTOMER if role is Role.CUSTOMER else agent, choices), at))
        at += timedelta(seconds=chance.randint(2, 20))
        if chance.random() < 0.7:
            role = Role.AGENT if role is Role.CUSTOMER else Role.CUSTOMER
    return said


def _sentence(chance: Random, sentences: Sequence[str], choices: dict[str, list[str]]) -> str:
    said = [_SLOT.sub(lambda slot: chance.choice(choices[slot[1]]), chance.choice(sentences))]
    while chance.random() < 0.25:
        said.append(_SLOT.sub(lambda slot: chance.choice(choices[slot[1]]), chance.choice(sentences)))
    return "，".join(said)
