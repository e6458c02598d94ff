"""The one calendar: whoever writes a commitment locks the agent's Load row first."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from talentpool.agents.errors import (
    OverDailyCap,
    OverDailyLimit,
    Overlaps,
    OverWeeklyCap,
    OverWeeklyLimit,
    TooLittleRest,
)
from talentpool.agents.models import Agent, Commitment, Load
from talentpool.agents.rules import calendar as rules
from talentpool.agents.rules.calendar import Limits, Span
from talentpool.agents.states import CommitmentKind
from talentpool.kernel.clock import now

WORK = frozenset({CommitmentKind.SHIFT, CommitmentKind.STANDBY})


@transaction.atomic
def commit_time(
    *, agent: Agent, during: tuple[datetime, datetime], kind: CommitmentKind | str, source: UUID
) -> Commitment:
    """Bind an agent from ``during[0]`` until just before ``during[1]`` (aware), for the thing whose ref is ``source``.

    Shifts need rest from each other; shifts and standby count against her caps; nothing overlaps. The same source and time
    again is the same commitment. Raises Overlaps, TooLittleRest, OverDailyCap, OverWeeklyCap, or the same two of a Limit.
    """
    Load.objects.select_for_update().get_or_create(agent=agent)
    same = Commitment.objects.filter(agent=agent, source=source, during=during, kind=kind).first()
    if same is not None:
        return same
    _refuse_what_breaks_a_rule(agent, Span(*during), CommitmentKind(kind))
    try:
        with transaction.atomic():
            made = Commitment.objects.create(agent=agent, during=during, kind=kind, source=source)
    except IntegrityError as error:
        raise Overlaps from error
    Load.objects.filter(agent=agent).update(changed_at=now())
    return made


def _refuse_what_breaks_a_rule(agent: Agent, wanted: Span, kind: CommitmentKind) -> None:
    limits = limits_of(agent=agent)
    near = rules.window_to_look_at(wanted, limits)
    held = [
        (Span(row.during.lower, row.during.upper), row.kind)
        for row in Commitment.objects.filter(agent=agent, during__overlap=(near.start, near.end))
    ]
    if any(rules.overlaps(wanted, span) for span, _kind in held):
        raise Overlaps
    shifts = [span for span, other in held if other == CommitmentKind.SHIFT]
    if kind == CommitmentKind.SHIFT and not rules.is_rested(wanted=wanted, shifts=shifts, rest=limits.rest):
        raise TooLittleRest(hours=f"{limits.rest / 60:g}")
    if kind in WORK:
        _refuse_over_caps(wanted, [span for span, other in held if other in WORK], limits)


def _refuse_over_caps(wanted: Span, work: list[Span], limits: Limits) -> None:
    """Her own caps first: those she can raise herself."""
    for bound, over_day, over_week in (
        (limits, OverDailyCap, OverWeeklyCap),
        (limits.by_rule, OverDailyLimit, OverWeeklyLimit),
    ):
        day = rules.over_daily(wanted=wanted, work=work, limits=bound)
        if day is not None:
            raise over_day(minutes=day.minutes, day=date_format(day.day))
        week = rules.over_weekly(wanted=wanted, work=work, limits=bound)
        if week is not None:
            raise over_week(minutes=week.minutes, day=date_format(week.day))


def limits_of(*, agent: Agent) -> Limits:
    """What she may be bound to: her own caps, and what the rules where she lives leave."""
    return Limits(
        zone=agent.timezone,
        rest=agent.rest_minutes,
        daily=agent.daily_cap_minutes,
        weekly=agent.weekly_cap_minutes,
        rule_daily=agent.daily_limit_minutes,
        rule_weekly=agent.weekly_limit_minutes,
    )


@transaction.atomic
def free_time(*, source: UUID, agent: Agent | None = None) -> int:
    """Free what was bound for ``source`` (of one agent, or of all); returns how many stretches. Needs no lock."""
    found = Commitment.objects.filter(source=source)
    if agent is not None:
        found = found.filter(agent=agent)
    return found.delete()[0]
