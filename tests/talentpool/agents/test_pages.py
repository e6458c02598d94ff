"""An agent's pages, as a browser without scripts uses them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client as Browser

from accounts.models import DecisionRecord
from talentpool.agents.forms import windows_of
from talentpool.agents.models import Agent, AvailabilityException, Language
from talentpool.agents.rules.week import Window
from talentpool.kernel.clock import now
from tests.factories import accounts, agents
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(client: Browser) -> Agent:
    made = agents.agent()
    client.force_login(made.user)
    return made


def test_a_week_is_saved_with_a_night_over_midnight_and_copied_to_the_workdays(client: Browser, agent: Agent) -> None:
    monday = {"d0_0_from": "09:00", "d0_0_until": "12:15", "d6_0_from": "22:00", "d6_0_until": "02:00", "copy": "week"}
    assert client.post("/agent/availability/", monday).status_code == 302
    workdays = [Window(day, 540, 735) for day in range(5)]
    assert windows_of(agent) == sorted([*workdays, Window(0, 0, 120), Window(6, 1320, 1440)])


@pytest.mark.parametrize(
    ("start", "end"), [("09:07", "10:00"), ("09:00", ""), ("25:00", "26:00"), ("九点", "10:00"), ("<b>", "1")]
)
def test_a_wrong_time_is_named_and_nothing_is_lost(client: Browser, agent: Agent, start: str, end: str) -> None:
    client.post("/agent/availability/", {"d0_0_from": "09:00", "d0_0_until": "12:00"})
    answer = client.post("/agent/availability/", {"d0_0_from": start, "d0_0_until": end})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert windows_of(agent) == [Window(0, 540, 720)]


def test_a_day_that_differs_is_kept_in_her_own_zone_and_removed(client: Browser, agent: Agent) -> None:
    day = (now() + timedelta(days=9)).date()
    form = {"day": day.isoformat(), "start": "09:00", "end": "09:00", "available": "no"}
    client.post("/agent/availability/exceptions/", form)
    kept = AvailabilityException.objects.get(agent=agent)
    assert kept.during.lower == datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    assert kept.during.upper - kept.during.lower == timedelta(days=1)
    client.post(f"/agent/availability/exceptions/{kept.pk}/remove/")
    assert not AvailabilityException.objects.exists()


def test_a_stranger_can_not_remove_her_exception(client: Browser, agent: Agent) -> None:
    other = AvailabilityException.objects.create(
        agent=agents.agent(), during=(now(), now() + timedelta(hours=1)), available=False
    )
    assert client.post(f"/agent/availability/exceptions/{other.pk}/remove/").status_code == 404


def test_a_pause_ends_when_she_says_so(client: Browser, agent: Agent) -> None:
    client.post("/agent/availability/pause/", {"until": (now() + timedelta(days=7)).date().isoformat()})
    agent.refresh_from_db()
    assert agent.paused_until is not None
    assert not Agent.objects.deployable(now()).filter(pk=agent.pk).exists()
    client.post("/agent/availability/pause/", {"until": ""})
    agent.refresh_from_db()
    assert agent.paused_until is None


def test_wishes_are_saved_and_a_cap_beyond_the_house_is_refused_with_the_rule(client: Browser, agent: Agent) -> None:
    Language.objects.get_or_create(code="yue", defaults={"name": {"en": "Cantonese"}})
    wishes = {"floor": "32.50", "weekly_hours": "20", "daily_hours": "6", "channels": ["chat"], "languages": ["yue"]}
    assert client.post("/agent/work/", wishes).status_code == 302
    agent.refresh_from_db()
    assert (agent.floor_minor, agent.weekly_cap_minutes, agent.daily_cap_minutes) == (3250, 1200, 360)
    assert agent.languages.get().level == 1
    answer = client.post("/agent/work/", {**wishes, "weekly_hours": "100"})
    assert answer.status_code == 422
    assert "48" in answer.content.decode()


@pytest.mark.parametrize("floor", ["-1", "NaN", "1e9", "Infinity", "free"])
def test_a_floor_that_is_no_money_is_named(client: Browser, agent: Agent, floor: str) -> None:
    wishes = {"floor": floor, "weekly_hours": "20", "daily_hours": "6"}
    assert client.post("/agent/work/", wishes).status_code == 200


def test_a_kit_check_without_a_script_says_that_a_declaration_is_not_enough(client: Browser, agent: Agent) -> None:
    assert "<noscript>" in client.get("/agent/kit/").content.decode()
    assert client.post("/agent/kit/", {"quiet_room": "1"}).status_code == 422
    client.post("/agent/kit/", {"latency_ms": "900", "down_mbps": "80"})
    assert agent.kit_checks.get().passed is False
    assert "mend" in client.get("/agent/kit/").content.decode()


@pytest.mark.parametrize(("asked", "given"), [("1000", 1000), ("99999999", 2_000_000), ("-5", 0), ("x", 0), ("", 0)])
def test_a_probe_gives_what_is_asked_within_bounds(client: Browser, agent: Agent, asked: str, given: int) -> None:
    assert len(client.get("/kit/probe/", {"bytes": asked}).content) == given


def test_a_recruiter_decides_with_a_reason_and_never_round_the_exam(client: Browser, world: World) -> None:
    recruiter = world.browser("recruiter")
    place = f"/admin/pool/agents/{world.agent.ref}"
    assert recruiter.post(f"{place}/rest/", {"reason": " "}).status_code == 422
    assert recruiter.post(f"{place}/rest/", {"reason": "Ninety days without a contact."}).status_code == 302
    assert DecisionRecord.objects.filter(subject=world.users["agent"], decided_by=world.users["recruiter"]).exists()
    training = agents.agent(state="training")
    assert recruiter.post(f"/admin/pool/agents/{training.ref}/return/", {"reason": "x"}).status_code == 409


def test_she_reads_why_something_was_decided_about_her_and_nobody_elses(client: Browser, world: World) -> None:
    world.browser("recruiter").post(f"/admin/pool/agents/{world.agent.ref}/rest/", {"reason": "Ninety quiet days."})
    assert "Ninety quiet days." in world.browser("agent").get("/agent/decisions/").content.decode()
    assert "Ninety quiet days." not in world.browser("other_agent").get("/agent/decisions/").content.decode()


def test_the_list_of_agents_costs_the_same_for_ten_and_for_forty(
    world: World, django_assert_max_num_queries: object
) -> None:
    recruiter = world.browser("recruiter")
    recruiter.get("/admin/agents/agent/")
    for _ in range(40):
        agents.agent()
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert recruiter.get("/admin/agents/agent/").status_code == 200


def test_all_of_ones_data_is_one_file_without_anybody_elses(world: World) -> None:
    body = world.browser("agent").get("/agent/my-data/export/").json()
    assert body["account"]["email"] == world.users["agent"].email
    assert body["agents"]["number"] == world.agent.number
    rooms = {"growth", "screening", "training", "dispatch", "attendance", "quality", "billing"}
    assert rooms <= set(body)
    assert world.users["other_agent"].email not in str(body)


def test_who_has_work_ahead_is_not_erased_and_hears_why() -> None:
    from uuid import uuid4

    from accounts import actions as account_actions
    from accounts.errors import StillBound
    from talentpool.agents import actions

    agent = agents.agent(user=accounts.user(email="gone@example.com"), floor_minor=4200)
    start = now() + timedelta(days=1)
    source = uuid4()
    actions.commit_time(agent=agent, during=(start, start + timedelta(hours=2)), kind="shift", source=source)
    with pytest.raises(StillBound):
        account_actions.erase(user=agent.user, by=agent.user)
    actions.free_time(source=source)
    account_actions.erase(user=agent.user, by=agent.user)
    agent.refresh_from_db()
    assert (agent.state, agent.availability.count()) == ("released", 0)
