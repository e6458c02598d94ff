"""Plans of a season: sizes from measured rates, people counted once, saved, on their pages."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts import middleware
from talentpool.activation.actions import Peak, compute_seasons, save_season
from talentpool.activation.errors import NoPeak
from talentpool.activation.models import Lever, SeasonPlan, SegmentRate, Settings
from talentpool.activation.rules.season import size_needed
from talentpool.activation.segments import Names, Segment
from talentpool.agents.models import Agent, AgentSkill
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)
STARTS, ENDS = date(2026, 5, 4), date(2026, 5, 8)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    Settings.objects.filter(id=1).update(leaving_share=0.0, show_up=0.9)
    with time_machine.travel(AT, tick=False):
        yield


def segment(of) -> Segment:
    return Segment(of.pk, "chat", "cmn", "shared")


def measured(at: Segment, *, reached: int, asked: int) -> None:
    SegmentRate.objects.create(
        skill_id=at.skill_id, channel=at.channel, language_id=at.language, kind=at.kind, purpose="drill", days=90,
        horizon_hours=24, asked=asked, reached=reached, newest_at=AT, refreshed_at=AT,
    )  # fmt: skip


def plan(*peaks: Peak, **fields) -> SeasonPlan:
    given = {"name": "May", "starts_on": STARTS, "ends_on": ENDS, "target": 0.9, **fields}
    return save_season(**given, peaks=peaks, by=accounts.staff("dispatcher"))


def outcomes(of: SeasonPlan) -> list[dict]:
    return list(of.needs.values_list("outcome", flat=True))


def test_a_segment_needs_what_the_rule_says_and_has_who_is_ready_all_through() -> None:
    of = pool.skill()
    people = [pool.ready_agent(AT, of) for _ in range(9)]
    AgentSkill.objects.filter(agent=people[0]).update(certified_until=AT + timedelta(days=42))  # ends in the season
    Agent.objects.filter(pk=people[1].pk).update(state="resting")
    Agent.objects.filter(pk=people[2].pk).update(paused_until=AT + timedelta(days=60))
    measured(segment(of), reached=30, asked=60)
    Lever.objects.filter(code="wake").update(share=1)
    [found] = outcomes(plan(Peak(segment(of), 4)))
    size = size_needed(peak=4, yes=30, sample=60, show_up=0.9, target=0.9, shock=_shock())
    assert (found["needed"], found["if_high"], found["if_low"]) == (size.needed, size.if_high, size.if_low)
    assert (found["there"], found["reserve"], found["rate"]) == (6, 9, 0.5)
    assert found["gap"] == size.needed - 6
    steps = {step["code"]: step for step in found["steps"]}
    assert steps["wake"]["people"] == steps["wake"]["brings"] == 2
    assert sum(step["brings"] for step in found["steps"] if step["in_time"]) + found["missing"] == found["gap"]


def _shock():
    from talentpool.activation.acceptance import in_use

    return in_use().shock


def test_nobody_is_counted_for_two_segments() -> None:
    one, two = pool.skill(), pool.skill()
    for _ in range(10):
        agent = pool.ready_agent(AT, one)
        AgentSkill.objects.create(agent=agent, skill=two, level=3, certified_until=AT + timedelta(days=200))
    for of in (one, two):
        measured(segment(of), reached=50, asked=100)
    found = outcomes(plan(Peak(segment(one), 5), Peak(segment(two), 5)))
    assert sum(one["there"] for one in found) == 10
    assert [one["there"] for one in found] == [5, 5]


def test_who_will_leave_until_then_is_taken_off() -> None:
    of = pool.skill()
    for _ in range(40):
        pool.ready_agent(AT, of)
    measured(segment(of), reached=60, asked=100)
    Settings.objects.filter(id=1).update(leaving_share=0.3)
    [found] = outcomes(plan(Peak(segment(of), 30)))
    assert found["there"] == int(40 * 0.7 ** (39.645 / 30.4))


def test_an_unknown_rate_stays_unknown_and_asks_for_a_drill() -> None:
    of = pool.skill()
    pool.ready_agent(AT, of)
    measured(segment(of), reached=1, asked=3)
    [found] = outcomes(plan(Peak(segment(of), 4)))
    assert (found["rate"], found["needed"], found["sample"], found["steps"]) == (None, None, 3, [])


def test_a_plan_without_a_peak_is_refused_and_the_larger_peak_of_a_segment_counts() -> None:
    of = pool.skill()
    with pytest.raises(NoPeak):
        plan()
    saved = plan(Peak(segment(of), 4), Peak(segment(of), 9))
    assert [need.peak for need in saved.needs.all()] == [9]


def test_coming_seasons_are_computed_anew_at_night() -> None:
    of = pool.skill()
    saved = plan(Peak(segment(of), 4))
    plan(Peak(segment(of), 4), starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 2))
    measured(segment(of), reached=60, asked=100)
    assert compute_seasons(at=AT + timedelta(hours=1)) == 1
    saved.refresh_from_db()
    assert saved.computed_at == AT + timedelta(hours=1)
    assert outcomes(saved)[0]["needed"] > 4


def browser() -> Client:
    found = Client(headers={"accept-language": "en"})
    found.force_login(accounts.staff("recruiter"))
    return found


def handed_in(slug: str, seats: str, **fields: str) -> dict[str, str]:
    rows = {"peaks-TOTAL_FORMS": "2", "peaks-INITIAL_FORMS": "0", "peaks-0-segment": slug, "peaks-0-seats": seats}
    given = {"name": "Sale", "starts_on": "2026-05-04", "ends_on": "2026-05-08", "percent": "90"}
    return {**given, **rows, "peaks-1-segment": "", "peaks-1-seats": "", **fields}


def test_a_plan_is_written_read_changed_computed_and_removed_by_hand() -> None:
    of, recruiter = pool.skill(), browser()
    pool.ready_agent(AT, of)
    slug = Names().slug(segment(of))
    assert "No season is planned" in recruiter.get("/admin/pool/seasons/").content.decode()
    assert recruiter.get("/admin/pool/seasons/new/").status_code == 200
    place = recruiter.post("/admin/pool/seasons/new/", handed_in(slug, "7")).url
    assert "rate unknown" in recruiter.get(place).content.decode()
    measured(segment(of), reached=50, asked=100)
    recruiter.post(f"{place}compute/")
    assert "Recruit" in recruiter.get(place).content.decode()
    assert 'value="7"' in recruiter.get(f"{place}change/").content.decode()
    recruiter.post(f"{place}change/", handed_in(slug, "8") | {"peaks-INITIAL_FORMS": "1"})
    assert SeasonPlan.objects.get().needs.get().peak == 8
    recruiter.post(f"{place}remove/")
    assert not SeasonPlan.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": "2026-05-09"},
        {"ends_on": "2026-01-01", "starts_on": "2026-01-01"},
        {"percent": "100"},
        {"peaks-0-seats": ""},
        {"peaks-0-seats": "-3"},
        {"peaks-0-segment": "a~b~c~d"},
        {"name": ""},
    ],
)
def test_bad_input_is_a_form_with_its_errors(wrong: dict[str, str]) -> None:
    of = pool.skill()
    pool.ready_agent(AT, of)
    asked = handed_in(Names().slug(segment(of)), "7") | wrong
    assert browser().post("/admin/pool/seasons/new/", asked).status_code == 422
    assert not SeasonPlan.objects.exists()
