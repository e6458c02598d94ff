"""The matching index under a storm: claims and changes of availability at once; once quiet it equals a recomputation."""

import random
from functools import partial
from typing import Any

import pytest

from talentpool.activation.actions import rebuild_index, refresh_commitments
from talentpool.activation.models import MatchRow, Stale
from talentpool.agents.actions import set_availability
from talentpool.agents.models import Agent, Commitment
from talentpool.agents.rules.week import Window
from talentpool.kernel.clock import now
from tasks.dispatch.actions import accept_offer
from tests.concurrency.crowd import all_at_once
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db(transaction=True)


def _rows() -> list[dict[str, Any]]:
    """Every row as the shortlist reads it; ranges in one spelling, how often it was written left out."""
    rows = [{k: str(v) for k, v in row.items() if k not in ("version", "id")} for row in MatchRow.objects.values()]
    return sorted(rows, key=lambda row: (row["agent_id"], row["skill_id"]))


def _sets_hours(agent: Agent, seed: int) -> None:
    draw = random.Random(seed)
    start = 15 * draw.randrange(0, 60)
    set_availability(agent=agent, windows=[Window(draw.randrange(7), start, start + 240)], by=agent.user)


def test_after_a_storm_of_claims_and_changes_the_index_equals_a_recomputation() -> None:
    people = make.a_crowd(40)
    shifts = [make.a_shift(seats=20, starts_at=make.moment(days=2 + day)) for day in range(4)]
    claims = [
        partial(accept_offer, offer=offer, by=offer.agent.user)
        for shift in shifts
        for offer in make.offers(shift, people)
    ]
    changes = [partial(_sets_hours, agent, turn) for turn in range(3) for agent in people]
    storm: list[Any] = [*claims, *changes]
    random.Random(7).shuffle(storm)
    ended = all_at_once(storm, threads=24)
    assert set(ended) == {"ok", "shift_full"}
    assert Commitment.objects.count() == 80
    assert Stale.objects.exists(), "commitments wait for the job"
    while refresh_commitments(at=now()):
        pass
    quiet = _rows()
    assert sum(len(row.work) for row in MatchRow.objects.all()) == 80
    rebuild_index(at=now())
    assert _rows() == quiet
