"""The API describes itself without a warning, limits itself aloud, and refuses in two languages."""

import io
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client as Browser
from drf_spectacular.drainage import GENERATOR_STATS
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import Client
from tests.factories import accounts as people
from tests.factories import orders as make

pytestmark = pytest.mark.django_db


def test_the_schema_is_valid_and_without_a_warning() -> None:
    GENERATOR_STATS.reset()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=io.StringIO())


def test_every_operation_says_its_scopes_its_refusals_and_for_writes_the_idempotency_key(key_browser: Browser) -> None:
    schema = key_browser.get("/api/v1/schema/?format=json").json()
    operations = [(path, method, one) for path, item in schema["paths"].items() for method, one in item.items()]
    assert len(operations) > 20
    for path, method, one in operations:
        if path == "/api/v1/schema/":
            continue
        assert one["x-scopes"], path
        assert {"401", "403", "422", "429"} <= set(one["responses"])
        headers = {parameter["name"] for parameter in one.get("parameters", []) if parameter["in"] == "header"}
        assert ("Idempotency-Key" in headers) == (method == "post")


def test_people_find_the_same_calls_on_a_page() -> None:
    page = Browser(headers={"accept-language": "en"}).get("/developers/").content.decode()
    for words in ("POST /api/v1/orders/", "orders:write", "Idempotency-Key", "RateLimit-Limit"):
        assert words in page


def test_every_answer_says_what_is_left_and_too_many_wait(
    key_browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    monkeypatch.setattr(SimpleRateThrottle, "get_rate", lambda self: "3/min")
    left = [key_browser.get("/api/v1/volumes/")["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    refused = key_browser.get("/api/v1/volumes/")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert (refused["RateLimit-Limit"], refused["RateLimit-Remaining"]) == ("3", "0")
    assert refused["Content-Type"] == "application/problem+json"
    cache.clear()


@pytest.mark.parametrize(("language", "words"), [("en", "can't be used"), ("zh-hans", "无法使用")])
def test_problems_speak_the_readers_language_and_keep_their_code(
    key_browser: Browser, language: str, words: str
) -> None:
    answer = key_browser.post("/api/v1/volumes/", {}, "application/json", headers={"accept-language": language})
    problem = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert words in problem["title"]
    assert (problem["code"], problem["status"], problem["instance"]) == ("invalid", 400, "/api/v1/volumes/")
    assert "intervals" in problem["errors"]


def test_pages_follow_each_other_without_a_gap(key_browser: Browser, company: Client) -> None:
    for number in range(60):
        make.volumes(company, days=1, name=f"set {number}")
    first = key_browser.get("/api/v1/volumes/").json()
    second = key_browser.get(first["next"]).json()
    refs = [one["ref"] for one in first["results"] + second["results"]]
    assert len(refs) == len(set(refs)) > 60
    assert second["next"] is None


def test_of_another_clients_things_not_even_a_404_tells(key_browser: Browser) -> None:
    """A stranger's order, a deleted one and one that never was get the same bytes, but for the path they echo."""
    other = people.client_company()
    theirs = make.drafted(other, people.member(other, "planner"), title="CanaryOmega")
    nobodys = "3f0c1e8a-0000-4000-8000-000000000000"

    def told(ref: Any, tail: str = "") -> str:
        answer = key_browser.get(f"/api/v1/orders/{ref}/{tail}")
        assert answer.status_code == 404
        return answer.content.decode().replace(str(ref), "REF")

    for tail in ("", "curve/", "fill/", "report/"):
        assert told(theirs.ref, tail) == told(nobodys, tail)
    assert "CanaryOmega" not in key_browser.get("/api/v1/orders/").content.decode()
