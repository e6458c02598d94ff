"""What a season takes of each segment: people needed against people there, and the ways to close the gap."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.db import connection

from talentpool.activation.acceptance import InUse, in_use
from talentpool.activation.models import Lever, SeasonNeed, SeasonPlan, SegmentRate, Settings
from talentpool.activation.rates import HORIZON
from talentpool.activation.rules.inputs import FillInputError
from talentpool.activation.rules.season import Size, Way, close_gap, share_out, size_needed
from talentpool.activation.segments import LEAST_LANGUAGE_LEVEL
from talentpool.activation.states import LeverCode, Purpose

MONTH_DAYS = 30.4

# Everybody of the reserve once, with the needs she could serve in four ways: ready through the season, after a ping,
# after a refresher, after training in the skill (she serves the channel and speaks the language).
GROUPS = """
WITH needs AS (SELECT * FROM unnest(%(no)s::int[], %(skill)s::bigint[], %(channel)s::text[], %(language)s::text[],
    %(kind)s::text[]) AS n(no, skill, channel, language, kind)),
able AS (
    SELECT m.agent_id, n.no, m.skill_id = n.skill AS has_skill, m.certified_until, m.paused_until,
        m.deployable, a.state = 'resting' AS rests
    FROM needs n JOIN activation_matchrow m ON m.kind = n.kind
        AND m.channels && ARRAY(SELECT n.channel || ':' || l FROM generate_series(1, 5) l)::varchar[]
        AND m.languages && ARRAY(SELECT n.language || ':' || l FROM generate_series(%(level)s, 5) l)::varchar[]
    JOIN agents_agent a ON a.id = m.agent_id AND a.state IN ('reserve', 'resting') AND a.formalities_done_at IS NOT NULL
),
each_one AS (
    SELECT agent_id, no, min(CASE
        WHEN has_skill AND deployable AND certified_until >= %(ends)s AND coalesce(paused_until, %(starts)s) <= %(starts)s
            THEN 1
        WHEN has_skill AND certified_until >= %(ends)s THEN 2
        WHEN has_skill AND certified_until IS NOT NULL THEN 3
        WHEN deployable AND certified_until >= %(ends)s THEN 4 ELSE 5 END) AS way
    FROM able GROUP BY 1, 2
),
together AS (
    SELECT agent_id, coalesce(array_agg(no ORDER BY no) FILTER (WHERE way = 1), '{}') AS ready,
        coalesce(array_agg(no ORDER BY no) FILTER (WHERE way = 2), '{}') AS wake,
        coalesce(array_agg(no ORDER BY no) FILTER (WHERE way = 3), '{}') AS refresh,
        coalesce(array_agg(no ORDER BY no) FILTER (WHERE way = 4), '{}') AS train
    FROM each_one GROUP BY agent_id
)
SELECT ready, wake, refresh, train, count(*)::int FROM together GROUP BY 1, 2, 3, 4
"""
WAYS = (LeverCode.WAKE, LeverCode.REFRESH, LeverCode.CROSS_TRAIN)


@dataclass(frozen=True)
class Outcome:
    """What was found for one need. Counts of people; rate None: unknown, and then nothing is sized."""

    rate: float | None
    sample: int
    reserve: int
    there: int
    needed: int | None = None
    if_high: int | None = None
    if_low: int | None = None
    gap: int = 0
    missing: int = 0
    steps: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class _Frame:
    """What all needs of a plan share."""

    model: InUse
    target: float
    days_left: float
    stays: float
    levers: dict[str, Lever]


def compute(plan: SeasonPlan, needs: Sequence[SeasonNeed], *, at: datetime) -> list[Outcome]:
    """The outcome of every need, in their order; everybody is counted for one need at most."""
    frame = _frame(plan, at)
    sizes = [_size(need, frame) for need in needs]
    wanted = [size.needed if size else 0 for _rate, _sample, size in sizes]
    groups = _groups(plan, needs)
    ready = share_out(_sums(groups, "ready"), [round(n / frame.stays) if frame.stays else 0 for n in wanted])
    there = [int(people * frame.stays) for people in ready]
    gaps = [max(0, n - have) for n, have in zip(wanted, there, strict=True)]
    reachable = _reachable(groups, gaps, frame)
    return [
        _outcome(sizes[no], _reserve(groups, no), there[no], gaps[no], reachable[no], frame) for no in range(len(needs))
    ]


def _frame(plan: SeasonPlan, at: datetime) -> _Frame:
    starts = datetime.combine(plan.starts_on, time(), tzinfo=UTC)
    days = max(0.0, (starts - at).total_seconds() / 86400)
    stays = (1 - Settings.current().leaving_share) ** (days / MONTH_DAYS)
    levers = {lever.code: lever for lever in Lever.objects.filter(active=True)}
    return _Frame(in_use(), plan.target, days, stays, levers)


def _size(need: SeasonNeed, frame: _Frame) -> tuple[float | None, int, Size | None]:
    row = SegmentRate.objects.filter(
        skill_id=need.skill_id, channel=need.channel, language_id=need.language_id, kind=need.kind,
        purpose=Purpose.DRILL, days=90, horizon_hours=HORIZON,
    ).first()  # fmt: skip
    if row is None or row.asked < Settings.current().unknown_below:
        return None, row.asked if row else 0, None
    come = frame.model.show_up.of(need.skill.code)
    try:
        size = size_needed(
            peak=need.peak, yes=row.reached, sample=row.asked, show_up=come, target=frame.target,
            shock=frame.model.shock,
        )  # fmt: skip
    except FillInputError:  # nobody of a whole sample came: no number of people is sure enough
        size = None
    return row.reached / row.asked, row.asked, size


Group = tuple[dict[str, tuple[int, ...]], int]


def _groups(plan: SeasonPlan, needs: Sequence[SeasonNeed]) -> list[Group]:
    given: dict[str, Any] = {
        "no": list(range(len(needs))),
        "skill": [need.skill_id for need in needs],
        "channel": [need.channel for need in needs],
        "language": [need.language_id for need in needs],
        "kind": [need.kind for need in needs],
        "level": LEAST_LANGUAGE_LEVEL,
        "starts": datetime.combine(plan.starts_on, time(), tzinfo=UTC),
        "ends": datetime.combine(plan.ends_on, time.max, tzinfo=UTC),
    }
    with connection.cursor() as cursor:
        cursor.execute(GROUPS, given)
        names = ("ready", "wake", "refresh", "train")
        return [(dict(zip(names, map(tuple, row[:4]), strict=True)), row[4]) for row in cursor.fetchall()]


def _sums(groups: Sequence[Group], way: str, *, unless: str = "") -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = defaultdict(int)
    for served, people in groups:
        if not unless or not any(served[other] for other in unless.split()):
            found[served[way]] += people
    return found


def _reserve(groups: Sequence[Group], no: int) -> int:
    return sum(people for served, people in groups if no in served["ready"] + served["wake"] + served["refresh"])


def _reachable(groups: Sequence[Group], gaps: list[int], frame: _Frame) -> list[dict[str, int]]:
    """Per need: how many sleepers, lapsed and people of other skills could close its gap, nobody counted twice.

    Who is ready for another need of the plan stays there.
    """
    found: list[dict[str, int]] = [{} for _ in gaps]
    before = ["ready"]
    for code, way in zip(WAYS, ("wake", "refresh", "train"), strict=True):
        lever = frame.levers.get(code)
        if lever is not None:
            wanted = [round(gap / lever.share) for gap in gaps]
            for no, people in enumerate(share_out(_sums(groups, way, unless=" ".join(before)), wanted)):
                found[no][code] = people
        before.append(way)
    return found


def _outcome(
    sized: tuple[float | None, int, Size | None],
    reserve: int,
    there: int,
    gap: int,
    reach: dict[str, int],
    frame: _Frame,
) -> Outcome:
    rate, sample, size = sized
    if size is None:
        return Outcome(rate, sample, reserve, there)
    ways = [_way(frame.levers[code], people) for code, people in reach.items()]
    if LeverCode.RECRUIT in frame.levers:
        ways.append(_way(frame.levers[LeverCode.RECRUIT], None))
    steps, missing = close_gap(gap, ways, days_left=frame.days_left)
    return Outcome(
        rate, sample, reserve, there, size.needed, size.if_high, size.if_low, gap, missing,
        tuple(asdict(step) for step in steps),
    )  # fmt: skip


def _way(lever: Lever, people: int | None) -> Way:
    return Way(lever.code, people, lever.share, lever.cost_minor, lever.days)
