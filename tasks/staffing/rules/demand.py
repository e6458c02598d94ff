"""From history to the days asked for, and from contacts to seats, for a whole period at once, channel by channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np

from talentpool.kernel.questions import exact
from tasks.staffing.rules.chat import Chats, chat_service, least_chat_agents
from tasks.staffing.rules.curves import least_agents_impatient, least_agents_patient
from tasks.staffing.rules.goals import Goal, served
from tasks.staffing.rules.margins import scheduled
from tasks.staffing.rules.queues import Stream
from tasks.staffing.rules.volumes import source_day
from tasks.staffing.rules.written import Campaign, outbound_agents, steady_filling


@dataclass(frozen=True)
class Contacts:
    """Offered contacts of one interval and their mean handling time in seconds."""

    starts_at: datetime
    offered: float
    handling_s: float


@dataclass(frozen=True)
class Work:
    """What a channel needs to know beside a service level.

    concurrency, slowdown: chats. deadline_minutes: written work. opens, closes: local hours for written work and
    outbound calls, closes after opens. dialling_s, connect_share, most_attempts, struck_share: outbound campaigns;
    struck are records without consent or on a do-not-call list.
    """

    concurrency: int = 2
    slowdown: float = 0.2
    deadline_minutes: int = 1440
    opens: time = time(9)
    closes: time = time(20)
    dialling_s: int = 30
    connect_share: Fraction = Fraction(3, 10)
    most_attempts: int = 3
    struck_share: Fraction = Fraction(0)


@dataclass(frozen=True)
class Terms:
    """How seats are computed. Shares are exact. filler: written work done between calls, by interval."""

    channel: str
    model: str
    interval_minutes: int
    service_level: Fraction
    target_s: Fraction
    patience_s: float
    shrinkage: Fraction
    max_occupancy: Fraction
    ramp: float = 1.0
    work: Work = field(default_factory=Work)
    own_roster: Mapping[str, int] | None = None
    filler: Sequence[Contacts] = ()


@dataclass(frozen=True)
class Need:
    """One interval's seats by both models, and what the chosen one delivers with the agents it asks for.

    filler_erlangs: written work done between calls. extra_agents: those that only the written work needs.
    """

    contacts: Contacts
    handling_s: float
    erlangs: float
    agents_patient: int
    agents_impatient: int
    seats: int
    service_level: float | None
    occupancy: float | None
    filler_erlangs: float = 0.0
    extra_agents: int = 0


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
    """Seats per interval, in order. Raises Unanswerable where a target can't be reached."""
    if terms.channel == "call":
        found = _filled(_queue(contacts, terms), terms, zone)
    elif terms.channel == "chat":
        found = [_chat(each, terms) for each in contacts]
    elif terms.channel == "outbound":
        found = _campaign(contacts, terms, zone)
    else:
        found = _written(contacts, terms, zone)
    return [replace(need, seats=_seats(need, terms, zone)) for need in found]


def grid(contacts: Sequence[Contacts], *, first: date, last: date, zone: ZoneInfo, minutes: int) -> list[Contacts]:
    """Every interval of the days, also those without contacts, which written and outbound work can be done in."""
    known = {each.starts_at: each for each in contacts}
    at = datetime.combine(first, time(), tzinfo=zone).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    usual = max((each.handling_s for each in contacts), default=0.0)
    found = []
    while at < end:
        found.append(known.get(at) or Contacts(at, 0.0, usual))
        at += timedelta(minutes=minutes)
    return found


def _seats(need: Need, terms: Terms, zone: ZoneInfo) -> int:
    """Seats to order: scheduled heads, less those of the client's own roster at this time of day."""
    agents = (need.agents_impatient if terms.model == "erlang_a" else need.agents_patient) + need.extra_agents
    wanted = scheduled(agents=agents, shrinkage=terms.shrinkage) if agents else 0
    clock = need.contacts.starts_at.astimezone(zone).strftime("%H:%M")
    return max(0, wanted - (terms.own_roster or {}).get(clock, 0))


def _handling(each: Contacts, terms: Terms) -> float:
    return each.handling_s * terms.ramp or 1.0


def _flat(each: Contacts, terms: Terms, agents: int, **measures: float | None) -> Need:
    """Where both models say the same, because it is no queue of callers."""
    handling = _handling(each, terms)
    return Need(
        contacts=each,
        handling_s=handling,
        erlangs=each.offered * handling / (terms.interval_minutes * 60),
        agents_patient=agents,
        agents_impatient=agents,
        seats=0,
        service_level=measures.get("service_level"),
        occupancy=measures.get("occupancy"),
    )


def _queue(contacts: Sequence[Contacts], terms: Terms) -> list[Need]:
    """Calls: by both Erlang models."""
    seconds = terms.interval_minutes * 60
    offered = np.array([each.offered for each in contacts], dtype=np.float64)
    handling = np.array([_handling(each, terms) for each in contacts], dtype=np.float64)
    goal = Goal(terms.service_level, terms.target_s, None, terms.max_occupancy)
    patient = least_agents_patient(calls=offered, aht_s=handling, interval_s=seconds, goal=goal)
    impatient = least_agents_impatient(
        calls=offered, aht_s=handling, interval_s=seconds, patience_s=terms.patience_s, goal=goal
    )
    known: dict[tuple[float, float, int], tuple[float | None, float | None]] = {}
    found = []
    for index, each in enumerate(contacts):
        agents = int((impatient if terms.model == "erlang_a" else patient)[index])
        key = (float(offered[index]), float(handling[index]), agents)
        if key not in known:
            known[key] = _delivered(*key, terms)
        level, occupancy = known[key]
        flat = _flat(each, terms, agents, service_level=level, occupancy=occupancy)
        found.append(replace(flat, agents_patient=int(patient[index]), agents_impatient=int(impatient[index])))
    return found


