"""Who may be asked, in the published order: one statement over the matching index.

The order: the client's favourites; then the kind the work suits; then fit and proof of work; then the lot
among equals. Probabilities are added for sizing waves; they rank nobody.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from talentpool.activation.acceptance import likely
from talentpool.activation.demand import Demand, Slot
from talentpool.activation.facts import facts_of, task_of
from talentpool.activation.matching import Candidate, Match
from talentpool.activation.models import Settings
from talentpool.activation.reasons import Refused, refused
from talentpool.activation.rules.calendar import parts, week_mask, whole_hours
from talentpool.activation.rules.eligibility import refusals
from talentpool.activation.statements import From, statement
from talentpool.agents.models import Agent
from talentpool.agents.states import Kind
from talentpool.kernel.clock import now
from talentpool.kernel.many_rows import read_rows

MANY_SLOTS, NOT_AT_ONCE = 8, 500_000  # of a larger index no copy is made
SMALL = 50_000  # rows: a smaller index is read in order, whoever is free
HAS_AN_HOUR = 120  # minutes; a shorter slot may have no whole hour in it, and is not in the index of hours
ZONES = """
WITH RECURSIVE zone(name) AS (
    (SELECT timezone FROM activation_matchrow ORDER BY timezone LIMIT 1)
    UNION ALL SELECT (SELECT m.timezone FROM activation_matchrow m WHERE m.timezone > zone.name ORDER BY m.timezone LIMIT 1)
    FROM zone WHERE zone.name IS NOT NULL
) SELECT name FROM zone WHERE name IS NOT NULL
"""
LEVELS = 5
# Rules that a lever can lift: a certificate that has ended, a kit check too old, a rest from the pool.
LIFTED = {"certificate_missing": "lapsed", "kit_missing": "kitless", "not_in_reserve": "resting"}
EVERYBODY = 1_000_000_000
SLOT = itemgetter(0)
MATCH: Callable[[tuple[Any, ...]], Match] = partial(tuple.__new__, Match)  # as _make, and three times as fast


def eligible_for(
    demand: Demand, slot: Slot, *, limit: int | None = None, seed: int = 0, at: datetime | None = None
) -> list[Candidate]:
    """Who may be asked for one slot now, in the published order, with the probability of a yes and its
    facts."""
    moment = at or now()
    found = matches(replace(demand, slots=(slot,)), at=moment, limit=limit, seed=seed)
    chances, facts = likely(replace(demand, slots=(slot,)), found, at=moment)
    return [
        Candidate(m.agent_id, place, m.favourite, m.score, m.last_asked_at, float(chance), fact)
        for place, (m, chance, fact) in enumerate(zip(found, chances, facts, strict=True), start=1)
    ]


def explain(
    agent: Agent, demand: Demand, *, at: datetime | None = None, without: UUID | None = None
) -> dict[str, list[Refused]]:
    """Per slot (by its ref, or its start): every rule that stands against asking her. Empty lists: eligible.

    without: the source of a commitment that is not counted, as of her own place behind the very shift.
    """
    moment, settings = at or now(), Settings.current()
    facts = facts_of(agent, client_id=demand.client_id, without=without)
    found = {}
    for slot in demand.slots:
        task = task_of(demand, slot, at=moment, settings=settings)
        found[slot.ref or slot.starts_at.isoformat()] = [refused(code) for code in refusals(facts, task)]
    return found


def matches(
    demand: Demand,
    *,
    at: datetime | None = None,
    limit: int | None = None,
    seed: int = 0,
    agent_id: int | None = None,
    lifted: Collection[str] = (),
    people: int | None = None,
) -> list[Match]:
    """The eligible agents of every slot, slot by slot in the published order, at most ``limit`` a slot.

    lifted: rules that are taken to be met, to see who would come with them (codes of LIFTED). people: only the first so
    many in the published order are looked at, whatever the slot.
    """
    moment = at or now()
    if not demand.slots:
        return []
    parameters = _parameters(demand, moment, seed, limit) | {"only": agent_id}
    parameters |= {column: code in lifted for code, column in LIFTED.items()}
    rows = _rows_of_the_index()
    many = len(demand.slots) >= MANY_SLOTS and rows < NOT_AT_ONCE
    if people is not None or agent_id is not None or many:
        given = parameters | _slots(demand, range(len(demand.slots)))
        given["people"] = EVERYBODY if people is None else people
        found = [*map(MATCH, read_rows(statement(demand, From.AT_ONCE), given))]
    else:
        found = _slot_by_slot(demand, parameters, by_hours=rows >= SMALL)
    return found if limit is None else _cut(found, limit)


def _cut(found: list[Match], limit: int) -> list[Match]:
    """Each time zone was read as far as the whole list may go."""
    return [match for _slot, people in groupby(found, SLOT) for match in islice(people, limit)]


def _slot_by_slot(demand: Demand, parameters: dict[str, Any], *, by_hours: bool) -> list[Match]:
    numbers: dict[From, list[int]] = {From.FREE_FIRST: [], From.IN_ORDER: []}
    for no, slot in enumerate(demand.slots):
        numbers[From.FREE_FIRST if by_hours and slot.minutes >= HAS_AN_HOUR else From.IN_ORDER].append(no)
    rows = []
    for way, some in numbers.items():
        if some:
            rows += read_rows(statement(demand, way), parameters | _slots(demand, some))
    # Stable, and of two runs that are each in order: quick.
    found = map(MATCH, rows)
    return sorted(found, key=SLOT) if all(numbers.values()) else [*found]


def _rows_of_the_index() -> int:
    """About how many rows the index has, as the last ANALYZE found."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'activation_matchrow'::regclass")
        return max(0, int(cursor.fetchone()[0]))


