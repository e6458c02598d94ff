"""What the journey does behind the scenes, because no page does it: lay the demo pool, sign people in, move the clock,
look a result up. Never a step of the main job itself: those go through the doors."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from celery import current_app

from accounts import actions as accounts
from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.demo import actions as demo
from talentpool.demo.screens.cast import session_of
from talentpool.kernel import clock
from talentpool.kernel.models import DataMark, DemoClock
from talentpool.screening import actions as screening
from talentpool.screening.models import Campaign, GateAttempt, Question
from talentpool.training import actions as training
from talentpool.training.models import ExamQuestion, Sitting
from talentpool.training.states import ExamPart
from tasks.attendance.actions import write_article
from tasks.dispatch.models import Assignment

BEIJING = ZoneInfo("Asia/Shanghai")


def make_demo(*, agents: int) -> None:
    """A pool with a history, companies and staff; marked as demo, so that its clock may be moved."""
    if DataMark.is_demo():  # a developer gave a database that holds it already
        return
    demo.make(agents=agents, seed=7, say=lambda _text: None)


def sign_in(*, email: str) -> dict[str, str]:
    """A signed-in state of somebody who has a second factor: her session, and her name."""
    user = User.objects.get(email=email)
    if user.is_staff or user.memberships.exists():
        accounts.enrol_second_factor(user=user)
    return {"session": session_of(user), "name": user.full_name}


def now() -> str:
    """What time it is in the product."""
    clock.forget()
    return clock.now().isoformat()


def move_clock(*, to: str) -> str:
    """Let it be ``to`` (ISO, later than now) in the whole product, from here on at the usual pace.

    Every process reads the demo clock again within a second; this returns when that second has passed.
    """
    assert DataMark.is_demo()
    clock.forget()
    target = datetime.fromisoformat(to)
    assert target >= clock.now(), f"{target} is past"
    DemoClock.objects.update_or_create(
        id=1, defaults={"anchored_at": target, "anchored_real": datetime.now(UTC), "rate": 1.0}
    )
    clock.forget()
    threading.Event().wait(clock._REFRESH_SECONDS * 1.05)  # the clock's own promise, not a guess
    return clock.now().isoformat()


def run_clock(*, rate: float) -> None:
    """Let time run so many times as fast; every process knows within a second."""
    clock.run_at(rate)
    threading.Event().wait(clock._REFRESH_SECONDS * 1.05)


def wake(*, job: str) -> None:
    """Send a job as beat would, now: the worker runs it."""
    current_app.send_task(job)


def until(looks: Callable[[], Any], *, patience: float = 120, what: str = "") -> Any:
    """What ``looks`` answers, as soon as it is true."""
    end = time.monotonic() + patience
    while not (found := looks()):
        assert time.monotonic() < end, f"not within {patience:.0f} s: {what}"
        threading.Event().wait(0.05)
    return found


def client_writes(*, assignment: str, title: str, text: str) -> None:
    """A page in the knowledge base of the client of an assignment."""
    ref = assignment.rstrip("/").split("/")[-1]
    order = Assignment.objects.select_related("shift__order__client").get(ref=ref).shift.order
    write_article(client=order.client, title=title, text=text, by=order.created_by)


def in_minutes(minutes: float) -> str:
    """The product's time, so many minutes from now."""
    clock.forget()
    return (clock.now() + timedelta(minutes=minutes)).isoformat()


def local_time(*, hours: float) -> str:
    """So many hours from now, as a datetime field in Beijing takes it."""
    clock.forget()
    return (clock.now() + timedelta(hours=hours)).astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M")


# step 1


def forget_second_factor(*, email: str) -> None:
    """As on her first day."""
    Authenticator.objects.filter(user__email=email).delete()


def open_campaign() -> str:
    """What an administrator does before anybody applies: questions, courses, one open campaign. Its slug."""
    screening.load_question_bank()
    training.load_courses()
    campaign = Campaign.objects.taking_applications(clock.now()).first()
    if campaign is None:
        campaign = screening.create_campaign(
            slug="spring",
            title={"en": "Spring campaign", "zh-hans": "春季招募"},
            text={"en": "Calls and chats for shops and banks.", "zh-hans": "为商城和银行接听来电与会话。"},
            kind="shared",
            by=None,
        )
        screening.open_campaign(campaign=campaign, by=None)
    return campaign.slug


def answers_of_test(*, email: str, kind: str) -> dict[str, str]:
    """The best answer to every question drawn for her: question -> option."""
    attempts = GateAttempt.objects.filter(application__user__email=email, gate__kind=kind, finished_at__isnull=True)
    drawn = attempts.latest("started_at").measures["questions"]
    known = {str(one.ref): one for one in Question.objects.filter(ref__in=[row["ref"] for row in drawn])}
    return {ref: _best(one.options) for ref, one in known.items()}


def _best(options: list[dict[str, Any]]) -> str:
    return str(max(options, key=lambda option: float(option["worth"]))["key"])


# step 2


def answers_of_exam(*, email: str) -> dict[str, str]:
    """The right answer to every question of the written part that is open for her."""
    sitting = _open_sitting(email, ExamPart.WRITTEN)
    known = {str(one.ref): one for one in ExamQuestion.objects.filter(course=sitting.enrolment.course)}
    return {row["ref"]: _best(known[row["ref"]].options) for row in sitting.sheet["questions"]}


def answers_of_task(*, email: str) -> dict[str, str]:
    """The right answers to the task that is open for her at the practice console."""
    sitting = _open_sitting(email, ExamPart.SYSTEM)
    task = training.open_task(sitting=sitting, by=sitting.enrolment.agent.user)
    return {field["key"]: str(field["answer"]) for field in task.fields} if task else {}


def _open_sitting(email: str, part: str) -> Sitting:
    rows = Sitting.objects.filter(enrolment__agent__user__email=email, part=part, finished_at__isnull=True)
    return rows.select_related("enrolment__course", "enrolment__agent__user").latest("started_at")


def number_of(*, email: str) -> str:
    """How staff pages name her."""
    return Agent.objects.get(user__email=email).number
