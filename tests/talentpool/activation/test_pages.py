"""The pages of activation, opened as the people who use them."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from accounts import middleware
from accounts.models import User
from talentpool.activation.actions import refresh_rates, train_acceptance
from talentpool.activation.models import Approach, Drill, MatchRow
from talentpool.activation.segments import Names, Segment
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def segment() -> Segment:
    of = pool.skill(code="refund")
    for _ in range(14):
        pool.ready_agent(AT, of)
    refresh_rates(at=AT)
    return Segment(of.pk, "chat", "cmn", "shared")


def browser(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


@pytest.fixture(autouse=True)
def _with_second_factor(monkeypatch):
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_staff_page_opens_with_an_empty_pool_and_with_a_full_one(segment, language):
    dispatcher = browser(accounts.staff("dispatcher"))
    slug = Names().slug(segment)
    pages = [
        "",
        "drills/",
        "drills/new/",
        "model/",
        "task-rate/",
        "review/",
        "talk/",
        "talk/new/",
        "freshness/",
        "drills/schedules/",
        "rates.csv",
        f"segments/{slug}/",
    ]
    pages += [f"segments/{slug}/people.csv?condition=able", f"segments/{slug}/?day=2&hour=19&condition=able"]
    pages += [f"segments/{slug}/?band=night", "?day=2&measure=available", "?measure=certified"]
    for page in pages:
        answer = dispatcher.get(f"/admin/pool/{page}", headers={"accept-language": language})
        assert answer.status_code == 200, (page, answer.content[:300])
    MatchRow.objects.all().delete()
    for page in pages:
        assert dispatcher.get(f"/admin/pool/{page}").status_code == 200, page
    assert dispatcher.get("/admin/pool/segments/no~such~thing~here/").status_code == 404


def test_a_drill_is_planned_seen_sent_and_taken(segment):
    dispatcher = browser(accounts.staff("dispatcher"))
    slug = Names().slug(segment)
    asked = {"segment": slug, "depth": "worked", "hours": 2, "announced": ""}
    answer = dispatcher.post("/admin/pool/drills/new/", asked)
    drill = Drill.objects.get()
    assert answer.url == f"/admin/pool/drills/{drill.ref}/"
    assert f"Call {drill.sample_size} people now" in dispatcher.get(answer.url).content.decode()
    assert Approach.objects.count() == 0
    dispatcher.post(f"{answer.url}start/")
    row = Approach.objects.order_by("agent_id").first()
    agent = browser(row.agent.user)
    page = f"/agent/drills/{drill.ref}/"
    assert agent.get("/agent/drills/").status_code == 200
    assert "Yes, I could" in agent.get(page).content.decode()
    assert agent.post(f"{page}answer/", {"answer": "yes"}).url == page
    assert "I am ready" in agent.get(page).content.decode()
    agent.post(f"{page}ready/")
    assert "test contact" in agent.get(page).content.decode()
    agent.post(f"{page}contact/", {"choice": 0})
    row.refresh_from_db()
    assert row.depth == "worked"
    assert "Done." in agent.get(page).content.decode()
    assert dispatcher.get(f"/admin/pool/drills/{drill.ref}/").status_code == 200
    stranger = browser(pool.bare_agent(AT).user)
    assert stranger.get(page).status_code == 404
    assert agent.post(f"{page}answer/", {"answer": "yes"}).status_code == 409


def test_the_rates_are_counted_again_when_somebody_asks(segment, monkeypatch):
    woken = []
    monkeypatch.setattr("talentpool.activation.pool_views.wake", woken.append)
    answer = browser(accounts.staff("analyst")).post("/admin/pool/recount/", follow=True)
    assert woken == ["talentpool.activation.jobs.recount"]
    assert "Not counted yet." in answer.content.decode()


def test_bad_input_is_a_form_with_its_errors_and_never_a_crash(segment):
    dispatcher = browser(accounts.staff("dispatcher"))
    for asked in ({}, {"segment": "x"}, {"segment": "a~b~c~d", "depth": "deep", "hours": "NaN", "precision": "-1"}):
        assert dispatcher.post("/admin/pool/drills/new/", asked).status_code == 422
    assert dispatcher.get("/admin/pool/?day=99&kind=%00").status_code in (200, 400)
    assert dispatcher.get("/admin/pool/task-rate/?skill=999&seats=-4&day=nonsense").status_code == 422
    assert Drill.objects.count() == 0


def test_what_if_shows_formula_and_names_and_why_not(segment):
    dispatcher = browser(accounts.staff("dispatcher"))
    train_acceptance(at=AT)
    left_out = pool.bare_agent(AT)
    query = {
        "skill": segment.skill_id, "channel": "chat", "language": "cmn", "day": "2026-03-27", "start": "10:00",
        "hours": "4", "days": "2", "seats": "3", "pay": "40", "agent": left_out.number,
    }  # fmt: skip
    text = dispatcher.get("/admin/pool/task-rate/", query).content.decode()
    assert "Formula:" in text
    assert "A certificate this work needs is missing" in text
    assert text.count('class="n">') > 14


def test_queries_of_the_lists_do_not_grow_with_their_rows(segment, django_assert_max_num_queries):
    """Twenty more segments, and people in them, cost no further query."""
    dispatcher = browser(accounts.staff("dispatcher"))
    slug = Names().slug(segment)
    for number in range(4):
        other = pool.skill(code=f"more-{number}")
        for _ in range(3):
            pool.ready_agent(AT, other, kind="home_based")
    dispatcher.get("/admin/pool/")
    for page, budget in (
        ("", 22),
        (f"segments/{slug}/", 28),
        ("drills/", 18),
        ("review/", 18),
        ("talk/", 16),
        ("freshness/", 20),
        ("model/", 14),
    ):
        with django_assert_max_num_queries(budget):
            dispatcher.get(f"/admin/pool/{page}")
