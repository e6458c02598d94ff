"""When, how much and for how much an agent wants to work: her own to decide."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from talentpool.agents.errors import NotOnGrid, OutOfBounds
from talentpool.agents.models import (
    Agent,
    AgentChannel,
    AgentLanguage,
    Availability,
    AvailabilityException,
    Language,
    PoolStandard,
)
from talentpool.agents.rules import week
from talentpool.agents.rules.week import Window
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.errors import NotAllowed


def _only_her(agent: Agent, by: User) -> None:
    if agent.user_id != by.pk:
        raise NotAllowed


@transaction.atomic
def set_availability(*, agent: Agent, windows: Iterable[Window], by: User) -> list[Window]:
    """Replace the weekly pattern; touching windows become one. Raises NotOnGrid."""
    _only_her(agent, by)
    wanted = list(windows)
    if not all(week.is_on_grid(window) for window in wanted):
        raise NotOnGrid
    kept = week.merged(wanted)
    Agent.objects.select_for_update().get(pk=agent.pk)  # two phones: the later one wins as a whole
    Availability.objects.filter(agent=agent).delete()
    Availability.objects.bulk_create(
        Availability(agent=agent, weekday=w.weekday, start_minute=w.start, end_minute=w.end) for w in kept
    )
    return kept


@transaction.atomic
def add_exception(
    *, agent: Agent, during: tuple[datetime, datetime], available: bool, by: User
) -> AvailabilityException:
    """A stretch that differs from the week. A newer one replaces what it covers. Raises NotOnGrid."""
    _only_her(agent, by)
    start, end = during
    if start >= end or any(edge.minute % week.QUARTER or edge.second for edge in during):
        raise NotOnGrid
    AvailabilityException.objects.filter(agent=agent, during__contained_by=during).delete()
    return AvailabilityException.objects.create(agent=agent, during=during, available=available)


@transaction.atomic
def remove_exception(*, exception: AvailabilityException, by: User) -> None:
    """Back to the weekly pattern."""
    _only_her(exception.agent, by)
    exception.delete()


@transaction.atomic
def pause(*, agent: Agent, until: datetime | None, by: User) -> Agent:
    """Ask me nothing until then; None ends the pause. What was accepted stays accepted."""
    _only_her(agent, by)
    agent.paused_until = until
    agent.save(update_fields=["paused_until"])
    return agent


@transaction.atomic
def set_zone(*, agent: Agent, zone: str, by: User) -> Agent:
    """The clock her days and weeks are counted by, and that pages show her; an IANA name."""
    _only_her(agent, by)
    agent.timezone = by.timezone = zone
    agent.save(update_fields=["timezone"])
    by.save(update_fields=["timezone"])
    return agent


@transaction.atomic
def set_wishes(
    *,
    agent: Agent,
    by: User,
    floor_minor: int,
    weekly_cap_minutes: int,
    daily_cap_minutes: int,
    channels: Mapping[Channel | str, bool],
    languages: Collection[str] | None = None,
    kind: Kind | str | None = None,
) -> Agent:
    """Least pay an hour (minor units), caps (minutes), which channels she wants (True or False each).

    languages: codes she speaks; a new one counts at level 1 until a voice test proves more, one left out goes. kind can be
    chosen while in training; later it is a matter of contract. Raises OutOfBounds.
    """
    _only_her(agent, by)
    daily, weekly = PoolStandard.current().most_minutes(agent)
    if daily_cap_minutes > daily or weekly_cap_minutes > weekly:
        raise OutOfBounds(daily=f"{daily / 60:g}", weekly=f"{weekly / 60:g}")
    agent.floor_minor = floor_minor
    agent.weekly_cap_minutes = weekly_cap_minutes
    agent.daily_cap_minutes = daily_cap_minutes
    if kind is not None and agent.may_choose_kind:
        agent.kind = str(kind)
    agent.save(update_fields=["floor_minor", "weekly_cap_minutes", "daily_cap_minutes", "kind"])
    for channel, willing in channels.items():
        AgentChannel.objects.update_or_create(agent=agent, channel=channel, defaults={"willing": willing})
    if languages is not None:
        _set_languages(agent, languages)
    return agent


def _set_languages(agent: Agent, codes: Collection[str]) -> None:
    AgentLanguage.objects.filter(agent=agent).exclude(language__in=codes).delete()
    known = set(agent.languages.values_list("language_id", flat=True))
    for language in Language.objects.filter(code__in=set(codes) - known):
        AgentLanguage.objects.create(agent=agent, language=language, level=1)
