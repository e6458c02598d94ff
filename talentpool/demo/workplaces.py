"""What the demo's clients give their agents: accounts for a shift, and a knowledge base."""

from accounts.models import Client, Membership
from accounts.states import MemberRole
from tasks.attendance.actions import hand_in_logins, write_article
from tasks.orders.models import Workplace

LOGINS = 40
PAGES = [
    (
        "退款流程 · Refunds",
        "## 什么时候全额退款\n\n- 收货后 7 天内，商品完好。\n- 超过 7 天，只退差价，由组长批准。\n\n"
        "## When to refund in full\n\n- Within 7 days of delivery, goods unharmed.\n- Later, only the difference, approved "
        "by a team lead.",
    ),
    (
        "投诉升级 · Complaints",
        "1. 先听完，再复述。\n2. 说明 48 小时内答复。\n3. 建工单，选“投诉”。\n\n"
        "1. Listen to the end, then repeat it.\n2. Say that an answer comes within 48 hours.\n3. Open a case of the kind "
        "*complaint*.",
    ),
    (
        "核对身份 · Checking who calls",
        "| 问什么 · Ask | 不问什么 · Never ask |\n|---|---|\n| 手机号后四位 · last four digits | 密码、验证码 · "
        "passwords, codes |\n| 最近一笔订单 · the last order | 完整卡号 · whole card numbers |",
    ),
    (
        "开场与结束 · Opening and closing",
        "> 您好，工号____为您服务，请问有什么可以帮您？\n\n结束前问一句：还有别的可以帮您吗？\n\n"
        "Before you close: *Is there anything else I can do for you?*",
    ),
]


def furnish(clients: dict[str, Client]) -> None:
    """Accounts and pages for every client."""
    for slug, client in clients.items():
        owner = Membership.objects.get(client=client, role=MemberRole.OWNER).user
        for place in Workplace.objects.filter(client=client):
            names = [(f"{slug}-{number:03d}", f"demo-{slug}-{number:03d}") for number in range(1, LOGINS + 1)]
            hand_in_logins(workplace=place, logins=names, by=owner)
        for title, text in PAGES:
            write_article(client=client, title=title, text=text, by=owner)