def _delivered(offered: float, handling_s: float, agents: int, terms: Terms) -> tuple[float | None, float | None]:
    if not agents:
        return None, None
    handling = exact(handling_s, "handling_s")
    load = exact(offered, "offered") * handling / (terms.interval_minutes * 60)
    stream = Stream(load, handling, exact(terms.patience_s, "patience_s"))
    service = served(model=terms.model, agents=agents, stream=stream, target_s=terms.target_s)
    return service.service_level, service.occupancy


def _chat(each: Contacts, terms: Terms) -> Need:
    if not each.offered:
        return _flat(each, terms, 0)
    per_s = each.offered / (terms.interval_minutes * 60)
    chats = Chats(per_s, _handling(each, terms), terms.work.concurrency, terms.work.slowdown)
    goal = {"share": float(terms.service_level), "max_occupancy": float(terms.max_occupancy)}
    agents = least_chat_agents(chats=chats, target_s=float(terms.target_s), **goal)
    service = chat_service(agents=agents, chats=chats, target_s=float(terms.target_s))
    return _flat(each, terms, agents, service_level=service.service_level, occupancy=service.occupancy)


def _open(each: Contacts, terms: Terms, zone: ZoneInfo) -> bool:
    local = each.starts_at.astimezone(zone).time()
    return terms.work.opens <= local < terms.work.closes


def _agent_intervals(each: Contacts, terms: Terms) -> float:
    return each.offered * _handling(each, terms) / (terms.interval_minutes * 60) / float(terms.max_occupancy)


def _written(contacts: Sequence[Contacts], terms: Terms, zone: ZoneInfo) -> list[Need]:
    """E-mail and complaints: the same agents in every open interval, the least that keep the deadline."""
    work = [_agent_intervals(each, terms) for each in contacts]
    opened = [_open(each, terms, zone) for each in contacts]
    deadline = max(1, terms.work.deadline_minutes // terms.interval_minutes)
    filling = steady_filling(work=work, free=[0.0] * len(work), deadline=deadline, open_=opened)
    found = []
    for each, done, is_open in zip(contacts, filling.done, opened, strict=True):
        agents = filling.extra if is_open else 0
        busy = done * float(terms.max_occupancy) / agents if agents else None
        found.append(_flat(each, terms, agents, occupancy=busy))
    return found


def _filled(calls: list[Need], terms: Terms, zone: ZoneInfo) -> list[Need]:
    """Written work between calls: what the agents' free time takes, and who else is needed for the rest."""
    if not terms.filler:
        return calls
    by_start = {each.starts_at: _agent_intervals(each, terms) for each in terms.filler}
    work = [by_start.get(need.contacts.starts_at, 0.0) for need in calls]
    free = [_free(need, terms) for need in calls]
    opened = [_open(need.contacts, terms, zone) for need in calls]
    deadline = max(1, terms.work.deadline_minutes // terms.interval_minutes)
    filling = steady_filling(work=work, free=free, deadline=deadline, open_=opened)
    return [
        replace(need, filler_erlangs=done, extra_agents=filling.extra if is_open else 0)
        for need, done, is_open in zip(calls, filling.done, opened, strict=True)
    ]


def _free(need: Need, terms: Terms) -> float:
    """Agents' time that calls leave, up to the highest occupancy."""
    agents = need.agents_impatient if terms.model == "erlang_a" else need.agents_patient
    return max(0.0, agents * (float(terms.max_occupancy) - (need.occupancy or 0.0)))


def _campaign(contacts: Sequence[Contacts], terms: Terms, zone: ZoneInfo) -> list[Need]:
    """Outbound: each day's records, called at an even pace within the calling hours."""
    days: dict[date, list[int]] = {}
    for index, each in enumerate(contacts):
        days.setdefault(each.starts_at.astimezone(zone).date(), []).append(index)
    found = [_flat(each, terms, 0) for each in contacts]
    for rows in days.values():
        opened = [row for row in rows if _open(contacts[row], terms, zone)]
        hours = sum((_campaign_hours(contacts[row], terms) for row in rows), Fraction(0))
        agents = outbound_agents(hours=hours, minutes=terms.interval_minutes, intervals=len(opened))
        share = hours * 60 / (terms.interval_minutes * len(opened)) if opened else Fraction(0)
        for row in opened if agents else ():
            busy = float(share / agents * terms.max_occupancy)
            found[row] = _flat(contacts[row], terms, agents, occupancy=busy)
    return found


def _campaign_hours(each: Contacts, terms: Terms) -> Fraction:
    campaign = Campaign(
        dialling_s=Fraction(terms.work.dialling_s),
        handling_s=exact(_handling(each, terms), "handling_s"),
        connect_share=terms.work.connect_share,
        most_attempts=terms.work.most_attempts,
        struck=terms.work.struck_share,
        occupancy=terms.max_occupancy,
    )
    return campaign.hours(exact(each.offered, "offered"))
