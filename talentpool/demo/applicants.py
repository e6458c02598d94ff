"""The demo's applicants: a funnel of some eighty people over all stages of both campaigns, and a few coaching talks."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import Consent, User
from accounts.states import ConsentPurpose
from talentpool.agents.models import Agent
from talentpool.demo.names import person_name, phone_number
from talentpool.demo.sheets import Sheets
from talentpool.growth.models import Promise, Talk
from talentpool.growth.states import TalkChannel, TalkState
from talentpool.screening.actions import make_many_findable
from talentpool.screening.criteria import CRITERIA
from talentpool.screening.models import Application, Campaign, Gate, GateAttempt, KitHelp, Scorecard
from talentpool.screening.states import ApplicationState, GateKind, KitHelpWay

# state, how many of each campaign, gates passed (None: all)
STAGES: tuple[tuple[ApplicationState, int, int | None], ...] = (
    (ApplicationState.STARTED, 6, 0),
    (ApplicationState.GATES, 12, 2),
    (ApplicationState.DECISION, 3, None),
    (ApplicationState.STOPPED, 4, 1),
    (ApplicationState.STOPPED, 12, 2),
    (ApplicationState.REJECTED, 2, None),
    (ApplicationState.WITHDRAWN, 3, 1),
)
PHONES_FROM = 900_000  # far from those of the pool
EXPERIENCE = (
    "两年酒店前台，习惯上晚班。",
    "做过网店客服，熟悉退换货流程。",
    "在家带孩子，晚上八点以后有时间。",
    "会粤语和普通话，电话接待三年。",
    "大学在读，周末时间多，打字快。",
)
REASON = "本期名额已满，欢迎下次再报名。"


@dataclass
class _Made:
    """Rows waiting to be written together."""

    sheets: Sheets
    applications: list[Application] = field(default_factory=list)
    attempts: list[GateAttempt] = field(default_factory=list)
    cards: list[Scorecard] = field(default_factory=list)


def make(*, random: Random, at: datetime) -> int:
    """Write them; returns how many applied. Needs the standing campaigns and a recruiter."""
    recruiter = User.objects.filter(groups__name="recruiter").order_by("pk").first()
    campaigns = list(Campaign.objects.order_by("pk")[:2])
    if recruiter is None or not campaigns:
        return 0
    made, number = _Made(Sheets(random)), 0
    for campaign in campaigns:
        gates = list(campaign.gates.order_by("place"))
        for state, count, passed in STAGES:
            for _ in range(count):
                number += 1
                _apply(made, campaign, gates, state, passed, recruiter, number, random, at)
    Application.objects.bulk_create(made.applications)
    GateAttempt.objects.bulk_create(made.attempts)
    Scorecard.objects.bulk_create(made.cards)
    _kits(made)
    make_many_findable(most=len(made.applications))
    _talks(random, at)
    return len(made.applications)


def _person(number: int, random: Random, at: datetime) -> User:
    user = User(is_demo=True, password=make_password(None), date_joined=at)
    user.full_name = person_name(random)
    user.set_phone(phone_number(random, PHONES_FROM + number))
    user.save()
    for purpose in (ConsentPurpose.PROCESSING, ConsentPurpose.RECORDING):
        Consent.objects.create(user=user, purpose=purpose, given_at=at)
    return user


def _apply(
    made: _Made,
    campaign: Campaign,
    gates: list[Gate],
    state: ApplicationState,
    passed: int | None,
    recruiter: User,
    number: int,
    random: Random,
    at: datetime,
) -> None:
    begun = at - timedelta(hours=random.randrange(30, 500))
    since = begun + timedelta(hours=random.randrange(1, 24))
    application = Application(
        campaign=campaign,
        user=_person(number, random, begun),
        state=state,
        answers=_answers(campaign, random),
        started_at=begun,
        state_since=since,
        submitted_at=None if state == ApplicationState.STARTED else begun,
    )
    if state == ApplicationState.REJECTED:
        application.decided_by, application.decided_at, application.reason = recruiter, since, REASON
        application.reapply_from = since + timedelta(days=campaign.reapply_after_days)
    reached = len(gates) if passed is None else passed + (random.randrange(3) if state == ApplicationState.GATES else 0)
    for gate in gates[:reached]:
        _try(made, application, gate, recruiter, random, begun, well=True)
    if state == ApplicationState.STOPPED:
        application.stopped_at, application.reapply_from = gates[reached], since + timedelta(days=30)
        _try(made, application, gates[reached], recruiter, random, begun, well=False)
    made.applications.append(application)


def _answers(campaign: Campaign, random: Random) -> dict[str, Any]:
    levels = {
        "cmn": 5,
        **({"yue": 4} if random.random() < 0.3 else {}),
        **({"eng": 3} if random.random() < 0.3 else {}),
    }
    channels = random.sample(["call", "chat", "email", "outbound"], random.randrange(1, 4))
    return {
        "person": {"kind": campaign.kind},
        "work": {"languages": list(levels), "levels": levels, "channels": channels},
        "experience": {
            "years": random.randrange(6),
            "hours": random.choice([12, 20, 30]),
            "text": random.choice(EXPERIENCE),
        },
    }


def _try(
    made: _Made, application: Application, gate: Gate, recruiter: User, random: Random, at: datetime, *, well: bool
) -> None:
    finished = at + timedelta(minutes=random.randrange(20, 400))
    score = (
        100.0 if gate.kind == GateKind.KIT else float(random.randrange(80, 99) if well else random.randrange(45, 76))
    )
    attempt = GateAttempt(
        application=application,
        gate=gate,
        started_at=finished - timedelta(minutes=9),
        handed_in_at=finished,
        finished_at=finished,
        score=score if well or gate.kind != GateKind.KIT else 60.0,
        passed=well,
    )
    if gate.kind in CRITERIA:
        attempt.rated_by = recruiter
        mark = 5 if score >= 90 else 4 if well else 3
        marks = {name: max(1, min(5, mark - (n == 1))) for n, name in enumerate(CRITERIA[GateKind(gate.kind)])}
        made.cards.append(Scorecard(attempt=attempt, rater=recruiter, marks=marks, submitted_at=finished))
    made.sheets.fill(attempt, well=well)
    made.attempts.append(attempt)


def _kits(made: _Made) -> None:
    """Two people wait for a kit."""
    waiting = [one for one in made.applications if one.state == ApplicationState.GATES][:2]
    for one, way in zip(waiting, (KitHelpWay.HUB, KitHelpWay.LOAN), strict=False):
        KitHelp.objects.create(application=one, way=way, asked_at=one.state_since)


def _talks(random: Random, at: datetime) -> None:
    """A talk in each stage, led by the trainer."""
    trainer = User.objects.filter(groups__name="trainer").order_by("pk").first()
    agents = list(Agent.objects.in_reserve().order_by("number")[:3])
    if trainer is None or len(agents) < 3:
        return
    common = {"coach": trainer, "capability": "service", "opened_at": at - timedelta(days=3)}
    said = {"reflection": "结束得有点急，没有复述处理结果。", "reflected_at": at - timedelta(days=2)}
    plan = {"carry_on": "开场问候很自然，先回应了顾客的感受。", "begin": "挂断前用一句话复述结果和时间。"}
    Talk.objects.create(agent=agents[1], channel=TalkChannel.OBSERVATION, **common)
    Talk.objects.create(agent=agents[2], channel=TalkChannel.RECORDING, state=TalkState.REFLECTED, **common, **said)
    talk = Talk.objects.create(
        agent=agents[0],
        channel=TalkChannel.RECORDING,
        state=TalkState.TALKED,
        talked_at=at - timedelta(days=1),
        **common,
        **said,
        **plan,
    )
    due = (at + timedelta(days=random.randrange(3, 8))).date()
    Promise.objects.create(talk=talk, text="每通电话结束前复述一次结果。", due_on=due)
