"""Hours by kind and jurisdiction: rows that an administrator changes, kept by the claim, the shortlist and standby alike."""

from datetime import timedelta
from typing import Any

import pytest

from talentpool.activation.models import MatchRow
from talentpool.activation.shortlist import explain
from talentpool.agents.actions import commit_time, set_wishes
from talentpool.agents.models import Agent, Region, WorkLimit
from talentpool.kernel.errors import Refusal
from tasks.dispatch.actions import accept_offer, join_standby
from tasks.orders.demand import demand_of
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def chengdu() -> Region:
    """A city, whose province is Sichuan."""
    province = Region.objects.get_or_create(code="510000", defaults={"name": {"en": "Sichuan"}})[0]
    return Region.objects.get_or_create(code="510100", defaults={"name": {"en": "Chengdu"}, "province": province})[0]


def _limit(kind: str, daily: float, weekly: float = 48, region: Region | None = None) -> WorkLimit:
    minutes = {"daily_minutes": int(daily * 60), "weekly_minutes": int(weekly * 60)}
    return WorkLimit.objects.create(kind=kind, region=region, **minutes)


def _claims(agent: Agent, **shift: Any) -> str:
    offer = make.an_offer(make.a_shift(**shift), agent)
    try:
        accept_offer(offer=offer, by=agent.user)
    except Refusal as refusal:
        return refusal.code
    return "ok"


def test_the_nearest_row_of_her_kind_counts_and_a_change_counts_at_once(chengdu: Region) -> None:
    agent = make.an_agent(region=chengdu, rest_minutes=0)
    everywhere = _limit("shared", 6)
    _limit("home_based", 1)  # of the other kind: nothing to her
    _limit("shared", 3, region=chengdu.province)
    assert _claims(agent, hours=4) == "over_daily_limit"
    city = _limit("shared", 5, region=chengdu)
    assert _claims(agent, hours=4) == "ok"
    WorkLimit.objects.exclude(pk=everywhere.pk).delete()
    agent.refresh_from_db()
    assert (agent.daily_limit_minutes, city.daily_minutes) == (360, 300)


def test_the_week_is_limited_too_and_who_moves_gets_the_limits_of_the_new_place(chengdu: Region) -> None:
    agent = make.an_agent(region=chengdu, rest_minutes=0)
    _limit("shared", 8, weekly=6, region=chengdu)
    monday = make.moment(days=14)
    monday -= timedelta(days=monday.weekday())
    assert _claims(agent, starts_at=monday, hours=4) == "ok"
    assert _claims(agent, starts_at=monday + timedelta(days=1), hours=3) == "over_weekly_limit"
    Agent.objects.filter(pk=agent.pk).update(region=None)
    assert _claims(agent, starts_at=monday + timedelta(days=1), hours=3) == "ok"


def test_her_own_cap_is_named_where_it_is_the_lower_one() -> None:
    _limit("shared", 6)
    agent = make.an_agent(daily_cap_minutes=3 * 60)
    assert _claims(agent, hours=4) == "over_daily_cap"


def test_the_shortlist_the_explanation_standby_and_the_calendar_keep_the_same_limit() -> None:
    _limit("shared", 3)
    agent = Agent.objects.get(pk=make.an_agent().pk)
    shift = make.a_shift(hours=4)
    assert MatchRow.objects.get(agent=agent).daily_cap_minutes == 180
    rules = explain(agent, demand_of(shift.order, [shift]))[str(shift.ref)]
    assert "daily_limit" in [rule.code for rule in rules]
    assert "daily_cap" not in [rule.code for rule in rules]
    with pytest.raises(Refusal):
        join_standby(shift=shift, agent=agent, by=agent.user)
    with pytest.raises(Refusal) as refusal:
        commit_time(agent=agent, during=(shift.starts_at, shift.ends_at), kind="shift", source=shift.ref)
    assert refusal.value.code == "over_daily_limit"


def test_nobody_sets_a_cap_above_what_the_rules_where_she_lives_allow() -> None:
    _limit("shared", 7, weekly=30)
    agent = Agent.objects.get(pk=make.an_agent().pk)
    wishes = {"floor_minor": 0, "channels": {}, "weekly_cap_minutes": 30 * 60}
    with pytest.raises(Refusal) as refusal:
        set_wishes(agent=agent, by=agent.user, daily_cap_minutes=8 * 60, **wishes)  # type: ignore[arg-type]
    assert (refusal.value.code, "7" in str(refusal.value)) == ("out_of_bounds", True)
    set_wishes(agent=agent, by=agent.user, daily_cap_minutes=7 * 60, **wishes)  # type: ignore[arg-type]
