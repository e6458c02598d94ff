"""Campaigns, applications and gates for tests."""

from itertools import count
from typing import Any

from accounts.models import User
from talentpool.agents.models import Language
from talentpool.screening import actions
from talentpool.screening.models import Application, Campaign, GateAttempt, Question
from talentpool.screening.states import GateKind
from tests.factories.accounts import staff, user
from tests.factories.sound import speech_file

_serial = count(1)
GOOD_KIT: dict[str, Any] = {
    "memory_gb": 8,
    "cores": 4,
    "screen_width": 1440,
    "screen_height": 900,
    "latency_ms": 20,
    "jitter_ms": 3,
    "down_mbps": 60,
    "up_mbps": 20,
    "microphone": 1,
    "level": 0.2,
    "quiet_room": 1,
    "browser": "Test",
}
PERSON = {"full_name": "Li Na", "kind": "shared"}
WORK = {"languages": ["cmn"], "levels": {"cmn": 5}, "channels": ["call", "chat"]}
EXPERIENCE = {"years": 2, "hours": 20, "text": ""}


def questions(kind: str, number: int = 12) -> list[Question]:
    """A bank of questions whose right answer is "a" (worth 1), "b" worth half, "c" nothing."""
    both = lambda text: {"en": text, "zh-hans": f"{text}（中文）"}  # noqa: E731
    options = [{"key": key, "text": both(key), "worth": worth} for key, worth in (("a", 1), ("b", 0.5), ("c", 0))]
    return [
        Question.objects.create(kind=kind, text=both(f"{kind} question {n}"), options=options, code=f"t-{kind}-{n}")
        for n in range(number)
    ]


def campaign(**fields: Any) -> Campaign:
    """An open campaign with the default gates, and questions for its tests."""
    number = next(_serial)
    for kind in ("written", "situational", "security"):
        if not Question.objects.filter(kind=kind).exists():
            questions(kind)
    Language.objects.get_or_create(code="cmn", defaults={"name": {"en": "Putonghua", "zh-hans": "普通话"}})
    fields = {
        "slug": f"campaign-{number}",
        "title": {"en": "Evening chats", "zh-hans": "晚间在线客服"},
        "text": {"en": "Short shifts from home.", "zh-hans": "在家上短班。"},
        "kind": "shared",
        "by": None,
    } | fields
    return actions.open_campaign(campaign=actions.create_campaign(**fields), by=None)


def application(by: User | None = None, at: Campaign | None = None) -> Application:
    """Submitted, before the first gate."""
    person = by or user()
    made = actions.start_application(campaign=at or campaign(), by=person)
    for step, answers in (("person", PERSON), ("work", WORK), ("experience", EXPERIENCE)):
        actions.save_step(application=made, step=step, answers=dict(answers), by=person)
    return actions.submit_application(application=made, by=person)


def pass_kit(one: Application) -> GateAttempt:
    attempt = actions.open_attempt(application=one, kind=GateKind.KIT, by=one.user)
    return actions.hand_in_kit_check(attempt=attempt, measured=GOOD_KIT, by=one.user)


def hand_in_voice(one: Application) -> GateAttempt:
    attempt = actions.open_attempt(application=one, kind=GateKind.VOICE, by=one.user)
    for prompt in ("read", "answer"):
        actions.keep_recording(attempt=attempt, prompt=prompt, content=speech_file(), by=one.user)
    return actions.hand_in_voice(attempt=attempt, by=one.user)


VOICE_MARKS = dict.fromkeys(("clarity", "pace", "fluency", "listening", "solution"), 4)
INTERVIEW_MARKS = dict.fromkeys(("service", "reasoning", "learning", "reliability", "integrity"), 5)


def pass_voice(one: Application, by: User | None = None) -> GateAttempt:
    attempt = hand_in_voice(one)
    actions.submit_card(attempt=attempt, by=by or staff("recruiter"), marks=VOICE_MARKS)
    attempt.refresh_from_db()
    return attempt


def pass_test(one: Application, kind: str, key: str = "a") -> GateAttempt:
    attempt = actions.open_attempt(application=one, kind=kind, by=one.user)
    answers = {row["ref"]: key for row in attempt.measures["questions"]}
    return actions.hand_in_answers(attempt=attempt, answers=answers, by=one.user)


def up_to(kind: str, by: User | None = None, at: Campaign | None = None) -> Application:
    """An application that has passed every gate before ``kind``."""
    one = application(by, at)
    steps = {"kit": pass_kit, "voice": pass_voice}
    for gate in ("kit", "voice", "written", "situational", "security"):
        if gate == kind:
            break
        steps.get(gate, lambda it, gate=gate: pass_test(it, gate))(one)
    return one


def awaiting_decision(by: User | None = None) -> Application:
    """Everything passed, the interview by scorecard."""
    one = up_to("interview", by)
    attempt = actions.open_attempt(application=one, kind=GateKind.INTERVIEW, by=one.user)
    actions.submit_card(attempt=attempt, by=staff("recruiter"), marks=INTERVIEW_MARKS)
    one.refresh_from_db()
    return one
