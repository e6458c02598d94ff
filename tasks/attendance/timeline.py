"""What was decided, by whom, and what it was expected to do: the last day's steps in one line of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from talentpool.kernel.formats import count, money, percent
from tasks.attendance.models import AttendanceEvent, Intervention
from tasks.attendance.states import EventKind, StepKind
from tasks.dispatch.models import FillPlan, Standby, Wave
from tasks.dispatch.states import StandbyState

SHOWN = 24
BACK = timedelta(hours=24)


@dataclass(frozen=True)
class Moment:
    """One decision. by: a person's name, empty for the house; href: where one sees more; kind: for its mark."""

    at: datetime
    words: str
    about: str
    kind: str
    by: str = ""
    href: str = ""


def timeline(at: datetime) -> list[Moment]:
    """The newest first; five queries however much happened."""
    since = at - BACK
    found = [*_steps(since), *_waves(since), *_plans(since), *_missed(since), *_standbys(since)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:SHOWN]


def _steps(since: datetime) -> Iterator[Moment]:
    rows = Intervention.objects.filter(at__gte=since).select_related("order__client", "by").order_by("-at")
    for one in rows[:SHOWN]:
        yield Moment(one.at, _step_words(one), one.order.title, "person", one.by.full_name or one.by.username, "")


def _step_words(one: Intervention) -> str:
    said = str(StepKind(one.kind).label)
    if one.minor:
        said = _("%(what)s: +%(pay)s an hour") % {"what": said, "pay": money(one.minor)}
    if "probability" not in one.expected:
        return said
    places = {"what": said, "n": count(one.expected["offers"]), "p": percent(one.expected["probability"])}
    return _("%(what)s: expected to ask %(n)s people and fill with %(p)s") % places


def _waves(since: datetime) -> Iterator[Moment]:
    rows = Wave.objects.filter(sent_at__gte=since).select_related("plan__order").order_by("-sent_at")
    for wave in rows[:SHOWN]:
        words = _("Wave %(n)s went out to %(size)s people") % {"n": wave.number, "size": count(wave.size)}
        yield Moment(wave.sent_at or since, words, wave.plan.order.title, "info")
        if wave.drawn_at:
            drawn = sum(len(refs) for refs in wave.drawn.values())
            words = _("Draw of wave %(n)s: %(drawn)s entered") % {"n": wave.number, "drawn": count(drawn)}
            yield Moment(wave.drawn_at, words, wave.plan.order.title, "info")


def _plans(since: datetime) -> Iterator[Moment]:
    rows = FillPlan.objects.filter(confirmed_at__gte=since).select_related("order", "confirmed_by")
    for plan in rows.order_by("-confirmed_at")[:SHOWN]:
        words = _("Fill plan confirmed: %(p)s expected") % {"p": percent(plan.probability)}
        who = plan.confirmed_by
        yield Moment(plan.confirmed_at or since, words, plan.order.title, "person", who.full_name if who else "")


def _missed(since: datetime) -> Iterator[Moment]:
    rows = AttendanceEvent.objects.filter(at__gte=since, kind=EventKind.MISSED)
    related = rows.select_related("attendance__assignment__agent", "attendance__assignment__shift__order")
    for event in related.order_by("-at")[:SHOWN]:
        held = event.attendance.assignment
        words = _("%(agent)s did not come; a stand-in is looked for") % {"agent": held.agent}
        yield Moment(event.at, words, held.shift.order.title, "waiting")


def _standbys(since: datetime) -> Iterator[Moment]:
    rows = Standby.objects.filter(called_at__gte=since).select_related("agent", "shift__order")
    for one in rows.order_by("-called_at")[:SHOWN]:
        stepped_in = one.state == StandbyState.PROMOTED
        words = _("%(agent)s stepped in") if stepped_in else _("%(agent)s was called from standby")
        yield Moment(one.called_at or since, words % {"agent": one.agent}, one.shift.order.title, "ready")
