"""The approach ledger: one row per question, and what may be written on it."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from talentpool.activation.actions import (
    ApproachKey,
    NewApproach,
    answer_approach,
    close_expired,
    open_approach,
    open_approaches,
    reach_depth,
    recount_days,
    withdraw_approaches,
)
from talentpool.activation.errors import AlreadyAnswered, TooDeep
from talentpool.activation.jobs import make_partitions
from talentpool.activation.models import Approach, Contact, RateDay
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)


def question(agent_id: int, skill_id: int, **fields) -> NewApproach:
    given = {
        "channel": "chat", "language": "cmn", "kind": "shared", "purpose": "offer", "source": uuid4(),
        "deadline": AT + timedelta(hours=4),
    }  # fmt: skip
    return NewApproach(agent_id=agent_id, skill_id=skill_id, **{**given, **fields})


def row(key: ApproachKey) -> Approach:
    return Approach.objects.get(id=key.id, asked_at=key.asked_at)


def test_keys_come_back_in_the_order_asked_and_point_at_the_rows() -> None:
    of = pool.skill()
    agents = [pool.bare_agent(AT).pk for _ in range(5)]
    random.Random(1).shuffle(agents)
    keys = open_approaches(approaches=[question(a, of.pk, facts={"p": 0.3}) for a in agents], at=AT)
    assert [row(key).agent_id for key in keys] == agents
    assert row(keys[0]).facts == {"p": 0.3}
    assert Contact.objects.filter(last_asked_at=AT).count() == 5


def test_an_answer_is_written_once_and_an_undone_yes_is_a_no() -> None:
    key = open_approach(approach=question(pool.bare_agent(AT).pk, pool.skill().pk), at=AT)
    answer_approach(key=key, answer="yes", at=AT)
    with pytest.raises(AlreadyAnswered):
        answer_approach(key=key, answer="yes", at=AT)
    assert (row(key).answer, row(key).depth) == ("yes", "answered")
    answer_approach(key=key, answer="no", at=AT + timedelta(minutes=3))
    assert (row(key).answer, row(key).depth) == ("no", "answered")
    with pytest.raises(AlreadyAnswered):
        answer_approach(key=key, answer="yes", at=AT)


def test_depth_goes_one_way_and_in_order() -> None:
    key = open_approach(approach=question(pool.bare_agent(AT).pk, pool.skill().pk), at=AT)
    with pytest.raises(TooDeep):
        reach_depth(key=key, depth="ready", at=AT)
    answer_approach(key=key, answer="yes", at=AT)
    with pytest.raises(TooDeep):
        reach_depth(key=key, depth="worked", at=AT)
    reach_depth(key=key, depth="ready", at=AT + timedelta(minutes=5))
    reach_depth(key=key, depth="ready", at=AT + timedelta(minutes=6))
    reach_depth(key=key, depth="worked", at=AT + timedelta(minutes=9))
    reach_depth(key=key, depth="ready", at=AT + timedelta(minutes=10))
    found = row(key)
    assert (found.depth, found.ready_at, found.worked_at) == (
        "worked",
        AT + timedelta(minutes=5),
        AT + timedelta(minutes=9),
    )


def test_only_open_questions_are_withdrawn_and_then_they_count_nowhere() -> None:
    of = pool.skill()
    keys = open_approaches(approaches=[question(pool.bare_agent(AT).pk, of.pk) for _ in range(3)], at=AT)
    answer_approach(key=keys[0], answer="yes", at=AT)
    assert withdraw_approaches(keys=keys) == 2
    assert withdraw_approaches(keys=keys) == 0
    assert [one.agent_id for one in Approach.objects.counting()] == [row(keys[0]).agent_id]
    with pytest.raises(AlreadyAnswered):
        answer_approach(key=keys[1], answer="yes", at=AT)


def test_silence_becomes_no_answer_at_the_deadline_and_not_before() -> None:
    key = open_approach(approach=question(pool.bare_agent(AT).pk, pool.skill().pk), at=AT)
    assert close_expired(at=AT + timedelta(hours=4)) == 0
    assert close_expired(at=AT + timedelta(hours=4, seconds=1)) == 1
    assert row(key).answer == "none"
    with pytest.raises(AlreadyAnswered):
        answer_approach(key=key, answer="yes", at=AT + timedelta(hours=5))


def test_rows_lie_in_the_partition_of_their_month_and_elsewhere_nothing_is_lost() -> None:
    make_partitions()
    with connection.cursor() as cursor:
        cursor.execute("SELECT activation_months(%s, 2)", [datetime(2031, 5, 20, tzinfo=UTC)])
        assert cursor.fetchone()[0] == 2
        cursor.execute("SELECT activation_months(%s, 2)", [datetime(2031, 5, 20, tzinfo=UTC)])
        assert cursor.fetchone()[0] == 0
    agent, of = pool.bare_agent(AT), pool.skill()
    inside = open_approach(approach=question(agent.pk, of.pk), at=datetime(2031, 6, 30, 23, 59, tzinfo=UTC))
    outside = open_approach(approach=question(agent.pk, of.pk), at=datetime(2041, 1, 1, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, tableoid::regclass::text FROM activation_approach ORDER BY id")
        assert cursor.fetchall() == [
            (inside.id, "activation_approach_203106"),
            (outside.id, "activation_approach_rest"),
        ]


def plain_days() -> dict[tuple[Any, ...], tuple[int, int, int, int]]:
    """The roll-up as a plain recount of every row of the ledger."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for one in Approach.objects.filter(withdrawn=False).exclude(answer="open"):
        key = (one.asked_at.astimezone(UTC).date(), one.skill_id, one.channel, one.language_id, one.kind, one.purpose)
        said = one.answer == "yes"
        deep = [True, said, said and one.depth in ("ready", "worked"), said and one.depth == "worked"]
        found[key] = [n + more for n, more in zip(found.get(key, [0, 0, 0, 0]), deep, strict=True)]
    return {key: tuple(counts) for key, counts in found.items()}


