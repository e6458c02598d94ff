"""Help while at work: teams with a lead within reach, and hard cases as tickets."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell
from tasks.attendance import rules
from tasks.attendance.errors import NothingTold, NotWhileAway, NotYourDay
from tasks.attendance.models import Attendance, AttendancePolicy, Ticket
from tasks.attendance.states import TICKET, AttendanceState, TicketState
from tasks.dispatch.models import BOUND
from tasks.orders.models import Shift

LONGEST = 4000
PRESENT = (AttendanceState.CHECKED_IN, AttendanceState.ON_BREAK, AttendanceState.FAULT)
COMING = (AttendanceState.EXPECTED, AttendanceState.CONFIRMED, *PRESENT)


@transaction.atomic
def form_teams(*, shifts: Iterable[Shift]) -> int:
    """Give everybody on these shifts a lead: the backbone agents among them, each at most ``lead_ratio`` people.

    Once somebody is there, only leads who are there count. Returns how many changed; the same people make the same teams.
    """
    ratio = AttendancePolicy.current().lead_ratio
    days = Attendance.objects.filter(
        assignment__shift__in=list(shifts), assignment__state__in=BOUND, state__in=COMING
    ).select_related("assignment__agent")
    by_shift: dict[int, list[Attendance]] = defaultdict(list)
    for day in days.order_by("pk"):
        by_shift[day.assignment.shift_id].append(day)
    changed = []
    for people in by_shift.values():
        changed += _reassign(people, ratio)
    Attendance.objects.bulk_update(changed, ["lead"])
    return len(changed)


def _reassign(people: list[Attendance], ratio: int) -> list[Attendance]:
    """Those whose lead differs from what the rule says."""
    begun = any(day.state in PRESENT for day in people)
    able = [d for d in people if d.assignment.agent.is_backbone and (not begun or d.state in PRESENT)]
    leads = [day.pk for day in able]
    others = [day.pk for day in people if day.pk not in leads]
    found = rules.teams(leads=leads, others=others, ratio=ratio)
    changed = [day for day in people if day.lead_id != found.get(day.pk)]
    for day in changed:
        day.lead_id = found.get(day.pk)
    return changed


def lead_of(*, agent_id: int, at: datetime) -> User | None:
    """Who led an agent at a moment of her shifts, her team lead's user; None: the dispatch desk did."""
    days = Attendance.objects.filter(
        assignment__agent_id=agent_id, assignment__shift__starts_at__lte=at, assignment__shift__ends_at__gt=at
    )
    day = days.select_related("lead__assignment__agent__user").first()
    return day.lead.assignment.agent.user if day is not None and day.lead is not None else None


@transaction.atomic
def ask_help(*, day: Attendance, case: str, by: User) -> Ticket:
    """A hard case: to her lead if she has one, else to the dispatch desk. Raises NothingTold, NotWhileAway."""
    if by.pk != day.assignment.agent.user_id:
        raise NotYourDay
    if day.state not in PRESENT:
        raise NotWhileAway
    if not case.strip():
        raise NothingTold
    ticket = Ticket(attendance=day, asked_at=now(), state=TicketState.OPEN if day.lead else TicketState.DESK)
    ticket.case = case.strip()[:LONGEST]
    ticket.save()
    if day.lead is not None:
        tell(
            user=day.lead.assignment.agent.user,
            topic="attendance.help_asked",
            params={"agent": str(day.assignment.agent)},
            link=f"/agent/assignments/{day.lead.assignment.ref}/team/",
            dedupe=f"ticket:{ticket.ref}",
            urgent=True,
        )
    return ticket


@transaction.atomic
def take_ticket(*, ticket: Ticket, by: User) -> Ticket:
    """Say that one looks at it. Raises NotYourDay for who asked it herself, WrongState when it is answered."""
    _not_her_own(ticket, by)
    if ticket.state == TicketState.OPEN:
        TICKET.move(ticket, TicketState.TAKEN, taken_by=by, taken_at=now())
    return ticket


@transaction.atomic
def hand_on(*, ticket: Ticket, by: User) -> Ticket:
    """The lead can't close it either: to the dispatch desk. Twice is once."""
    _not_her_own(ticket, by)
    if ticket.state != TicketState.DESK:
        TICKET.move(ticket, TicketState.DESK)
    return ticket


@transaction.atomic
def answer_ticket(*, ticket: Ticket, answer: str, by: User) -> Ticket:
    """The answer goes to her at once. Raises NothingTold, WrongState when somebody else was faster."""
    _not_her_own(ticket, by)
    if not answer.strip():
        raise NothingTold
    ticket.answer = answer.strip()[:LONGEST]
    changes = {"answered_by": by, "answered_at": now(), "answer_sealed": ticket.answer_sealed}
    TICKET.move(ticket, TicketState.ANSWERED, **changes)
    assignment = ticket.attendance.assignment
    tell(
        user=assignment.agent.user,
        topic="attendance.help_answered",
        link=f"/agent/assignments/{assignment.ref}/",
        dedupe=f"answered:{ticket.ref}",
        urgent=True,
    )
    return ticket


def _not_her_own(ticket: Ticket, by: User) -> None:
    if ticket.attendance.assignment.agent.user_id == by.pk:
        raise NotYourDay
