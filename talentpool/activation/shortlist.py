"""Who may be asked, in the published order: one statement over the matching index.

The order: the client's favourites; then the kind the work suits; then fit and proof of work; then the lot
among equals. Probabilities are added for sizing waves; they rank nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from accounts.models import Consent, Membership
from accounts.states import ConsentPurpose
from talentpool.activation.demand import Demand, Slot
from talentpool.activation.facts import facts_of, task_of
from talentpool.activation.models import MatchRow, Settings
from talentpool.activation.reasons import Refused, refused
from talentpool.activation.rules.calendar import parts, week_mask
from talentpool.activation.rules.eligibility import refusals
from talentpool.agents.models import Agent, ClientPreference
from talentpool.agents.states import Kind, Preference
from talentpool.kernel.clock import now

LEVELS = 5
EVERYBODY = 1_000_000_000


@dataclass(frozen=True)
class Match:
    """An eligible agent of one slot (``slot``: its place in the demand), and what her probability depends
    on."""

    slot: int
    agent_id: int
    favourite: bool
    kind: str
    score: float
    floor_minor: int
    timezone: str
    week_minutes: float
    last_asked_at: datetime | None


def explain(agent: Agent, demand: Demand, *, at: datetime | None = None) -> dict[str, list[Refused]]:
    """Per slot (by its ref, or its start): every rule that stands against asking her. Empty lists:
    eligible."""
    moment, settings = at or now(), Settings.current()
    facts = facts_of(agent, client_id=demand.client_id)
    found = {}
    for slot in demand.slots:
        task = task_of(demand, slot, at=moment, settings=settings)
        found[slot.ref or slot.starts_at.isoformat()] = [refused(code) for code in refusals(facts, task)]
    return found


def matches(
    demand: Demand, *, at: datetime | None = None, limit: int | None = None, seed: int = 0, agent_id: int | None = None
) -> list[Match]:
    """The eligible agents of every slot, slot by slot in the published order, at most ``limit`` a slot."""
    moment = at or now()
    if not demand.slots:
        return []
    parameters = _parameters(demand, moment, seed, limit) | _slots(demand.slots) | {"only": agent_id}
    with connection.cursor() as cursor:
        # Parallel plans and compilation cost more than this query takes.
        cursor.execute("SET LOCAL jit = off" if connection.in_atomic_block else "SELECT 1")
        cursor.execute(MATCHES, parameters)
        return [Match(*row) for row in cursor.fetchall()]


def _parameters(demand: Demand, at: datetime, seed: int, limit: int | None) -> dict[str, Any]:
    preferred = Kind.HOME_BASED if demand.demanding else Kind.SHARED
    return {
        "skill": demand.skill_id,
        "certificates": list(demand.certificates),
        "channels": [f"{demand.channel}:{level}" for level in range(demand.channel_level, LEVELS + 1)],
        "languages": [f"{demand.language}:{level}" for level in range(demand.language_level, LEVELS + 1)],
        "kind": demand.kind,
        "preferred": preferred.value,
        "hub": demand.hub_required,
        "now": at,
        "kit_since": at - timedelta(days=Settings.current().kit_days),
        "favourites": _preferring(demand.client_id, Preference.FAVOURITE),
        "excluded": _excluded(demand.client_id),
        "seed": seed,
        "limit": EVERYBODY if limit is None else limit,
    }


def _preferring(client_id: int, kind: Preference) -> list[int]:
    rows = ClientPreference.objects.filter(client_id=client_id, kind=kind)
    return list(rows.values_list("agent_id", flat=True))


def _excluded(client_id: int) -> list[int]:
    """Blocked by the client, members of it, or no longer willing to be shown to it."""
    members = Membership.objects.filter(client_id=client_id, user__agent__isnull=False)
    consents = Consent.objects.filter(
        purpose=ConsentPurpose.CLIENT_SHARING, client_id=client_id, user__agent__isnull=False
    )
    closed = consents.filter(withdrawn_at__isnull=False).values_list("user__agent__id", flat=True)
    still_open = consents.filter(withdrawn_at__isnull=True).values_list("user__agent__id", flat=True)
    return [
        *_preferring(client_id, Preference.BLOCK),
        *members.values_list("user__agent__id", flat=True),
        *(set(closed) - set(still_open)),
    ]


def _slots(slots: Sequence[Slot]) -> dict[str, Any]:
    """The slots as columns, once per slot and once per slot and time zone of the pool."""
    zones = list(MatchRow.objects.order_by("timezone").values_list("timezone", flat=True).distinct())
    columns: dict[str, list[Any]] = {name: [] for name in ("no", "start", "end", "pay")}
    zoned: dict[str, list[Any]] = {name: [] for name in ("z_no", "z_zone", "z_mask")}
    for span in ("day1", "day2", "week1", "week2"):
        zoned |= {f"{span}_start": [], f"{span}_end": [], f"{span}_minutes": []}
    for no, slot in enumerate(slots):
        for name, value in zip(columns, (no, slot.starts_at, slot.ends_at, slot.pay_minor), strict=True):
            columns[name].append(value)
        for zone in zones:
            zoned["z_no"].append(no)
            zoned["z_zone"].append(zone)
            zoned["z_mask"].append(week_mask(slot.starts_at, slot.ends_at, ZoneInfo(zone)))
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


MATCHES = """
WITH zoned AS MATERIALIZED (
    SELECT z.no, z.zone, z.mask::bit(672) AS mask, tstzrange(d1s, d1e) AS day1, d1m, tstzrange(d2s, d2e) AS
    day2, d2m,
        tstzrange(w1s, w1e) AS week1, w1m, tstzrange(w2s, w2e) AS week2, w2m
    FROM unnest(%(z_no)s::int[], %(z_zone)s::text[], %(z_mask)s::text[],
        %(day1_start)s::timestamptz[], %(day1_end)s::timestamptz[], %(day1_minutes)s::float8[],
        %(day2_start)s::timestamptz[], %(day2_end)s::timestamptz[], %(day2_minutes)s::float8[],
        %(week1_start)s::timestamptz[], %(week1_end)s::timestamptz[], %(week1_minutes)s::float8[],
        %(week2_start)s::timestamptz[], %(week2_end)s::timestamptz[], %(week2_minutes)s::float8[])
        AS z(no, zone, mask, d1s, d1e, d1m, d2s, d2e, d2m, w1s, w1e, w1m, w2s, w2e, w2m)
)
SELECT s.no, c.agent_id, c.favourite, c.kind, c.score, c.floor_minor, c.timezone,
    c.weekly_cap_minutes - activation_minutes(c.work, c.week1), k.last_asked_at
