"""The matching index is rebuilt while others write, and nothing they wrote is lost; without its lock it would be."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from talentpool.activation.actions import index, rebuild_index
from talentpool.activation.models import MatchRow
from talentpool.agents.models import Agent, Availability
from tests.concurrency.crowd import a_connection_each, all_at_once
from tests.factories import activation as pool
from tests.talentpool.activation.test_matching import AT, change, slow_row, stored_row

pytestmark = pytest.mark.django_db(transaction=True)
LOCK = "activation_match_lock(bigint[])"
LOOKS = 20_000  # at whether the rebuild waits: some ten thousand a second


def index_is_true() -> bool:
    """Whether every row is what its sources say, recomputed in Python."""
    rows = {(row.agent_id, row.skill_id): stored_row(row) for row in MatchRow.objects.all()}
    return rows == {(a.pk, s.skill_id): slow_row(a, s.skill_id) for a in Agent.objects.all() for s in a.skills.all()}


@pytest.mark.parametrize("batch", [3, 5000])
def test_a_rebuild_among_writers_leaves_the_index_equal_to_a_slow_recomputation(
    batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In small batches it takes a lock for each person, in large ones the whole table."""
    rng = random.Random(batch)
    skills, hub = [pool.skill() for _ in range(3)], pool.hub()
    people = [pool.random_agent(rng, AT, skills, hub) for _ in range(10)]
    known = [a.pk for a in people]
    monkeypatch.setattr(index, "BATCH", batch)
    # People who have left meanwhile make a batch a large one.
    monkeypatch.setattr(index, "_all_agents", lambda: known + ([10**9 + n for n in range(300)] if batch > 200 else []))
    changes: list[Any] = [partial(_alone, change, random.Random(n), people[n % 10], skills) for n in range(120)]
    rebuilds = [partial(rebuild_index, at=AT) for _ in range(6)]
    for n, one in enumerate(rebuilds):
        changes.insert(n * 20, one)
    ended = all_at_once(changes, threads=6)
    assert ended["ok"] == len(changes), ended
    assert index_is_true()


def _alone(work: Any, *given: Any) -> None:
    with transaction.atomic():
        work(*given)


def test_without_the_lock_the_same_rebuild_would_write_down_what_was_true_before() -> None:
    """A row is wrong; a writer has changed her hours and not yet committed; the rebuild comes; she commits; it goes on."""
    agent = pool.ready_agent(AT, pool.skill())
    _rebuild_meets_a_writer(agent)
    assert index_is_true()
    with _no_lock():
        _rebuild_meets_a_writer(agent)
        assert not index_is_true()
    rebuild_index(at=AT)
    assert index_is_true()


def _rebuild_meets_a_writer(agent: Agent) -> None:
    Availability.objects.create(agent=agent, weekday=0, start_minute=0, end_minute=1440)
    MatchRow.objects.filter(agent=agent).update(floor_minor=1)  # what a rebuild is for
    rebuild = threading.Thread(target=_rebuild)
    with a_connection_each():
        with transaction.atomic():
            Availability.objects.filter(agent=agent).delete()
            rebuild.start()
            _until_it_waits()
        rebuild.join()


def _rebuild() -> None:
    try:
        rebuild_index(at=AT)
    finally:
        connection.close()


def _until_it_waits() -> None:
    """Until another session of this database waits for a lock."""
    with connection.cursor() as cursor:
        for _ in range(LOOKS):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("the rebuild never came to her")


@contextmanager
def _no_lock() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regprocedure)", [LOCK])
        whole = cursor.fetchone()[0]
        cursor.execute(
            "CREATE OR REPLACE FUNCTION activation_match_lock(agents bigint[]) RETURNS void LANGUAGE plpgsql AS 'BEGIN END'"
        )
        try:
            yield
        finally:
            cursor.execute(whole)
