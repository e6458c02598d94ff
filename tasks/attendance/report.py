"""The service report: every channel of an order, interval by interval, against what was promised."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Min
from django.utils.translation import gettext as _

from talentpool.agents.states import Channel
from talentpool.kernel.charts import Step
from talentpool.kernel.clock import now
from talentpool.kernel.formats import percent
from talentpool.kernel.questions import Unanswerable
from tasks.attendance.after import days_of
from tasks.attendance.models import AttendanceEvent
from tasks.attendance.states import EventKind
from tasks.orders.models import Line, Order, Shift, lines_of
from tasks.orders.states import ActivityKind
from tasks.staffing.kept import work_of_json
from tasks.staffing.models import Requirement, RequirementInterval
from tasks.staffing.rules.chat import Chats, chat_service
from tasks.staffing.rules.goals import served
from tasks.staffing.rules.queues import Stream

COLUMNS = (
    "channel", "interval_start", "seats_promised", "people_worked", "service_level_promised",
    "service_level_with_those_who_worked",
)  # fmt: skip
Turn = tuple[datetime, datetime, str]  # from, to, channel
Row = dict[str, Any]


def report_of(order: Order) -> list[Row]:
    """Every interval of every channel's curve: seats promised, people who worked, and the service level of both."""
    shifts = list(order.shifts.prefetch_related("activities"))
    turns = {shift.pk: turns_of(shift, order.channel) for shift in shifts}
    promised = [(*turn, shift.seats_asked) for shift in shifts for turn in turns[shift.pk]]
    worked = [(*turn, 1) for turn in _worked(order, turns)]
    return [row for line in lines_of(order) for row in _of_line(line, promised, worked)]


def turns_of(shift: Shift, channel: str) -> list[Turn]:
    """What a shift's people serve when; a break belongs to the work before it. channel: where no activity names one."""
    works = [one for one in shift.activities.all() if one.kind == ActivityKind.WORK]
    if not works:
        return [(shift.starts_at, shift.ends_at, channel)]
    edges = [*(one.starts_at for one in works[1:]), shift.ends_at]
    starts = [shift.starts_at, *edges[:-1]]
    return [(a, b, one.channel or channel) for a, b, one in zip(starts, edges, works, strict=True)]


def _worked(order: Order, turns: dict[int, list[Turn]]) -> Iterator[Turn]:
    """When who worked what: the shift's turns within check-in and check-out, and changes made on the day."""
    changes: dict[int, list[AttendanceEvent]] = defaultdict(list)
    days = list(days_of(order))
    for event in AttendanceEvent.objects.filter(attendance__in=days, kind=EventKind.CHANNEL_CHANGED).order_by(
        "at", "id"
    ):
        changes[event.attendance_id].append(event)
    for day in days:
        if day.checked_in_at is None or day.checked_out_at is None:
            continue
        planned, came, left = turns[day.assignment.shift_id], day.checked_in_at, day.checked_out_at
        for first, last, channel in planned:
            start = came if first == planned[0][0] else max(first, came)
            end = left if last == planned[-1][1] else min(last, left)
            for event in (one for one in changes[day.pk] if start <= one.at < end):
                yield start, event.at, channel
                start, channel = event.at, event.payload["channel"]
            if start < end:
                yield start, end, channel


def _of_line(line: Line, promised: Sequence[tuple[Any, ...]], worked: Sequence[tuple[Any, ...]]) -> Iterator[Row]:
    requirement = line.requirement
    if requirement is None:
        return
    rows = list(requirement.intervals.order_by("starts_at"))
    middle = timedelta(minutes=requirement.interval_minutes) / 2  # who is there then was there for most of it
    moments = [row.starts_at + middle for row in rows]
    seats, there = (_present(moments, line.channel, turns) for turns in (promised, worked))
    for row, asked, came in zip(rows, seats, there, strict=True):
        if asked or row.seats:
            yield {
                "channel": line.channel,
                "row": row,
                "seats": asked,
                "worked": came,
                "promised": row.service_level,
                "level": _level(requirement, row, came, asked),
            }


