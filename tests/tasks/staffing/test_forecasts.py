"""A forecast from a history, through its doors: asked for, computed, judged, taken for an order."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser

from accounts.models import Client
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from tasks.orders.models import Order
from tasks.staffing import actions, jobs
from tasks.staffing.errors import HistoryTooShort
from tasks.staffing.models import Forecast, VolumeSet
from tests.factories import accounts as people
from tests.factories import orders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Client:
    return people.client_company()


@pytest.fixture
def planner(company: Client) -> Browser:
    browser = Browser(headers={"accept-language": "en"})
    browser.force_login(people.member(company, "planner", language="en"))
    return browser


@pytest.fixture
def history(company: Client) -> VolumeSet:
    """Five weeks: 40 calls an interval on the first day of each week, 20 on the others."""
    first = (now() - timedelta(days=35)).replace(hour=1, minute=0, second=0, microsecond=0)
    rows = [
        {
            "starts_at": first + timedelta(days=day, minutes=30 * slot),
            "offered": 40 if day % 7 == 0 else 20,
            "handling_s": 180.0,
        }
        for day in range(35)
        for slot in range(16)
    ]
    return actions.enter_volumes(client=company, name="five weeks", intervals=rows, by=None, channel="call", minutes=30)


def test_what_repeats_comes_again_with_special_days_applied(history: VolumeSet) -> None:
    assert history.last_day
    event, closed = history.last_day + timedelta(days=2), history.last_day + timedelta(days=3)
    special = [actions.SpecialDay(event, factor=2.0), actions.SpecialDay(closed, like=7)]
    made = actions.compute_forecast(forecast=make.forecast(history, special=special))
    assert made.state == "done"
    assert made.result
    by_day: dict[Any, float] = {}
    for row in made.result.intervals.all():
        day = row.starts_at.astimezone(ZoneInfo(history.timezone)).date()
        by_day[day] = by_day.get(day, 0.0) + row.offered
        assert row.low is not None
        assert row.high is not None
        assert row.low <= row.offered <= row.high
    totals = list(by_day.values())
    assert totals[0] == pytest.approx(640, rel=0.05)
    assert totals[1] == pytest.approx(640, rel=0.05)  # twice the usual 320
    assert totals[2] == pytest.approx(0, abs=1)
    assert totals[3] == pytest.approx(320, rel=0.05)
    assert made.scores[0]["wape"] < 0.05


def test_a_forecast_is_computed_once_and_a_lost_one_goes_on(history: VolumeSet) -> None:
    made = make.forecast(history)
    assert jobs.compute_forecast(made.pk) == "done"
    assert jobs.compute_forecast(made.pk) == "taken"
    with pytest.raises(WrongState):
        actions.compute_forecast(forecast=Forecast.objects.get(pk=made.pk))
    lost = make.forecast(history)
    Forecast.objects.filter(pk=lost.pk).update(state="computing", progress_at=now() - timedelta(hours=1))
    assert jobs.resume_forecasts() == 1
    assert jobs.compute_forecast(lost.pk) == "done"


def test_another_method_replaces_the_result_and_leaves_what_an_order_stands_on(
    history: VolumeSet, planner: Browser
) -> None:
    made = actions.compute_forecast(forecast=make.forecast(history))
    first = made.result_id
    planner.post(f"/client/forecasts/{made.ref}/method/", {"method": "last_week"})
    made.refresh_from_db()
    assert made.state == "waiting"
    assert actions.compute_forecast(forecast=made).result_id == first
    order = Order(starts_on=made.starts_on, ends_on=made.starts_on)
    assert made.result
    actions.compute_requirement(volumes=made.result, asked=make.terms(order), by=None)
    planner.post(f"/client/forecasts/{made.ref}/method/", {"method": "typical"})
    made.refresh_from_db()
    assert actions.compute_forecast(forecast=made).result_id != first
    assert planner.post(f"/client/forecasts/{made.ref}/method/", {"method": "magic"}).status_code == 422


def test_too_short_a_history_is_refused(company: Client) -> None:
    short = make.volumes(company, days=3)
    with pytest.raises(HistoryTooShort):
        make.forecast(short)


def test_a_history_of_another_year_is_moved_on_by_whole_weeks(company: Client, history: VolumeSet) -> None:
    assert history.last_day
    first = history.last_day + timedelta(days=400)
    outlook = actions.Outlook(first, first + timedelta(days=6))
    made = actions.compute_forecast(
        forecast=actions.ask_forecast(volumes=history, name="next year", outlook=outlook, by=None)
    )
    assert made.moved_weeks > 50
    assert made.result
    busy = max(made.result.intervals.all(), key=lambda row: row.offered)
    assert history.first_day
    assert (busy.starts_at.date() - history.first_day).days % 7 == 0


def test_a_planner_goes_from_history_to_forecast_to_the_orders_volumes(
    planner: Browser, company: Client, history: VolumeSet
) -> None:
    order = make.drafted(company, people.member(company, "planner"))
    assert "five weeks" in planner.get(f"/client/orders/{order.ref}/volumes/").content.decode()
    first = (now() + timedelta(days=1)).date()
    given = {"name": "Sale", "starts_on": first, "ends_on": first + timedelta(days=1), "special": f"{first} x1.5"}
    answer = planner.post(f"/client/volumes/{history.ref}/forecast/?order={order.ref}", given)
    made = Forecast.objects.get()
    assert answer["Location"].endswith(f"{made.ref}/?order={order.ref}")
    assert "Computing" in planner.get(answer["Location"]).content.decode()
    actions.compute_forecast(forecast=made)
    page = planner.get(answer["Location"]).content.decode()
    for words in ("Same day last week", "baseline", "recommended", "Take it for the order", "Inside the band"):
        assert words in page
    made.refresh_from_db()
    assert made.result
    planner.post(f"/client/orders/{order.ref}/volumes/", {"volumes": str(made.result.ref)})
    order.refresh_from_db()
    assert order.volumes_id == made.result_id
    file = planner.get(f"/client/forecasts/{made.ref}/forecast.csv").content.decode()
    assert file.splitlines()[0].endswith("low,high")
    assert "Sale" in planner.get("/client/forecasts/").content.decode()


@pytest.mark.parametrize("line", ["tomorrow x2", "2026-11-11", "2026-11-11 xx", "2026-13-01 x2", "2026-11-11 x999"])
def test_a_line_that_cant_be_read_is_named(planner: Browser, history: VolumeSet, line: str) -> None:
    first = (now() + timedelta(days=1)).date()
    given = {"starts_on": first, "ends_on": first, "special": line}
    answer = planner.post(f"/client/volumes/{history.ref}/forecast/", given)
    assert answer.status_code == 422
    assert not Forecast.objects.exists()


def test_a_pasted_table_is_read_like_a_file(planner: Browser, company: Client, settings: Any, tmp_path: Any) -> None:
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": place}
    table = "interval_start\toffered\taht_s\n2026-03-02 09:00\t12\t180\n2026-03-04 09:30\t15\t190\n"
    planner.post("/client/volumes/add/", {"pasted": table, "channel": "call", "interval_minutes": 30, "name": "pasted"})
    volumes = actions.read_volumes(volumes=VolumeSet.objects.get(name="pasted"))
    assert (volumes.offered, volumes.rows_bad) == (27, 0)
    assert volumes.missing_days == ["2026-03-03"]
    assert "2026-03-03" in planner.get(f"/client/volumes/{volumes.ref}/").content.decode()
    assert planner.post("/client/volumes/add/", {"channel": "call", "interval_minutes": 30}).status_code == 422


def test_a_planner_tries_pooling_and_a_days_shifts(planner: Browser, company: Client) -> None:
    calls = make.volumes(company, days=1, offered=30, name="bills")
    chats = make.volumes(company, days=1, offered=25, channel="chat", name="returns")
    asked = {"volumes": [calls.ref, chats.ref], "share": 80, "target_s": 20, "patience_s": 120, "slower": 5}
    page = planner.get("/client/volumes/what-if/", {**asked, "two_channels": "on"}).content.decode()
    for words in ("Every kind apart", "Everybody takes everything", "As played", "From the best at most", "planned"):
        assert words in page
    assert planner.get("/client/volumes/what-if/", {**asked, "volumes": [calls.ref]}).status_code == 422
    others = make.volumes(people.client_company())
    stranger = {**asked, "volumes": [calls.ref, others.ref]}
    assert planner.get("/client/volumes/what-if/", stranger).status_code == 422
    assert "too few seats" in planner.get("/client/volumes/what-if/", {**asked, "hub_seats": 1}).content.decode()