def rolled_up() -> dict[tuple[Any, ...], tuple[int, int, int, int]]:
    rows = RateDay.objects.values_list(
        "day", "skill_id", "channel", "language_id", "kind", "purpose", "asked", "yes", "ready", "worked"
    )
    return {row[:6]: row[6:] for row in rows}


BORDERS = [  # asked at, partition
    (datetime(2026, 1, 31, 23, 59, 59, 999_999, tzinfo=UTC), "202601"),
    (datetime(2026, 2, 1, tzinfo=UTC), "202602"),
    (datetime(2026, 2, 28, 23, 59, 59, 999_999, tzinfo=UTC), "202602"),
    (datetime(2026, 3, 1, tzinfo=UTC), "202603"),
    (datetime(2026, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=8))), "202602"),  # still February in UTC
    (datetime(2026, 3, 24, 16, 30, tzinfo=UTC), "202603"),
]


@pytest.mark.parametrize("seed", range(3))
def test_the_roll_up_equals_a_plain_recount_at_any_time_and_across_months(seed: int) -> None:
    """Answers, depths, withdrawals and silence come in any order, weeks after the question; the night's count is true."""
    rng, of = random.Random(seed), pool.skill()
    with connection.cursor() as cursor:
        cursor.execute("SELECT activation_months(%s, 3)", [BORDERS[0][0]])
    agents = [pool.bare_agent(AT).pk for _ in range(6)]
    keys = []
    for at, _month in BORDERS:
        asked = [
            question(a, of.pk, purpose=rng.choice(["offer", "ping"]), deadline=AT + timedelta(days=1)) for a in agents
        ]
        keys += open_approaches(approaches=asked, at=at)
    for _round in range(3):
        for key in rng.sample(keys, 12):
            step = rng.choice([_say("yes"), _say("no"), _go("ready"), _go("worked"), _withdraw])
            with suppress(AlreadyAnswered, TooDeep):
                step(key)
        recount_days(at=AT)
        assert rolled_up() == plain_days()
    close_expired(at=AT + timedelta(days=2))
    recount_days(at=AT)
    assert rolled_up() == plain_days()
    with connection.cursor() as cursor:
        cursor.execute("SELECT asked_at, right(tableoid::regclass::text, 6) FROM activation_approach")
        assert set(cursor.fetchall()) == {(at.astimezone(UTC), month) for at, month in BORDERS}
        cursor.execute("SELECT count(*) FROM activation_approach_rest")
        assert cursor.fetchone()[0] == 0


def _say(answer: str) -> Callable[[ApproachKey], object]:
    return lambda key: answer_approach(key=key, answer=answer, at=AT)


def _go(depth: str) -> Callable[[ApproachKey], object]:
    return lambda key: reach_depth(key=key, depth=depth, at=AT)


def _withdraw(key: ApproachKey) -> int:
    return withdraw_approaches(keys=[key])


WRITES = re.compile(
    r"\bApproach\.objects[^\n]*\.(create|bulk_create|update|delete)\(|\bApproach\("
    r"|\b(INTO|UPDATE|DELETE FROM) activation_approach\b"
)


def test_nothing_but_the_ledger_writes_approaches() -> None:
    """Offers, drills and pings go through its actions; a claim writes its yes inside the function that takes the seat."""
    files = [path for room in ("talentpool", "tasks", "accounts") for path in Path(room).rglob("*.*")]
    texts = {str(p): p.read_text() for p in files if p.suffix in (".py", ".sql") and "migrations" not in p.parts}
    found = {path for path, text in texts.items() if WRITES.search(text.replace("class Approach(", ""))}
    assert found == {"talentpool/activation/actions/ledger.py", "tasks/dispatch/sql/claim_seat.sql"}
