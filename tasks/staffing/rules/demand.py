"""From history to the days asked for, and from calls to seats, for a whole period at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np

from talentpool.kernel.questions import exact
from tasks.staffing.rules.curves import Counts, least_agents_impatient, least_agents_patient
from tasks.staffing.rules.goals import Goal, served
from tasks.staffing.rules.margins import scheduled, within_occupancy
from tasks.staffing.rules.queues import Stream
from tasks.staffing.rules.volumes import source_day


@dataclass(frozen=True)
class Contacts:
    """Offered contacts of one interval and their mean handling time in seconds."""

    starts_at: datetime
    offered: float
    handling_s: float


@dataclass(frozen=True)
class Terms:
    """How seats are computed. Shares are exact; ``concurrency``: chats one agent holds at once (1 for calls)."""

    channel: str
    model: str
    interval_minutes: int
    service_level: Fraction
    target_s: Fraction
    patience_s: float
    shrinkage: Fraction
    max_occupancy: Fraction
    ramp: float = 1.0
    concurrency: int = 1
    own_roster: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Need:
    """One interval's seats by both models, and what the chosen one delivers with the agents it asks for."""

    contacts: Contacts
    handling_s: float
    erlangs: float
    agents_patient: int
    agents_impatient: int
    seats: int
    service_level: float | None
    occupancy: float | None


def lay(history: Sequence[Contacts], *, first: date, last: date, zone: ZoneInfo) -> list[Contacts]:
    """The history's contacts on the days from ``first`` to ``last`` (both included), weekday by weekday.

    A day that the history holds stands for itself; the weeks of the history follow each other and begin again.
    """
    days: dict[date, list[tuple[time, Contacts]]] = {}
    for contacts in history:
        local = contacts.starts_at.astimezone(zone)
        days.setdefault(local.date(), []).append((local.time(), contacts))
    known = sorted(days)
    found: dict[datetime, Contacts] = {}
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        source = source_day(day, known=known, cycle=ahead // 7)
        for clock, contacts in days.get(source, []) if source else []:
            moment = datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
            # An hour that a clock change skips falls on the one after it; the busier of the two counts.
            if moment not in found or found[moment].offered < contacts.offered:
                found[moment] = Contacts(moment, contacts.offered, contacts.handling_s)
    return [found[moment] for moment in sorted(found)]


def needs(contacts: Sequence[Contacts], terms: Terms, *, zone: ZoneInfo) -> list[Need]:
    """Seats per interval. Raises Unanswerable where a target can't be reached."""
    offered = np.array([each.offered for each in contacts], dtype=np.float64)
    handling = np.array([each.handling_s for each in contacts], dtype=np.float64) * terms.ramp
    handling = np.where(handling > 0, handling, 1.0)
    patient, impatient = _agents(offered, handling, terms)
    known: dict[tuple[float, float, int], tuple[float | None, float | None]] = {}
    found = []
    for index, each in enumerate(contacts):
        agents = int((impatient if terms.model == "erlang_a" else patient)[index])
        key = (float(offered[index]), float(handling[index]), agents)
        if key not in known:
            known[key] = _delivered(*key, terms)
        clock = each.starts_at.astimezone(zone).strftime("%H:%M")
        found.append(
            Need(
                contacts=each,
                handling_s=float(handling[index]),
                erlangs=float(offered[index] * handling[index]) / (terms.interval_minutes * 60),
                agents_patient=int(patient[index]),
                agents_impatient=int(impatient[index]),
                seats=_seats(agents, clock, terms),
                service_level=known[key][0],
                occupancy=known[key][1],
            )
        )
    return found


def _seats(agents: int, clock: str, terms: Terms) -> int:
    """Seats to order: scheduled heads, less those of the client's own roster at this time of day."""
    wanted = scheduled(agents=agents, shrinkage=terms.shrinkage) if agents else 0
    return max(0, wanted - (terms.own_roster or {}).get(clock, 0))


def _agents(
    offered: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    handling: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    terms: Terms,
) -> tuple[Counts, Counts]:
    seconds = terms.interval_minutes * 60
    if terms.channel not in ("call", "chat"):
        # Written work waits hours, not seconds: what counts is that the hands are enough for the hour's work.
        loads = [exact(float(load), "load") for load in offered * handling / seconds]
        bound = [within_occupancy(erlangs=load, max_occupancy=terms.max_occupancy) for load in loads]
        flat = np.array(bound, dtype=np.int64)
        return flat, flat
    goal = Goal(terms.service_level, terms.target_s, None, terms.max_occupancy)
    patient = least_agents_patient(calls=offered, aht_s=handling, interval_s=seconds, goal=goal)
    impatient = least_agents_impatient(
        calls=offered, aht_s=handling, interval_s=seconds, patience_s=terms.patience_s, goal=goal
    )
    return -(-patient // terms.concurrency), -(-impatient // terms.concurrency)


def _delivered(offered: float, handling_s: float, agents: int, terms: Terms) -> tuple[float | None, float | None]:
    if not agents or terms.channel not in ("call", "chat"):
        return None, None
    handling = exact(handling_s, "handling_s")
    load = exact(offered, "offered") * handling / (terms.interval_minutes * 60)
    stream = Stream(load, handling, exact(terms.patience_s, "patience_s"))
    service = served(model=terms.model, agents=agents * terms.concurrency, stream=stream, target_s=terms.target_s)
    return service.service_level, service.occupancy