def _parameters(demand: Demand, at: datetime, seed: int, limit: int | None) -> dict[str, Any]:
    preferred = Kind.HOME_BASED if demand.demanding else Kind.SHARED
    return {
        "skill": demand.skill_id,
        "certificates": list(demand.certificates),
        "channels": _levels({c for slot in demand.slots for c in demand.channels_of(slot)}, demand),
        "languages": [f"{demand.language}:{level}" for level in range(demand.language_level, LEVELS + 1)],
        "kinds": [demand.kind] if demand.kind else Kind.values,
        "preferred": preferred.value,
        "other": next(kind.value for kind in Kind if kind != preferred),
        "hub": demand.hub_required,
        "now": at,
        "kit_since": at - timedelta(days=Settings.current().kit_days),
        "client": demand.client_id,
        "seed": seed,
        "limit": EVERYBODY if limit is None else limit,
    }


def _zones() -> list[str]:
    """The time zones of the pool, by leaps over an index: a pool has few."""
    with connection.cursor() as cursor:
        cursor.execute(ZONES)
        return [row[0] for row in cursor.fetchall()]


def _levels(channels: Collection[str], demand: Demand) -> list[str]:
    """These channels at every level that will do, as the index writes them."""
    return [f"{channel}:{n}" for channel in sorted(channels) for n in range(demand.channel_level, LEVELS + 1)]


def _slots(demand: Demand, numbers: Collection[int]) -> dict[str, Any]:
    """These slots as columns, once per slot and once per slot and time zone of the pool."""
    zones = _zones()
    columns: dict[str, list[Any]] = {name: [] for name in ("no", "start", "end", "pay", "first", "last")}
    zoned: dict[str, list[Any]] = {name: [] for name in ("z_no", "z_zone", "z_mask", "z_hours")}
    for span in ("day1", "day2", "week1", "week2"):
        zoned |= {f"{span}_start": [], f"{span}_end": [], f"{span}_minutes": []}
    for no in numbers:
        slot = demand.slots[no]
        # Two channels at most in one slot: both must be served, so each is asked for by itself.
        first, last = (",".join(_levels([demand.channels_of(slot)[at]], demand)) for at in (0, -1))
        facts = (no, slot.starts_at, slot.ends_at, slot.pay_minor, "{" + first + "}", "{" + last + "}")
        for name, value in zip(columns, facts, strict=True):
            columns[name].append(value)
        for zone in zones:
            zoned["z_no"].append(no)
            zoned["z_zone"].append(zone)
            mask = week_mask(slot.starts_at, slot.ends_at, ZoneInfo(zone))
            zoned["z_mask"].append(mask)
            zoned["z_hours"].append("{" + ",".join(map(str, whole_hours(mask))) + "}")
            _add_spans(zoned, slot, ZoneInfo(zone))
    return columns | zoned


def _add_spans(zoned: dict[str, list[Any]], slot: Slot, zone: ZoneInfo) -> None:
    """The one or two local days and weeks that the slot falls in."""
    for name, weekly in (("day", False), ("week", True)):
        found = parts(slot.starts_at, slot.ends_at, zone, weekly=weekly)
        for number in (1, 2):
            part = found[number - 1] if number <= len(found) else None
            zoned[f"{name}{number}_start"].append(part.start if part else slot.starts_at)
            zoned[f"{name}{number}_end"].append(part.end if part else slot.starts_at)
            zoned[f"{name}{number}_minutes"].append(part.minutes if part else 0.0)
