"""The simulation's own parts: its doors exist, its people stay within the published bands, its clock is the demo's."""

import re
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from django.urls import reverse

from accounts.models import User
from talentpool.demo import behaviour
from talentpool.demo.errors import NotADemo
from talentpool.demo.simulation import paper, talk
from talentpool.demo.simulation.door import Doors
from talentpool.demo.simulation.office import surge_volumes
from talentpool.demo.simulation.scene import run_clock
from talentpool.kernel import clock
from talentpool.kernel.models import DataMark, DemoClock

FOLDER = Path(behaviour.__file__).parent / "simulation"
DOORS = re.compile(r'"((?:agent|client|staff|api):\w+)"')
ACTS = re.compile(r'_act\(day, "(\w+)"')
REF = "00000000-0000-4000-8000-000000000000"


def doors() -> set[str]:
    text = "".join(path.read_text() for path in FOLDER.glob("*.py"))
    return set(DOORS.findall(text)) | {f"agent:{name}" for name in ACTS.findall(text)}


@pytest.mark.parametrize("name", sorted(doors()))
def test_every_door_the_simulation_uses_exists(name: str) -> None:
    plain = name in {"agent:offer_list", "client:order_new", "staff:drill_new", "api:conversation_list"}
    assert reverse(name, kwargs={} if plain else {"ref": REF})


def share_of_yes(hours: float) -> float:
    """Over a thousand tempers, at pay a quarter above the floor and a day's notice."""
    people = [behaviour.temper(7, f"{n:04d}") for n in range(1000)]
    chances = [
        behaviour.yes_probability(who, hours_since_posting=hours, lead_hours=24, pay_over_floor=0.25, weekend=False)
        for who in people
    ]
    return sum(chances) / len(chances)


def test_offers_are_taken_within_the_published_bands() -> None:
    assert share_of_yes(1) == pytest.approx(0.23, abs=0.04)
    assert share_of_yes(14) == pytest.approx(0.05, abs=0.02)


def test_two_thirds_reply_to_a_drill_and_a_third_of_those_are_available() -> None:
    random = Random(3)
    said = [behaviour.drill_answer(behaviour.temper(7, f"{n:04d}"), random) for n in range(4000)]
    replied = [word for word in said if word != "none"]
    assert len(replied) / len(said) == pytest.approx(0.66, abs=0.04)
    assert replied.count("yes") / len(replied) == pytest.approx(0.36, abs=0.06)


def test_the_same_agent_of_the_same_demo_always_behaves_alike() -> None:
    assert behaviour.temper(1, "0417") == behaviour.temper(1, "0417")
    assert behaviour.temper(1, "0417") != behaviour.temper(2, "0417")


def test_better_agents_slip_less_and_skip_fewer_steps() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def slips(quality: float) -> int:
        random = Random(5)
        talks = [talk.conversation("bank-service", quality=quality, starts_at=at, random=random) for _ in range(600)]
        return sum(1 for turns in talks for turn in turns if turn["text"] in talk.SLIPS)

    assert slips(0.4) > slips(0.98) > 0


def test_a_form_is_filled_in_as_it_stands_on_the_page() -> None:
    page = """<form method="post" action="/x/language/"><input name="language" value="en"></form>
    <form method="post"><input name="title" value="a"><input type="checkbox" name="hub" checked>
    <select name="skill"><option value="1">One<option value="2" selected>Two, the bank</option></select>
    <textarea name="why">because</textarea><input type="file" name="file"><button name="go" value="1">Go</button></form>"""
    form = paper.form_to(page, "")
    assert form.fields == {"title": "a", "hub": "on", "skill": "2", "why": "because"}
    assert form.choice("skill", "bank") == "2"
    with pytest.raises(LookupError):
        paper.form_to(page, "/nowhere/")


def test_surge_volumes_have_a_morning_and_an_afternoon_peak() -> None:
    rows = surge_volumes(datetime(2026, 3, 2, tzinfo=UTC).date(), 1, peak=100, random=Random(1)).decode().splitlines()
    counts = {row.split(",")[0][-5:]: int(row.split(",")[1]) for row in rows[1:]}
    assert counts["10:30"] > counts["13:00"] < counts["15:30"]


@pytest.mark.django_db
def test_real_data_are_never_warped_in_time() -> None:
    with pytest.raises(NotADemo):
        run_clock(60)
    assert not DemoClock.objects.exists()


@pytest.mark.django_db
def test_a_demo_runs_fast_from_where_it_is(settings: object) -> None:
    settings.DEMO_CLOCK = True  # type: ignore[attr-defined]
    DataMark.objects.create(kind="demo", seed=1, created_at=clock.now())
    before = clock.now()
    run_clock(3600)
    try:
        assert (clock.now() - before).total_seconds() < 3600
        assert DemoClock.objects.get().rate == 3600
    finally:
        clock.forget()


@pytest.mark.django_db
def test_only_demo_users_are_simulated() -> None:
    real = User.objects.create_user(email="real@example.org", password=None)
    with pytest.raises(PermissionError):
        Doors("http://127.0.0.1:1").of(real)
