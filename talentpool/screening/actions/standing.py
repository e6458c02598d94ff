"""The two campaigns every installation can begin with."""

from django.db import transaction

from accounts.models import User
from talentpool.agents.states import Kind
from talentpool.screening.actions.bank import load_question_bank
from talentpool.screening.actions.campaigns import DEFAULT_GATES, create_campaign, open_campaign
from talentpool.screening.models import Campaign
from talentpool.screening.states import GateKind

# Long-term work is mostly written and complaints: typing and grammar before the situational test.
LONG_TERM_GATES = (
    *DEFAULT_GATES[:3],
    (GateKind.TYPING, {"weight": 1, "max_attempts": 3, "questions": 0, "settings": {"minutes": 3}}),
    (GateKind.GRAMMAR, {"weight": 1, "questions": 10, "settings": {"minutes": 10}}),
    *DEFAULT_GATES[3:],
)
STANDING = (
    (
        "evening-peaks",
        Kind.SHARED,
        {"en": "Evening peaks, shift by shift", "zh-hans": "晚高峰，按班次接单"},
        {
            "en": "Two to five hours in the evening, chat or phone, whenever you like. Paid by the hour, waiting included.",
            "zh-hans": "晚间两到五小时，在线聊天或电话，想上班时就接单。按小时计酬，等待也算。",
        },
    ),
    (
        "home-base",
        Kind.HOME_BASED,
        {"en": "Home-based, for the long term", "zh-hans": "长期居家客服"},
        {
            "en": "Regular work from home for one or two companies, with training, levels and a way to mentor others.",
            "zh-hans": "在家长期服务一两家公司，有培训、有等级，也可以成长为带教。",
        },
    ),
)


@transaction.atomic
def open_standing_campaigns(*, by: User | None = None) -> list[Campaign]:
    """The question bank and the two campaigns, open; may run twice and changes no campaign that is there."""
    load_question_bank()
    found = []
    for slug, kind, title, text in STANDING:
        campaign = Campaign.objects.filter(slug=slug).first()
        if campaign is None:
            gates = LONG_TERM_GATES if kind == Kind.HOME_BASED else DEFAULT_GATES
            made = create_campaign(slug=slug, title=title, text=text, kind=kind, by=by, gates=gates)
            campaign = open_campaign(campaign=made, by=by)
        found.append(campaign)
    return found
