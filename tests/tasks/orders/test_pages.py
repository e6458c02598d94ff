"""The order wizard through its doors, without JavaScript."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from accounts.actions import enrol_second_factor
from accounts.models import Client
from talentpool.kernel.clock import now
from tasks.orders import actions
from tasks.orders.models import Order
from tasks.orders.states import OrderState
from tasks.staffing.actions import read_volumes
from tasks.staffing.models import VolumeSet
from tests.factories import accounts as people
from tests.factories import orders as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}},
    }


@pytest.fixture
def desk(company: Client) -> Browser:
    return logged_in(company, "planner")


def logged_in(company: Client, role: str) -> Browser:
    browser = Browser(headers={"accept-language": "en"})
    browser.force_login(people.member(company, role, language="en"))
    return browser


def order_of(company: Client) -> Order:
    return Order.objects.get(client=company)


def needs(**fields: Any) -> dict[str, Any]:
    tomorrow = (now() + timedelta(days=1)).date()
    return {
        "title": "Autumn sale",
        "service_level": make.scenario().service_level.pk,
        "skill": make.skill().pk,
        "language": make.language().pk,
        "starts_on": tomorrow,
        "ends_on": tomorrow,
        **fields,
    }


TERMS = {
    "model": "erlang_a",
    "share": "80",
    "target_s": "20",
    "patience_s": "120",
    "shrinkage": "15",
    "max_occupancy": "90",
    "new_share": "100",
    "own_roster": "09:00-10:00 2",
}


def test_a_planner_goes_from_scenario_to_submission(desk: Browser, company: Client) -> None:
    make.rate_card(company)
    make.scenario("peak")
    desk.post("/client/orders/new/", {"scenario": "peak"})
    order = order_of(company)
    at = f"/client/orders/{order.ref}"
    assert desk.get(f"{at}/").headers["Location"] == f"{at}/need/"
    desk.post(f"{at}/need/", needs())
    assert desk.get(f"{at}/").headers["Location"] == f"{at}/volumes/"
    desk.post(f"{at}/volumes/", {"volumes": make.volumes(company).ref})
    assert desk.get(f"{at}/").headers["Location"] == f"{at}/curve/"
    assert desk.post(f"{at}/curve/", TERMS).status_code == 302
    page = desk.get(f"{at}/curve/").content.decode()
    assert "Erlang C" in page
    assert "<svg" in page
    assert desk.get(f"{at}/curve.csv").content.count(b"\n") == 17
    desk.post(f"{at}/quote/")
    page = desk.get(f"{at}/quote/").content.decode()
    for words in ("Promised fill", "Probability of a full fill", "Price", "Lead time"):
        assert words in page
    assert "Ask an owner" in page
    owner = people.member(company, "owner")
    enrol_second_factor(user=owner)
    hers = Browser()
    hers.force_login(owner)
    assert hers.post(f"{at}/submit/").status_code == 409  # no version, no price that she was shown
    assert hers.post(f"{at}/submit/", {"version": 1}).status_code == 302
    order.refresh_from_db()
    assert order.state == OrderState.SUBMITTED
    assert "Where it stands" in desk.get(f"{at}/").content.decode()


def test_an_upload_inside_the_wizard_is_read_and_used(desk: Browser, company: Client) -> None:
    user = people.member(company, "planner")
    order = actions.start_order(client=company, template=make.scenario(), by=user)
    order = actions.position_order(order=order, positioning=make.positioning(), by=user)
    assert order.starts_on
    text = f"interval_start,offered,aht_s\n{order.starts_on} 09:00,30,180\n"
    file = SimpleUploadedFile("calls.csv", text.encode())
    at = f"/client/orders/{order.ref}"
    sent = desk.post(f"{at}/volumes/upload/", {"file": file, "channel": "call", "interval_minutes": 30})
    assert sent.headers["Location"] == f"{at}/curve/"
    page = desk.get(f"{at}/curve/").content.decode()
    assert "Reading the file" in page
    assert 'hx-trigger="every 1s"' in page
    read_volumes(volumes=VolumeSet.objects.get())
    assert desk.post(f"{at}/curve/", TERMS).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"starts_on": "2020-01-01"}, "past"),
        ({"ends_on": "2020-01-01"}, "before the first"),
        ({"skill": "999999"}, "valid choice"),
        ({"bonus": "-1"}, "greater than or equal to 0"),
        ({"title": ""}, "required"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(
    desk: Browser, company: Client, wrong: dict[str, str], words: str
) -> None:
    user = people.member(company, "planner")
    order = actions.start_order(client=company, template=make.scenario(), by=user)
    answer = desk.post(f"/client/orders/{order.ref}/need/", needs(**wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"own_roster": "nine to five"}, {"share": "100"}, {"target_s": "-1"}, {"shrinkage": "NaN"}]
)
def test_terms_that_make_no_sense_change_nothing(desk: Browser, company: Client, wrong: dict[str, str]) -> None:
    order = make.drafted(company, people.member(company, "planner"))
    answer = desk.post(f"/client/orders/{order.ref}/curve/", {**TERMS, **wrong})
    assert answer.status_code == 422
    before = order.requirement_id
    order.refresh_from_db()
    assert order.requirement_id == before


def test_a_stranger_and_a_viewer_cannot_change_an_order(company: Client) -> None:
    order = make.drafted(company, people.member(company, "planner"))
    stranger, viewer = logged_in(people.client_company(), "planner"), logged_in(company, "viewer")
    assert stranger.post(f"/client/orders/{order.ref}/submit/").status_code == 403  # only an owner may at all
    for step in ("need", "volumes", "curve", "quote", "ask", "cancel"):
        assert stranger.post(f"/client/orders/{order.ref}/{step}/").status_code == 404
        assert viewer.post(f"/client/orders/{order.ref}/{step}/").status_code == 403
    assert viewer.get(f"/client/orders/{order.ref}/").status_code == 200
    assert stranger.get(f"/client/orders/{order.ref}/").status_code == 404


def test_volumes_of_another_client_cannot_be_chosen(desk: Browser, company: Client) -> None:
    order = make.drafted(company, people.member(company, "planner"))
    others = make.volumes(people.client_company())
    answer = desk.post(f"/client/orders/{order.ref}/volumes/", {"volumes": others.ref})
    assert answer.status_code == 422


def test_a_broken_upload_shows_its_reason_and_its_rows(desk: Browser, company: Client) -> None:
    file = SimpleUploadedFile("x.csv", b"interval_start,offered,aht_s\n2026-01-05 09:00,5,60\n2026-01-05 09:30,=1,60\n")
    answer = desk.post("/client/volumes/add/", {"file": file, "channel": "call", "interval_minutes": 30})
    volumes = read_volumes(volumes=VolumeSet.objects.get())
    page = desk.get(answer.headers["Location"]).content.decode()
    assert "Formulas are not read" in page
    csv = desk.get(f"/client/volumes/{volumes.ref}/errors.csv").content.decode()
    assert "3,offered,'=1,formula" in csv


def test_cancelling_says_what_it_costs_first(desk: Browser, company: Client) -> None:
    user = people.member(company, "planner")
    order = make.drafted(company, user)
    actions.quote_order(order=order, by=user)
    actions.submit_order(order=order, by=user)
    page = desk.get(f"/client/orders/{order.ref}/cancel/").content.decode()
    assert "seats are given up" in page
    assert desk.post(f"/client/orders/{order.ref}/cancel/", {"reason": "off"}).status_code == 302
    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED


def test_list_asks_as_often_for_thirty_orders_as_for_three(
    desk: Browser, company: Client, django_assert_max_num_queries: Any
) -> None:
    user = people.member(company, "planner")
    for _ in range(18):
        actions.start_order(client=company, template=make.scenario(), by=user)
    with django_assert_max_num_queries(12):
        assert desk.get("/client/orders/").status_code == 200
