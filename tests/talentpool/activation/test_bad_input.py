"""Bad input and an empty pool on every page of the room: a clear answer, never a crash; unknown is shown as unknown."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.forms import BaseForm
from django.http import QueryDict
from django.test import Client
from django.urls import resolve, reverse
from pytest_django import DjangoDbBlocker

from talentpool.activation import drill_forms, forms, urls
from talentpool.activation.actions import refresh_rates
from talentpool.activation.models import Approach, Drill, MatchRow, Ping
from talentpool.kernel.clock import now
from tests import world as tests_world
from tests.talentpool.activation import access
from tests.world import World

FIELDS = (
    "page", "day", "kind", "measure", "condition", "hour", "band", "proposal", "all", "segment", "skill", "channel",
    "language", "client", "start", "hours", "days", "seats", "pay", "agent", "depth", "precision", "thanks", "announced",
    "widest", "least_days", "most", "talk", "text_zh", "text_en", "b_zh", "b_en", "send", "items", "decision", "reason",
    "sure", "answer", "choice", "place", "text", "name", "starts_on", "ends_on", "percent", "at_night", "note",
    "peaks-TOTAL_FORMS", "peaks-INITIAL_FORMS", "peaks-0-segment", "peaks-0-seats",
)  # fmt: skip
HOSTILE = ("-1", "9" * 40, "NaN", "²", "a~b~c~d", "\u202e\ud7ff💥<script>alert(1)</script>'\"--")
ELSEWHERE = {
    "client:drill_list": "GET",
    "client:drill_ask": "POST",
    "staff:promise_list": "GET",
    "staff:promise_csv": "GET",
}
FORMS: dict[str, type[BaseForm]] = {
    "staff:task_rate": forms.WhatIfForm,
    "staff:drill_new": drill_forms.DrillForm,
    "staff:drill_schedules": drill_forms.ScheduleForm,
    "staff:pool_talk_new": forms.TalkForm,
}
ROLE = {"staff": "dispatcher", "agent": "agent", "client": "owner"}
PATTERNS = {f"staff:{one.name}": str(one.pattern) for one in urls.staff}
PATTERNS |= {f"agent:{one.name}": str(one.pattern) for one in urls.agent}
ROOM = list(PATTERNS)
LINK, FORM = re.compile(r'href="(/admin/pool/[^"#]*)'), re.compile(r'action="(/admin/pool/[^"#]*)')
FINE = (200, 302, 400, 404, 409, 413, 422)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world with an object behind every door, laid once; each test's own changes are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = tests_world.build()
        made.kept["args"] = access.args(made)
        refresh_rates(at=now())
        for principal in (*ROLE.values(), *access.POOL):
            made.browser(principal)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The fields that a page has looked for in what it was sent, since the set was last emptied."""
    seen: set[str] = set()
    for name in ("__getitem__", "get", "getlist", "__contains__"):
        monkeypatch.setattr(QueryDict, name, _watched(getattr(QueryDict, name), seen), raising=False)
    return seen


def _watched(reading: Callable[..., Any], seen: set[str]) -> Callable[..., Any]:
    def read(self: QueryDict, key: str, *args: Any, **given: Any) -> Any:
        seen.add(key)
        return reading(self, key, *args, **given)

    return read


def arguments(world: World) -> dict[str, dict[str, Any]]:
    return world.kept["args"]  # type: ignore[return-value]


def person(world: World, name: str) -> Client:
    return world.browser(ROLE[name.partition(":")[0]])


def doors(world: World) -> Iterator[tuple[str, str, Client]]:
    """Every door of the room, and those of other rooms that show its numbers, with an object where one is needed."""
    known = arguments(world)
    for name in [*ROOM, *ELSEWHERE]:
        yield name, reverse(name, kwargs=known.get(name, {})), person(world, name)


def test_every_page_answers_nonsense_in_its_address(world: World, asked_for: set[str]) -> None:
    reading = 0
    for name, path, browser in doors(world):
        if "GET" not in access.ACCESS.get(name, {"GET": None}):
            continue
        for value in HOSTILE:
            asked_for.clear()
            answer = browser.get(path, dict.fromkeys(FIELDS, value))
            assert answer.status_code in FINE, (name, value, answer.status_code)
            if not asked_for & set(FIELDS):
                break  # a page that reads nothing of its address says the same to every other nonsense
            reading += 1
        assert browser.get(f"{path}?page=%00&day=%00").status_code == 400, name
        assert browser.get(f"{path}?page=%ff%fe&segment=%ed%a0%80").status_code in FINE, name
    assert reading >= 10 * len(HOSTILE), "most lists and forms read their address"


def test_every_form_answers_nonsense_and_writes_nothing_of_it(world: World) -> None:
    written = (Drill, Ping, Approach)
    posts = [
        door for door in doors(world) if "POST" in (access.ACCESS.get(door[0]) or {ELSEWHERE.get(door[0], ""): None})
    ]
    before = [model.objects.count() for model in written]
    for name, path, browser in posts:
        for value in HOSTILE:
            answer = browser.post(path, dict.fromkeys(FIELDS, value))
            assert answer.status_code in FINE, (name, value, answer.status_code)
        assert browser.post(path, {"text": "a\0b"}).status_code == 400, name
        assert browser.post(path, b"{", content_type="application/json").status_code in FINE, name
    assert [model.objects.count() for model in written] == before
    assert len(posts) > 20


