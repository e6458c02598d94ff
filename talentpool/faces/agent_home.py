"""An agent's first page: the next shift, open offers, what is missing, the next step of growth."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.principals import Principal
from talentpool.agents.models import Agent, Availability
from talentpool.agents.states import AgentState
from talentpool.faces.rows import Row, address
from talentpool.growth.models import CapabilityScore
from talentpool.growth.states import Capability
from talentpool.kernel.clock import now
from talentpool.kernel.formats import duration
from talentpool.screening.models import Formality
from talentpool.screening.states import FormalityKind, FormalityState
from talentpool.training.models import Certificate, Enrolment, LessonProposal
from talentpool.training.states import EnrolmentState
from tasks.billing.models import Statement
from tasks.dispatch.models import Assignment, Offer
from tasks.dispatch.states import AssignmentState, OfferState

SHOWN = 3
SOON = timedelta(days=30)


@dataclass
class Home:
    """What an agent meets when she opens the portal."""

    next_shift: Any = None
    next_href: str = ""
    offers: list[Any] = field(default_factory=list)
    offers_in_all: int = 0
    missing: list[Row] = field(default_factory=list)
    weakest: dict[str, Any] | None = None
    lesson: Any = None
    last_statement: Any = None


def gather(principal: Principal, agent: Agent) -> Home:
    """Everything of one agent; each part may be empty."""
    at = now()
    offers = (
        Offer.objects.visible_to(principal)
        .filter(state=OfferState.OFFERED, deadline__gt=at, shift__starts_at__gt=at)
        .select_related("shift", "shift__order", "shift__order__client")
        .order_by("deadline")
    )
    home = Home(offers=list(offers[:SHOWN]), missing=missing(principal, agent, at))
    home.offers_in_all = offers.count() if len(home.offers) == SHOWN else len(home.offers)
    home.next_shift = _next_shift(principal, at)
    if home.next_shift:
        pages = ("agent:assignment_detail", "agent:schedule")
        home.next_href = address(*pages, ref=home.next_shift.ref)
    home.weakest = _weakest(principal)
    proposals = LessonProposal.objects.filter(agent=agent, done_at=None).select_related("lesson")
    home.lesson = proposals.order_by("-proposed_at").first()
    home.last_statement = Statement.objects.visible_to(principal).order_by("-posted_at").first()
    return home


def _next_shift(principal: Principal, at: datetime) -> Any:
    held = Assignment.objects.visible_to(principal).filter(state__in=[AssignmentState.HELD, AssignmentState.SEEKING])
    related = ("shift", "shift__order", "shift__order__client", "attendance")
    return held.filter(shift__ends_at__gt=at).select_related(*related).order_by("shift__starts_at").first()


def missing(principal: Principal, agent: Agent, at: datetime) -> list[Row]:
    """What keeps her from being asked, each with the page that mends it."""
    return [*_papers(principal), *_course(agent), *_certificates(principal, at), *_hours(agent)]


def _papers(principal: Principal) -> list[Row]:
    rows = []
    place = address("agent:formality_list", "formality_list")
    for paper in Formality.objects.visible_to(principal).exclude(state=FormalityState.CONFIRMED):
        waits = paper.state == FormalityState.HANDED_IN
        action = "" if waits else _("Hand in")
        state, meaning = FormalityState(paper.state).label, "waiting" if waits else "person"
        detail = paper.note if paper.state == FormalityState.RETURNED else ""
        rows.append(Row(FormalityKind(paper.kind).label, detail, "" if waits else place, action, meaning, state))
    return rows


def _course(agent: Agent) -> list[Row]:
    open_states = [EnrolmentState.LEARNING, EnrolmentState.EXAM, EnrolmentState.DECISION]
    rows = []
    learning: Iterable[Any] = Enrolment.objects.filter(agent=agent, state__in=open_states).select_related("course")
    for one in learning:
        place = address("agent:course_show", "agent:course_list", slug=one.course.slug)
        state = EnrolmentState(one.state).label
        rows.append(Row(str(one.course.title), "", place, _("Go on"), "waiting", state))
    return rows


def _certificates(principal: Principal, at: datetime) -> list[Row]:
    ending: Any = Certificate.objects.visible_to(principal).filter(revoked_at=None, expires_at__lt=at + SOON)
    rows = []
    for one in ending.select_related("course").order_by("expires_at")[:SHOWN]:
        over = one.expires_at <= at
        left = _("ended") if over else _("ends in %(time)s") % {"time": duration(one.expires_at - at)}
        place = address("agent:certificate_list", "agent:course_list")
        rows.append(Row(str(one.course.title), "", place, _("Refresh"), "person" if over else "waiting", left))
    return rows


def _hours(agent: Agent) -> list[Row]:
    if agent.state != AgentState.RESERVE or Availability.objects.filter(agent=agent).exists():
        return []
    place = address("agent:availability")
    detail = _("Without open hours nobody can ask you.")
    return [Row(_("Your hours"), detail, place, _("Set hours"), "person", _("empty"))]


def _weakest(principal: Principal) -> dict[str, Any] | None:
    lowest = CapabilityScore.objects.visible_to(principal).order_by("score").first()
    if lowest is None:
        return None
    return {"name": Capability(lowest.capability).label, "value": lowest.score * 100, "evidence": lowest.evidence}