FROM unnest(%(no)s::int[], %(start)s::timestamptz[], %(end)s::timestamptz[], %(pay)s::int[]) AS s(no, since, until, pay)
CROSS JOIN LATERAL (
    SELECT m.agent_id, m.agent_id = ANY (%(favourites)s::bigint[]) AS favourite, m.kind, m.score, m.floor_minor,
        m.timezone, m.weekly_cap_minutes, m.work, z.week1, m.kind = %(preferred)s AS suits,
        hashint8extended(m.agent_id, %(seed)s) AS lot
    FROM activation_matchrow m JOIN zoned z ON z.no = s.no AND z.zone = m.timezone
    WHERE m.skill_id = %(skill)s AND m.deployable
        AND (%(only)s::bigint IS NULL OR m.agent_id = %(only)s)
        AND (%(kind)s = '' OR m.kind = %(kind)s)
        AND m.certified_until >= s.until
        AND m.floor_minor <= s.pay
        AND ((m.free_week & z.mask) = z.mask OR (m.extra && tstzrange(s.since, s.until)
            AND activation_is_free(m.free_week, m.extra, m.timezone, tstzrange(s.since, s.until))))
        AND m.channels && %(channels)s::text[]
        AND m.languages && %(languages)s::text[]
        AND (m.paused_until IS NULL OR m.paused_until <= %(now)s)
        AND (m.hub_id IS NOT NULL OR (NOT %(hub)s AND m.kit_passed_at >= %(kit_since)s))
        AND NOT m.away && tstzrange(s.since, s.until)
        AND NOT m.busy && tstzrange(s.since, s.until)
        AND NOT m.agent_id = ANY (%(excluded)s::bigint[])
        AND activation_is_rested(m.work, m.rest_minutes, tstzrange(s.since, s.until))
        AND z.d1m + activation_minutes(m.work, z.day1) <= m.daily_cap_minutes
        AND z.d2m + activation_minutes(m.work, z.day2) <= m.daily_cap_minutes
        AND z.w1m + activation_minutes(m.work, z.week1) <= m.weekly_cap_minutes
        AND z.w2m + activation_minutes(m.work, z.week2) <= m.weekly_cap_minutes
        AND NOT EXISTS (
            SELECT 1 FROM unnest(%(certificates)s::bigint[]) needed(skill_id)
            LEFT JOIN activation_matchrow other ON other.agent_id = m.agent_id AND other.skill_id = needed.skill_id
            WHERE coalesce(other.certified_until < s.until, true))
    ORDER BY favourite DESC, suits DESC, m.score DESC, lot, m.agent_id
    LIMIT %(limit)s
) c
LEFT JOIN activation_contact k ON k.agent_id = c.agent_id
ORDER BY s.no, c.favourite DESC, c.suits DESC, c.score DESC, c.lot, c.agent_id
"""
