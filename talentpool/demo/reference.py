"""What every demo starts from: languages, regions, skills, pay, companies, staff, service levels. Rows, not code."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.actions import enrol_second_factor
from accounts.models import Client, Membership, Policy, User
from accounts.states import MemberRole, PolicyKind, StaffRole
from talentpool.agents.models import Hub, Language, PayRule, Region, Skill
from talentpool.agents.states import Kind
from talentpool.demo.names import REGIONS
from talentpool.demo.workplaces import furnish
from talentpool.growth.models import Rulebook
from tasks.orders.models import ContactType, RateCard, Workplace

PASSWORD = "demo-only-2026"  # noqa: S105  (printed at every start; demo accounts only)

LANGUAGES = [("cmn", "普通话", "Putonghua"), ("yue", "粤语", "Cantonese"), ("eng", "英语", "English")]

STAFF = [
    (StaffRole.RECRUITER, "recruiter@demo.example", "林秋"),
    (StaffRole.TRAINER, "trainer@demo.example", "周牧"),
    (StaffRole.DISPATCHER, "dispatcher@demo.example", "何珊"),
    (StaffRole.ANALYST, "analyst@demo.example", "顾文"),
    (StaffRole.FINANCE, "finance@demo.example", "孟然"),
    (StaffRole.COUNSELLOR, "counsellor@demo.example", "许安"),
    (StaffRole.ADMINISTRATOR, "admin@demo.example", "方远"),
]

# slug, Chinese, English
CLIENTS = [
    ("haichuan", "海川银行", "Haichuan Bank"),
    ("yunshan", "云杉商城", "Yunshan Mall"),
    ("qinghe", "青禾家电", "Qinghe Appliances"),
]


class Line(NamedTuple):
    """A line of business: half-life in days, share of the pool certified in it, price and pay an hour in fen."""

    code: str
    zh: str
    en: str
    client: str
    half_life: int
    demanding: bool
    channels: tuple[str, ...]
    share: float
    price: int
    pay: int


LINES = [
    Line("general-service", "通用客服", "General service", "", 90, False, ("call", "chat"), 1.0, 5200, 3200),
    Line("bank-service", "银行服务", "Bank service", "haichuan", 60, True, ("call",), 0.42, 7200, 4500),
    Line("mall-orders", "订单与退款", "Orders and refunds", "yunshan", 75, False, ("chat", "call"), 0.48, 5600, 3600),
    Line("appliance-help", "家电售后", "Appliance support", "qinghe", 60, True, ("chat", "email"), 0.24, 6200, 4000),
]


@dataclass
class Reference:
    """What later steps of the demo refer to."""

    clients: dict[str, Client]
    skills: dict[str, Skill]
    languages: dict[str, Language]
    staff: dict[str, User]
    hubs: list[Hub]


def lay(at: datetime) -> Reference:
    """Write all reference rows as of ``at``."""
    languages = {
        code: Language.objects.get_or_create(code=code, defaults={"name": {"zh-hans": zh, "en": en}})[0]
        for code, zh, en in LANGUAGES
    }
    for code, zh, en, province, _share in REGIONS:
        Region.objects.create(code=code, name={"zh-hans": zh, "en": en}, province_id=province or None)
    clients = {
        slug: Client.objects.create(slug=slug, name={"zh-hans": zh, "en": en}, is_demo=True) for slug, zh, en in CLIENTS
    }
    skills = {
        line.code: Skill.objects.create(
            code=line.code,
            name={"zh-hans": line.zh, "en": line.en},
            client=clients.get(line.client),
            half_life_days=line.half_life,
            demanding=line.demanding,
        )
        for line in LINES
    }
    long_ago = at - timedelta(days=400)
    _money(clients, long_ago)
    _rules(long_ago)
    hubs = [
        Hub.objects.create(name={"zh-hans": "成都共享职场", "en": "Chengdu hub"}, region_id="510100", seats=60),
        Hub.objects.create(name={"zh-hans": "合肥共享职场", "en": "Hefei hub"}, region_id="340100", seats=40),
    ]
    staff = _people(clients)
    furnish(clients)
    return Reference(clients, skills, languages, staff, hubs)


def _money(clients: dict[str, Client], since: datetime) -> None:
    base = {Kind.SHARED: 3200, Kind.HOME_BASED: 3600}
    for kind, minor in base.items():
        for level in range(1, 7):
            PayRule.objects.create(
                kind=kind, level=level, minor_per_hour=minor + 200 * (level - 1), effective_from=since
            )
    for line in LINES:
        for channel in line.channels if line.client else ():
            RateCard.objects.create(
                client=clients[line.client],
                channel=channel,
                price_minor=line.price,
                pay_minor=line.pay,
                effective_from=since,
            )
    for slug, client in clients.items():
        Workplace.objects.create(
            client=client,
            name=f"{client.name.get('en')} console",
            telephony="SIP trunk of the client",
            console_url=f"https://console.{slug}.example/",
            knowledge_url=f"https://kb.{slug}.example/",
            security_profile=["virtual_desktop", "no_downloads", "closed_room", "access_while_checked_in"],
        )
        for zh, en, share, difficulty, sensitivity, fit in [
            ("查询与进度", "Questions and status", 0.6, 1, 1, True),
            ("变更与退款", "Changes and refunds", 0.3, 2, 2, True),
            ("投诉与大额", "Complaints and large sums", 0.1, 4, 4, False),
        ]:
            ContactType.objects.create(
                client=client,
                name={"zh-hans": zh, "en": en},
                volume_share=share,
                difficulty=min(3, difficulty),
                sensitivity=min(3, sensitivity),
                remote_fit=fit,
            )


LEVELS: list[tuple[str, str, dict[str, float]]] = [
    ("新手", "Newcomer", {}),
    ("上手", "Steady", {"shifts": 4, "on_time": 0.85, "quality": 70}),
    ("熟手", "Skilled", {"shifts": 10, "on_time": 0.9, "quality": 78}),
    ("能手", "Expert", {"shifts": 20, "on_time": 0.93, "quality": 84, "lessons": 4}),
    ("骨干", "Backbone", {"shifts": 32, "on_time": 0.95, "quality": 88, "lessons": 8}),
    ("导师", "Mentor", {"shifts": 45, "on_time": 0.96, "quality": 90, "lessons": 12}),
]
POLICIES = [
    (
        PolicyKind.CONDUCT,
        ("行为准则", "Conduct"),
        ("尊重客户和同事，保护客户信息。", "Respect customers and colleagues; protect what customers tell you."),
    ),
    (
        PolicyKind.PAY,
        ("薪酬规则", "Pay"),
        ("等待和培训都计薪；每一行都可以申诉。", "Waiting and training are paid; every line can be disputed."),
    ),
    (
        PolicyKind.QUALITY,
        ("质检规则", "Quality"),
        ("所有会话由规则检查，处分只由人决定。", "Rules read every conversation; only a person decides on a sanction."),
    ),
]


def _rules(since: datetime) -> None:
    levels = [
        {"level": n, "name": {"zh-hans": zh, "en": en}, "needs": needs}
        for n, (zh, en, needs) in enumerate(LEVELS, start=1)
    ]
    title = {"zh-hans": "等级规则", "en": "Rulebook of levels"}
    Rulebook.objects.create(version=1, title=title, levels=levels, effective_at=since)
    for kind, (zh, en), (text_zh, text_en) in POLICIES:
        Policy.objects.create(
            kind=kind,
            version=1,
            title={"zh-hans": zh, "en": en},
            text={"zh-hans": text_zh, "en": text_en},
            effective_at=since,
        )


def _people(clients: dict[str, Client]) -> dict[str, User]:
    hashed, staff = make_password(PASSWORD), {}  # one hash for all: hashing is slow on purpose
    for role, email, name in STAFF:
        user = User(email=email, is_staff=True, is_demo=True, language="zh-hans")
        user.full_name = name
        user.password = hashed
        user.save()
        user.groups.add(Group.objects.get(name=role))
        enrol_second_factor(user=user)
        staff[str(role)] = user
    for slug, client in clients.items():
        for place in MemberRole:
            user = User(email=f"{place.value}@{slug}.example", is_demo=True, language="zh-hans")
            user.full_name = f"{client.name['zh-hans']}·{place.label}"
            user.password = hashed
            user.save()
            if place == MemberRole.OWNER:
                enrol_second_factor(user=user)
            Membership.objects.create(user=user, client=client, role=place)
    return staff