def _present(moments: Sequence[datetime], channel: str, turns: Sequence[tuple[Any, ...]]) -> list[int]:
    """How many serve the channel at each moment."""
    change = [0] * (len(moments) + 1)
    for start, end, served_channel, number in turns:
        if served_channel == channel:
            change[bisect_left(moments, start)] += number
            change[bisect_left(moments, end)] -= number
    return list(accumulate(change[:-1]))


def _level(requirement: Requirement, row: RequirementInterval, worked: int, seats: int) -> float | None:
    """The service level the channel's formula gives with those who worked; agents in proportion to seats filled."""
    if row.service_level is None or not seats:
        return None
    needed = row.agents_erlang_a if requirement.model == "erlang_a" else row.agents_erlang_c
    agents = round(needed * worked / seats)
    if agents < 1 or row.offered <= 0:
        return 0.0 if agents < 1 else row.service_level
    try:
        return (
            _chat(requirement, row, agents)
            if requirement.volumes.channel == Channel.CHAT
            else _call(requirement, row, agents)
        )
    except Unanswerable:
        return 0.0


def _call(requirement: Requirement, row: RequirementInterval, agents: int) -> float | None:
    handling = Fraction(str(round(row.handling_s, 3)))
    stream = Stream(Fraction(str(round(row.erlangs, 6))), handling, Fraction(str(requirement.patience_s)))
    target = Fraction(requirement.target_s)
    return served(model=requirement.model, agents=agents, stream=stream, target_s=target).service_level


def _chat(requirement: Requirement, row: RequirementInterval, agents: int) -> float:
    work = work_of_json(requirement.work)
    per_s = row.offered / (60 * requirement.interval_minutes)
    chats = Chats(per_s=per_s, aht_s=row.handling_s, concurrency=work.concurrency, slowdown=work.slowdown)
    return chat_service(agents=agents, chats=chats, target_s=float(requirement.target_s)).service_level


def page_of(order: Order) -> dict[str, Any]:
    """Channel by channel: figures, a chart of its busiest day, and a sentence; before the first shift, when it begins."""
    begins = order.shifts.aggregate(at=Min("starts_at"))["at"]
    if begins and begins > now() and not days_of(order).exists():
        return {"report": [], "begins": begins}
    report, zone = report_of(order), ZoneInfo(order.timezone)
    channels = list(dict.fromkeys(one["channel"] for one in report))
    parts = [_part([one for one in report if one["channel"] == channel], zone) for channel in channels]
    for part, channel in zip(parts, channels, strict=True):
        part["name"] = str(Channel(channel).label) if len(channels) > 1 else ""
    return {"report": parts}


def _part(report: list[Row], zone: ZoneInfo) -> dict[str, Any]:
    busiest = max(report, key=lambda one: one["seats"])["row"].starts_at.astimezone(zone).date()
    steps = [
        Step(one["row"].starts_at.astimezone(zone).strftime("%H:%M"), one["seats"], one["worked"])
        for one in report
        if one["row"].starts_at.astimezone(zone).date() == busiest
    ]
    seats, worked = sum(one["seats"] for one in report), sum(min(one["worked"], one["seats"]) for one in report)
    return {
        "steps": steps,
        "worked_share": worked / seats if seats else None,
        "promised_level": _weighted(report, "promised"),
        "level": _weighted(report, "level"),
        "sentence": _("%(share)s of the promised seat time was worked; the busiest day is drawn.")
        % {"share": percent(worked / seats if seats else None, 1)},
    }


def _weighted(report: list[Row], name: str) -> float | None:
    """Over all intervals, weighted by contacts."""
    known = [(one["row"].offered, one[name]) for one in report if one[name] is not None]
    weight = sum(offered for offered, _level in known)
    return sum(offered * level for offered, level in known) / weight if weight else None


def rows_of(order: Order) -> Iterator[list[Any]]:
    """The whole report for a file."""
    zone = ZoneInfo(order.timezone)
    for one in report_of(order):
        start = one["row"].starts_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        levels = ["" if one[name] is None else round(one[name], 4) for name in ("promised", "level")]
        yield [one["channel"], start, one["seats"], one["worked"], *levels]