def untried(form: type[BaseForm] | None, good: dict[str, str], field: str) -> Iterator[str]:
    """What the page must be sent: everything its form takes, and of what it refuses, as the page shows it alike, one."""
    refused = False
    for value in ("-1", "9" * 40, "²", "9999-12-31", ""):
        if form is not None and not form(QueryDict(urlencode(good | {field: value}))).is_valid():  # type: ignore[call-arg]
            if refused:
                continue
            refused = True
        yield value


def test_one_hostile_field_among_good_ones_is_an_error_of_the_form(world: World) -> None:
    known, browser = arguments(world), person(world, "staff:")
    slug = str(known["staff:segment"]["slug"])
    day = str(now().date() + timedelta(days=3))
    asked = {
        "staff:task_rate": {
            "skill": str(world.skill.pk), "channel": "email", "language": "cmn", "kind": "", "client": "", "day": day,
            "start": "10:00", "hours": "4", "days": "1", "seats": "2", "pay": "40", "agent": "",
        },
        "staff:drill_new": {"segment": slug, "depth": "worked", "hours": "2", "precision": "5", "thanks": "0"},
        "staff:drill_schedules": {
            "segment": slug, "widest": "10", "least_days": "21", "depth": "worked", "hours": "2", "thanks": "0", "most": "9",
        },
        "staff:pool_talk_new": {"segment": slug, "talk": "ping", "text_zh": "你好", "text_en": "Hello"},
        "staff:season_new": {
            "name": "Peak", "starts_on": day, "ends_on": day, "percent": "90", "peaks-TOTAL_FORMS": "1",
            "peaks-INITIAL_FORMS": "0", "peaks-0-segment": slug, "peaks-0-seats": "3",
        },
    }  # fmt: skip
    for name, good in asked.items():
        send = browser.get if name == "staff:task_rate" else browser.post
        for field in good:
            for value in untried(FORMS.get(name), good, field):
                answer = send(reverse(name), good | {field: value})
                assert answer.status_code in FINE, (name, field, value, answer.status_code)
        assert send(reverse(name), good).status_code in (200, 302, 409), name


def test_a_ref_of_nobody_is_not_found(world: World) -> None:
    known = arguments(world)
    for name in ROOM:
        if "ref" in known.get(name, {}):
            path, browser = reverse(name, kwargs={"ref": uuid4()}), person(world, name)
            method = browser.get if "GET" in access.ACCESS[name] else browser.post
            assert method(path).status_code == 404, name
    for name in ("staff:segment", "staff:segment_csv"):
        for slug in ("a~b~c~d", "~~~", "%F0%9F%92%A5", "x" * 300, "alpha-skill~fax~cmn~shared"):
            assert person(world, name).get(reverse(name, kwargs={"slug": slug})).status_code == 404, (name, slug)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_of_an_empty_pool_says_so_and_has_a_next_step(world: World, language: str) -> None:
    MatchRow.objects.all().delete()
    alone = [name for name in ROOM if "<" not in PATTERNS[name] and "GET" in access.ACCESS[name]]
    for name in [*alone, *ELSEWHERE]:
        answer = person(world, name).get(reverse(name), headers={"accept-language": language})
        assert answer.status_code == (422 if name == "staff:task_rate_levers" else 200), name
        if answer["Content-Type"].startswith("text/html"):
            main = answer.content.decode().partition("<main")[2]
            assert "<a " in main or "<form" in main, name


@pytest.mark.parametrize(("language", "unknown"), [("en", "unknown"), ("zh-hans", "未知")])
def test_a_segment_nobody_drilled_is_unknown_and_not_zero_wherever_its_rate_stands(
    world: World, language: str, unknown: str
) -> None:
    known = arguments(world)
    Approach.objects.all().delete()
    refresh_rates(at=now())
    pages = ["staff:pool", "staff:segment", "staff:drill_schedules", "staff:season_detail"]
    for name in pages:
        path = reverse(name, kwargs=known.get(name, {}))
        text = person(world, name).get(path, headers={"accept-language": language}).content.decode()
        assert unknown in text.lower(), name


@pytest.mark.parametrize("role", sorted(access.POOL - {"administrator"}))
def test_a_page_offers_its_reader_only_doors_of_the_room_that_she_may_open(world: World, role: str) -> None:
    known, browser = arguments(world), world.browser(role)
    for name in ROOM:
        if name.startswith("staff:") and role in access.ACCESS[name].get("GET", set()):
            text = browser.get(reverse(name, kwargs=known.get(name, {}))).content.decode()
            for method, address in [("GET", a) for a in LINK.findall(text)] + [("POST", a) for a in FORM.findall(text)]:
                door = f"staff:{resolve(address.partition('?')[0]).url_name}"
                if door in access.ACCESS:
                    assert role in access.ACCESS[door].get(method, set()), (name, method, address)
