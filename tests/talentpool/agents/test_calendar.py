"""Nobody is bound twice, and the rule that says no has a name."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from talentpool.agents import actions, errors
from talentpool.agents.models import Commitment
from tests.factories import agents

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 5, 4, 1, tzinfo=UTC)  # Monday, 09:00 in Shanghai


def hours(start: float, end: float) -> tuple[datetime, datetime]:
    return MORNING + timedelta(hours=start), MORNING + timedelta(hours=end)


def test_a_commitment_of_the_same_source_is_made_once() -> None:
    agent, source = agents.agent(), uuid4()
    first = actions.commit_time(agent=agent, during=hours(0, 2), kind="shift", source=source)
    again = actions.commit_time(agent=agent, during=hours(0, 2), kind="shift", source=source)
    assert first.pk == again.pk


@pytest.mark.parametrize("kind", ["shift", "standby", "class", "interview"])
def test_nothing_overlaps_whatever_its_kind(kind: str) -> None:
    agent = agents.agent()
    actions.commit_time(agent=agent, during=hours(0, 2), kind="class", source=uuid4())
    with pytest.raises(errors.Overlaps):
        actions.commit_time(agent=agent, during=hours(1, 3), kind=kind, source=uuid4())


def test_two_shifts_need_rest_and_a_class_needs_none() -> None:
    agent = agents.agent()
    actions.commit_time(agent=agent, during=hours(0, 2), kind="shift", source=uuid4())
    with pytest.raises(errors.TooLittleRest) as refusal:
        actions.commit_time(agent=agent, during=hours(8, 10), kind="shift", source=uuid4())
    assert "11" in str(refusal.value)
    actions.commit_time(agent=agent, during=hours(8, 10), kind="class", source=uuid4())


def test_the_daily_cap_holds_over_shift_and_standby() -> None:
    agent = agents.agent(daily_cap_minutes=240)
    actions.commit_time(agent=agent, during=hours(0, 3), kind="shift", source=uuid4())
    with pytest.raises(errors.OverDailyCap):
        actions.commit_time(agent=agent, during=hours(5, 7), kind="standby", source=uuid4())


def test_the_weekly_cap_holds_and_the_next_week_is_free() -> None:
    agent = agents.agent(weekly_cap_minutes=240)
    actions.commit_time(agent=agent, during=hours(0, 3), kind="shift", source=uuid4())
    with pytest.raises(errors.OverWeeklyCap):
        actions.commit_time(agent=agent, during=hours(48, 50), kind="shift", source=uuid4())
    actions.commit_time(agent=agent, during=hours(7 * 24, 7 * 24 + 2), kind="shift", source=uuid4())


def test_freed_time_can_be_taken_again() -> None:
    agent, source = agents.agent(), uuid4()
    actions.commit_time(agent=agent, during=hours(0, 2), kind="shift", source=source)
    assert actions.free_time(source=source) == 1
    actions.commit_time(agent=agent, during=hours(0, 2), kind="shift", source=uuid4())
    assert Commitment.objects.count() == 1
