"""What waits for a person, by role: every sanction and admission is somebody's decision."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.principals import Principal
from talentpool.activation.models import Drill, ReviewAppeal, ReviewItem
from talentpool.activation.permissions import CALLS
from talentpool.activation.states import DrillState
from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState
from talentpool.faces.rows import Row, address, records
from talentpool.kernel.clock import now
from talentpool.kernel.formats import duration, moment_words
from talentpool.screening.models import Application, Formality
from talentpool.screening.states import FormalityState
from talentpool.training.models import Enrolment
from talentpool.training.states import EnrolmentState
from tasks.attendance.models import Complaint, Correction
from tasks.billing.models import Payout, StatementLine
from tasks.billing.states import PayoutState
from tasks.quality.models import Appeal
from tasks.quality.states import AppealState


@dataclass(frozen=True)
class Queue:
    """Things of one kind that wait: for which roles, which rows, since when, and where one decides.

    due: the field with the deadline of an answer, where the kind has one.
    """

    roles: tuple[str, ...]
    rows: Callable[[Principal], "QuerySet[Any]"]
    since: str
    words: Callable[[int], str]
    pages: tuple[str, ...]
    model: str
    query: str = ""
    due: str = ""


QUEUES = (
    Queue(
        ("recruiter",),
        lambda p: Application.objects.visible_to(p).awaiting_decision(),
        "state_since",
        lambda n: ngettext("Admission: %(n)s application", "Admission: %(n)s applications", n),
        ("staff:screening_board",),
        "screening_application",
        "state__exact=decision",
    ),
    Queue(
        ("recruiter",),
        lambda p: Formality.objects.visible_to(p).filter(state=FormalityState.HANDED_IN),
        "handed_in_at",
        lambda n: ngettext("Formalities: %(n)s paper handed in", "Formalities: %(n)s papers handed in", n),
        ("staff:formality_queue",),
        "screening_formality",
        "state__exact=handed_in",
    ),
    Queue(
        ("trainer",),
        lambda p: Enrolment.objects.filter(state=EnrolmentState.DECISION),
        "started_at",
        lambda n: ngettext("Exam: %(n)s candidate with four parts", "Exam: %(n)s candidates with four parts", n),
        ("staff:training_board",),
        "training_enrolment",
        "state__exact=decision",
    ),
    Queue(
        ("trainer", "recruiter"),
        lambda p: Agent.objects.visible_to(p).filter(probation_until__lte=now().date(), state=AgentState.RESERVE),
        "probation_until",
        lambda n: ngettext("Probation: %(n)s ended", "Probation: %(n)s ended", n),
        ("staff:training_board",),
        "agents_agent",
    ),
    Queue(
        ("recruiter", "dispatcher"),
        lambda p: ReviewItem.objects.filter(decision=""),
        "proposed_at",
        lambda n: ngettext("Pool review: %(n)s proposal", "Pool review: %(n)s proposals", n),
        ("staff:pool_review_list",),
        "activation_reviewitem",
    ),
    Queue(
        CALLS,
        lambda p: ReviewAppeal.objects.visible_to(p).waiting().exclude(decided_by_id=p.user_id),
        "made_at",
        lambda n: ngettext(
            "Pool review: %(n)s appeal for another person", "Pool review: %(n)s appeals for another person", n
        ),
        ("staff:pool_review_list",),
        "activation_reviewitem",
        due="due_at",
    ),
    Queue(
        CALLS,
        lambda p: Drill.objects.visible_to(p).filter(state=DrillState.REQUESTED),
        "created_at",
        lambda n: ngettext("Drills: %(n)s asked for by a client", "Drills: %(n)s asked for by clients", n),
        ("staff:drill_list",),
        "activation_drill",
    ),
    Queue(
        ("dispatcher",),
        lambda p: Correction.objects.filter(decided_at=None),
        "asked_at",
        lambda n: ngettext("Attendance: %(n)s correction asked for", "Attendance: %(n)s corrections asked for", n),
        ("staff:correction_list",),
        "attendance_correction",
    ),
    Queue(
        ("dispatcher", "analyst"),
        lambda p: Complaint.objects.visible_to(p).waiting(),
        "raised_at",
        lambda n: ngettext("Complaints: %(n)s of a client", "Complaints: %(n)s of clients", n),
        ("staff:complaint_list",),
        "attendance_complaint",
    ),
    Queue(
        ("analyst",),
        lambda p: Appeal.objects.visible_to(p).filter(state=AppealState.OPEN),
        "opened_at",
        lambda n: ngettext("Appeals: %(n)s score in doubt", "Appeals: %(n)s scores in doubt", n),
        ("staff:appeal_list",),
        "quality_appeal",
        due="answer_by",
    ),
    Queue(
        ("finance",),
        lambda p: StatementLine.objects.exclude(disputed_at=None),
        "disputed_at",
        lambda n: ngettext("Pay: %(n)s line disputed", "Pay: %(n)s lines disputed", n),
        ("staff:dispute_list",),
        "billing_statement",
    ),
    Queue(
        ("finance",),
        lambda p: Payout.objects.filter(state=PayoutState.PROPOSED),
        "proposed_at",
        lambda n: ngettext("Payouts: %(n)s wants a second person", "Payouts: %(n)s want a second person", n),
        ("staff:payout_list",),
        "billing_payout",
        "state__exact=proposed",
    ),
)


def decisions(principal: Principal) -> list[Row]:
    """One row a queue that isn't empty, the longest wait first."""
    waiting: list[tuple[datetime, Row]] = []
    for queue in QUEUES:
        if not principal.has_role(*queue.roles):
            continue
        found = queue.rows(principal).aggregate(
            n=Count("pk"), oldest=Min(queue.since), due=Min(queue.due or queue.since)
        )
        if found["n"]:
            oldest = _moment(found["oldest"])
            waiting.append((oldest, _row(queue, found["n"], oldest, found["due"] if queue.due else None)))
    return [row for _since, row in sorted(waiting, key=lambda pair: pair[0])]


def _moment(since: Any) -> datetime:
    """A queue's oldest as a moment; a date begins at midnight, what has none begins now."""
    if since is None or isinstance(since, datetime):
        return since or now()
    return datetime.combine(since, time(), tzinfo=now().tzinfo)


def _row(queue: Queue, n: int, oldest: datetime, due: datetime | None) -> Row:
    longest = _("the longest waits %(time)s") % {"time": duration(now() - oldest)}
    detail = longest if due is None else f"{longest} · {_until(due)}"
    place = address(*queue.pages) or records(queue.model, queue.query)
    return Row(queue.words(n) % {"n": n}, detail, place, _("Decide"), "person", "")


def _until(due: datetime) -> str:
    if due < now():
        return _("overdue since %(when)s") % {"when": moment_words(due)}
    return _("answer by %(when)s") % {"when": moment_words(due)}
