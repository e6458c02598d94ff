"""The numbers of staffing's pages, counted again from the rows and from integrals written independently.

Here: a set of volumes, a forecast's result, the what-if. The curve's page: tests/tasks/orders; its mathematics:
test_exact_arithmetic, test_written_work, test_published_cases.
"""

import random
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import mpmath
import pytest
from django.test import Client as Browser

from accounts.models import Client
from talentpool.kernel.clock import now
from tasks.staffing import actions
from tasks.staffing.models import VolumeSet
from tasks.staffing.rules.queues import Stream
from tests.factories import accounts as people
from tests.factories import orders as make
from tests.tasks.staffing.test_exact_arithmetic import exact_impatient

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def company() -> Client:
    return people.client_company()


@pytest.fixture
def planner(company: Client) -> Browser:
    browser = Browser(headers={"accept-language": "en"})
    browser.force_login(people.member(company, "planner", language="en"))
    return browser


def random_volumes(rng: random.Random, company: Client, *, days: int, name: str = "random") -> VolumeSet:
    first = (now() + timedelta(days=1)).replace(hour=1, minute=0, second=0, microsecond=0)
    rows = [
        {
            "starts_at": first + timedelta(days=day, minutes=30 * slot),
            "offered": rng.randint(0, 60),
            "handling_s": 180.0,
        }
        for day in range(days)
        for slot in rng.sample(range(20), 12)
    ]
    return actions.enter_volumes(client=company, name=name, intervals=rows, by=None, channel="call", minutes=30)


@pytest.mark.parametrize("seed", range(2))
def test_volumes_are_shown_hour_by_hour_as_their_rows_add_up(seed: int, planner: Browser, company: Client) -> None:
    volumes = random_volumes(random.Random(seed), company, days=3)
    shown = planner.get(f"/client/volumes/{volumes.ref}/").context
    days: dict[date, list[float]] = {}
    for row in volumes.intervals.all():
        local = row.starts_at.astimezone(SHANGHAI)
        days.setdefault(local.date(), [0.0] * 24)[local.hour] += row.offered
    assert [list(line.values) for line in shown["heat"]] == [days[day] for day in sorted(days)]
    top = max(volumes.intervals.all(), key=lambda row: (row.offered, row.starts_at))
    assert f"{top.offered:,.0f} contacts in 30 minutes" in shown["sentence"]
    assert f"{top.starts_at.astimezone(SHANGHAI):%H:%M}" in shown["sentence"]


def test_a_forecasts_days_are_the_sums_of_its_intervals(planner: Browser, company: Client) -> None:
    first = (now() - timedelta(days=35)).replace(hour=1, minute=0, second=0, microsecond=0)
    rng = random.Random(4)
    rows = [
        {
            "starts_at": first + timedelta(days=day, minutes=30 * slot),
            "offered": 20 + 8 * (day % 7) + rng.randint(0, 9),
            "handling_s": 180.0,
        }
        for day in range(35)
        for slot in range(16)
    ]
    history = actions.enter_volumes(client=company, name="h", intervals=rows, by=None, channel="call", minutes=30)
    made = actions.compute_forecast(forecast=make.forecast(history))
    shown = planner.get(f"/client/forecasts/{made.ref}/").context
    days: dict[date, list[Any]] = {}
    assert made.result
    for row in made.result.intervals.order_by("starts_at"):
        days.setdefault(row.starts_at.astimezone(SHANGHAI).date(), []).append(row)
    totals = {day: sum(row.offered for row in found) for day, found in days.items()}
    assert list(shown["daily"][0].values) == pytest.approx(list(totals.values()))
    busiest = max(totals, key=lambda day: totals[day])
    assert shown["day"] == busiest.isoformat()
    awake = [row for row in days[busiest] if row.offered >= 0.05]
    assert list(shown["series"][0].values) == [row.offered for row in awake]
    assert shown["band"] == ([row.low for row in awake], [row.high for row in awake])
    assert [score["method"] for score in shown["scores"] if score["best"]] == [made.best]


def least(offered: float, aht_s: float, *, busy_at_most: float = 1.0) -> int:
    """The smallest crew that answers 80 % in 20 s when callers wait two minutes at most, by integrals."""
    erlangs = Fraction(str(round(offered, 6))) * Fraction(str(round(aht_s, 6))) / 1800
    stream = Stream(erlangs, Fraction(str(round(aht_s, 6))), Fraction(120))
    for agents in range(max(1, int(erlangs)), 200):
        with mpmath.workdps(15):
            level, left = exact_impatient(agents, stream, Fraction(20))
        if level >= 0.8 and float(erlangs) * (1 - float(left)) / agents <= busy_at_most:
            return agents
    raise AssertionError("two hundred are not enough")


def test_what_if_staffs_the_busiest_moment_as_integrals_say_and_covers_the_day(
    planner: Browser, company: Client
) -> None:
    loads = {"bills": 30, "returns": 14}
    sets = [make.volumes(company, days=1, offered=offered, name=name) for name, offered in loads.items()]
    asked = {"volumes": [one.ref for one in sets], "share": 80, "target_s": 20, "patience_s": 120, "slower": 5}
    shown = planner.get("/client/volumes/what-if/", {**asked, "two_channels": "on"}).context
    agents = {bar.name: bar.value for bar in shown["bars"]}
    assert agents["Every kind apart"] == sum(least(offered, 180) for offered in loads.values())
    assert agents["Everybody takes everything"] == least(44, 180 * 1.05)
    seats = {name: least(offered, 180, busy_at_most=0.9) for name, offered in loads.items()}
    assert shown["needed_hours"] == pytest.approx(8 * sum(seats.values()))
    assert shown["paid_hours"] == pytest.approx(sum(_hours(plan["span"]) * plan["heads"] for plan in shown["plans"]))
    assert shown["heads"] == sum(plan["heads"] for plan in shown["plans"])
    lines = {line.name: line.values for line in shown["heat"]}
    for name, needed in seats.items():
        assert list(lines[f"{name} · required"])[9:17] == [needed] * 8
        assert all(had >= needed for had in list(lines[f"{name} · planned"])[9:17])


def _hours(span: str) -> float:
    start, end = ([int(part) for part in moment.split(":")] for moment in span.split("–"))
    return (end[0] * 60 + end[1] - start[0] * 60 - start[1]) / 60
