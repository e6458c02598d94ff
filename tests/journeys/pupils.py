"""What the walk through screening, training and growth needs to meet: somebody at each gate, a learner, papers to judge.

Made by the actions themselves, in the running product's database; see ``backstage``.
"""

from typing import Any

from django.db.models import Count

from accounts.actions import enrol_second_factor, set_name
from accounts.models import Policy, User
from talentpool.agents.models import Agent
from talentpool.demo.screens.cast import session_of
from talentpool.growth.models import Entry
from talentpool.kernel import clock
from talentpool.screening import actions as screening
from talentpool.screening.models import Application, Campaign, GateAttempt
from talentpool.training import actions as training
from talentpool.training.models import Course, Lesson, Simulation
from tests.factories import accounts, agents
from tests.factories import screening as gates
from tests.factories import training as lessons
from tests.journeys.scenery import answers_of_test

GATES = ("kit", "voice", "written", "interview")


def session(*, role: str) -> str:
    """A signed-in state of the demo's person in a staff role."""
    user = User.objects.filter(groups__name=role, is_demo=True).order_by("pk")[0]
    enrol_second_factor(user=user)
    return session_of(user)


def somebody_at_each_gate() -> dict[str, dict[str, str]]:
    """gate -> her session and her application's ref, all at one campaign; its slug under "campaign"; "form": not yet
    handed in."""
    at = gates.campaign()
    found = {
        "form": screening.start_application(campaign=at, by=gates.user()),
        **{kind: _up_to(kind, at) for kind in GATES},
    }
    said = {kind: {"session": session_of(one.user), "ref": str(one.ref)} for kind, one in found.items()}
    return {**said, "campaign": {"slug": at.slug}}


def _up_to(kind: str, at: Campaign) -> Application:
    """Before that gate; tests are passed with what is right in the bank that the product has."""
    one = gates.up_to("voice" if kind == "voice" else "kit" if kind == "kit" else "written", at=at)
    for test in ("written", "situational", "security") if kind == "interview" else ():
        attempt = screening.open_attempt(application=one, kind=test, by=one.user)
        answers = answers_of_test(email=str(one.user.email), kind=test)
        screening.hand_in_answers(attempt=attempt, answers=answers, by=one.user)
    return one


def what_staff_judge() -> dict[str, str]:
    """Refs: a voice without a name, an application to decide on, an enrolment in its exam, one to decide on, somebody at
    the end of her probation."""
    voice: GateAttempt = gates.hand_in_voice(gates.up_to("voice"))
    decision = Application.objects.filter(state="decision", user__is_demo=True).order_by("pk")[0]
    return {
        "voice": str(voice.ref),
        "decision": str(decision.ref),
        "campaign": decision.campaign.slug,
        "oral": str(lessons.in_exam().ref),
        "exam": str(lessons.awaiting_decision().ref),
        "probation": str(Agent.objects.filter(is_demo=True, probation_until__isnull=False).order_by("pk")[0].ref),
        "course": "mall-orders",
    }


def a_learner() -> dict[str, str]:
    """Somebody in training who has handed nothing in yet; a policy to read."""
    clock.forget()
    one: Agent = agents.agent(state="training", user=set_name(by=accounts.user(), name="林小满"))
    screening.prepare_formalities(agent=one)
    policy = Policy.objects.order_by("pk")[0]
    return {"session": session_of(one.user), "policy": str(policy.ref)}


def her_refs(*, course: str) -> dict[str, str]:
    """The first lesson and simulation of a course."""
    found = Course.objects.get(slug=course)
    lesson = Lesson.objects.filter(module__course=found).order_by("module__place", "place").first()
    simulation = Simulation.objects.filter(course=found).first()
    return {"lesson": str(lesson.ref) if lesson else "", "simulation": str(simulation.ref) if simulation else ""}


def old_hand() -> dict[str, Any]:
    """Whoever of the reserve has the longest log, and a certificate of hers."""
    reserve = Agent.objects.filter(is_demo=True, state="reserve").select_related("user")
    one = reserve.annotate(lines=Count("growth")).order_by("-lines", "pk")[0]
    certificate = training.issue_certificate(agent=one, course=Course.objects.get(slug="basic"))
    entries = Entry.objects.filter(agent=one).count()
    said = {"session": session_of(one.user), "number": one.number, "ref": str(one.ref), "name": one.user.full_name}
    return {**said, "certificate": str(certificate.ref), "entries": entries, "phone": str(one.user.phone)}
