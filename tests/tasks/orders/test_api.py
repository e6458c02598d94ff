"""Orders and volumes over the API: the same actions, a key instead of a person."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from accounts import actions as accounts_actions
from accounts.models import Client
from accounts.states import Scope
from talentpool.kernel.clock import now
from tasks.orders.models import Order
from tasks.staffing.models import VolumeSet
from tests.factories import accounts as people
from tests.factories import orders as make

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def client_company() -> Client:
    company = people.client_company()
    make.rate_card(company)
    make.scenario("peak")
    make.skill()
    make.language()
    return company


@pytest.fixture
def api(client_company: Client) -> Browser:
    return with_key(client_company, *Scope)


def with_key(company: Client, *scopes: str) -> Browser:
    by = people.member(company, "owner")
    token = accounts_actions.create_key(client=company, name="ERP", scopes=list(scopes), by=by)[1]
    return Browser(headers={"authorization": f"Bearer {token}"})


def week(**fields: Any) -> dict[str, Any]:
    first = (now() + timedelta(days=1)).replace(hour=1, minute=0, second=0, microsecond=0)
    rows = [
        {"starts_at": (first + timedelta(minutes=30 * slot)).isoformat(), "offered": 30, "handling_s": 180}
        for slot in range(16)
    ]
    return {"name": "a day", "intervals": rows, **fields}


def entry(ref: str, **fields: Any) -> dict[str, Any]:
    tomorrow = (now() + timedelta(days=1)).date().isoformat()
    return {
        "title": "Autumn sale",
        "scenario": "peak",
        "skill": "refunds",
        "language": "cmn",
        "service_level": "calls-80-20",
        "starts_on": tomorrow,
        "ends_on": tomorrow,
        "volumes": ref,
        **fields,
    }


def test_an_order_is_made_quoted_and_submitted_by_a_machine(api: Browser) -> None:
    volumes = api.post("/api/v1/volumes/", week(), JSON)
    assert volumes.status_code == 201, volumes.content
    made = api.post("/api/v1/orders/", entry(volumes.json()["ref"]), JSON)
    assert made.status_code == 201, made.content
    at = f"/api/v1/orders/{made.json()['ref']}"
    quote = api.post(f"{at}/quote/").json()
    assert 0 <= quote["promised_fill"] <= 1
    other = api.post(f"{at}/submit/", {"version": quote["version"] + 1}, JSON)
    assert (other.status_code, other.json()["code"]) == (409, "quote_replaced")
    done = api.post(f"{at}/submit/", {"version": quote["version"]}, JSON)
    assert done.status_code == 200, done.content
    assert done.json()["state"] == "submitted"
    shift = api.get(f"{at}/").json()["shifts"][0]
    assert "pay_minor" not in shift
    assert shift["activities"]
    assert api.get("/api/v1/orders/?state=submitted").json()["results"][0]["number"]


def test_a_repeat_with_the_same_key_makes_one_order(api: Browser) -> None:
    ref = api.post("/api/v1/volumes/", week(), JSON, headers={"idempotency-key": "v1"}).json()["ref"]
    again = api.post("/api/v1/volumes/", week(), JSON, headers={"idempotency-key": "v1"})
    assert again.json()["ref"] == ref
    first = api.post("/api/v1/orders/", entry(ref), JSON, headers={"idempotency-key": "o1"})
    second = api.post("/api/v1/orders/", entry(ref), JSON, headers={"idempotency-key": "o1"})
    assert first.json()["ref"] == second.json()["ref"]
    assert (Order.objects.count(), VolumeSet.objects.count()) == (1, 1)
    other = api.post("/api/v1/orders/", entry(ref, title="Other"), JSON, headers={"idempotency-key": "o1"})
    assert other.status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": "2020-01-01", "ends_on": "2020-01-02"},
        {"ends_on": "2020-01-01"},
        {"skill": "nothing"},
        {"volumes": "3f0c1e8a-0000-4000-8000-000000000000"},
        {"volumes": "not a ref"},
        {"bonus_minor": -1},
        {"terms": {"shrinkage": 2}},
        {"terms": {"own_roster": {"9": 1}}},
        {"scenario": "party"},
    ],
)
def test_what_makes_no_sense_is_a_clear_4xx_and_leaves_nothing(api: Browser, wrong: dict[str, Any]) -> None:
    ref = api.post("/api/v1/volumes/", week(), JSON).json()["ref"]
    answer = api.post("/api/v1/orders/", entry(ref, **wrong), JSON)
    assert 400 <= answer.status_code < 500, answer.content
    assert answer.json()["code"]
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x", "intervals": []},
        {"name": "x", "intervals": [{"starts_at": "2026-01-05T09:10:00Z", "offered": 1, "handling_s": 1}]},
        {"name": "x", "intervals": [{"starts_at": "2026-01-05T09:00:00Z", "offered": -1, "handling_s": 1}]},
        {"name": "x", "intervals": [{"starts_at": "2026-01-05T09:00:00Z", "offered": "many", "handling_s": 1}]},
        {"name": "x", "intervals": [{"starts_at": "2026-01-05T09:00:00Z", "offered": 1, "handling_s": 1}] * 2},
        {"intervals": "x"},
        [],
    ],
)
def test_volumes_that_make_no_sense_are_refused(api: Browser, body: Any) -> None:
    assert api.post("/api/v1/volumes/", body, JSON).status_code == 400
    assert not VolumeSet.objects.exists()


def test_broken_json_is_a_400(api: Browser) -> None:
    assert api.post("/api/v1/volumes/", b'{"name": ', JSON).status_code == 400
    assert api.post("/api/v1/orders/", b"\x00", JSON).status_code == 400


def test_a_key_reads_only_what_its_scopes_allow(client_company: Client) -> None:
    reader = with_key(client_company, Scope.ORDERS_READ)
    assert reader.get("/api/v1/orders/").status_code == 200
    assert reader.post("/api/v1/orders/", {}, JSON).status_code == 403
    assert reader.get("/api/v1/volumes/").status_code == 403


def test_another_clients_order_is_not_there(api: Browser) -> None:
    other = people.client_company()
    order = make.drafted(other, people.member(other, "planner"))
    assert api.get(f"/api/v1/orders/{order.ref}/").status_code == 404
    assert api.post(f"/api/v1/orders/{order.ref}/quote/").status_code == 404
    assert api.get("/api/v1/orders/").json()["results"] == []
