"""The agent's and the dispatcher's pages: what they say, what a tap does, and how many queries they take."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from tasks.dispatch import actions
from tasks.dispatch.models import Assignment, Offer, Standby
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db
Budget = Callable[..., Any]


@pytest.fixture
def agent() -> Agent:
    return make.at_home()


@pytest.fixture
def phone(agent: Agent) -> Browser:
    browser = Browser(headers={"accept-language": "en"})
    browser.force_login(agent.user)
    return browser


@pytest.fixture
def desk(settings: Any) -> Browser:
    user = make.a_user(is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="dispatcher")[0])
    return _logged_in(user, settings)


def _logged_in(user: User, settings: Any) -> Browser:
    """Past the second factor, which has tests of its own."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "SecondFactor" not in one]
    browser = Browser(headers={"accept-language": "en"})
    browser.force_login(user)
    return browser


def test_an_offer_card_says_pay_rate_time_reasons_expiry_and_the_rule_for_cancelling(
    phone: Browser, agent: Agent
) -> None:
    why = [{"code": "free", "en": "you set yourself free at that time", "zh-hans": "你那时有空"}]
    make.an_offer(make.a_shift(hours=2.5), agent, why=why)
    page = phone.get("/agent/offers/").content.decode()
    for words in (
        "¥112.50",
        "¥45.00",
        "2.5",
        "you set yourself free",
        "countdown",
        "Free to undo for 5 minutes",
        "Refunds",
    ):
        assert words in page
    assert len(page.encode()) < 60_000


def test_from_the_messages_link_to_accepted_in_two_taps(phone: Browser, agent: Agent) -> None:
    offer = make.an_offer(make.a_shift(), agent)
    assert reverse("agent:offer_accept", args=[offer.ref]) in phone.get(f"/agent/offers/{offer.ref}/").content.decode()
    answer = phone.post(f"/agent/offers/{offer.ref}/accept/")
    held = Assignment.objects.get(offer=offer)
    assert answer.headers["Location"] == f"/agent/assignments/{held.ref}/"
    page = phone.get(answer.headers["Location"]).content.decode()
    assert reverse("agent:assignment_undo", args=[held.ref]) in page


def test_a_double_tap_yields_one_assignment(phone: Browser, agent: Agent) -> None:
    offer = make.an_offer(make.a_shift(seats=2), agent)
    places = {phone.post(f"/agent/offers/{offer.ref}/accept/").headers["Location"] for _tap in range(2)}
    assert len(places) == 1
    assert Assignment.objects.count() == 1


def test_the_late_one_sees_just_filled_and_real_alternatives(phone: Browser, agent: Agent) -> None:
    shift = make.a_shift(seats=1)
    offer, other = make.an_offer(shift, agent), make.an_agent()
    actions.accept_offer(offer=make.an_offer(shift, other), by=other.user)
    instead = make.an_offer(make.a_shift(order=shift.order, starts_at=make.moment(days=4)), agent)
    answer = phone.post(f"/agent/offers/{offer.ref}/accept/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Just filled" in page
    assert reverse("agent:offer_accept", args=[instead.ref]) in page
    assert reverse("agent:standby_join", args=[shift.ref]) in page


def test_undo_decline_and_the_draw_work_by_plain_forms(phone: Browser, agent: Agent) -> None:
    offer = make.an_offer(make.a_shift(), agent)
    phone.post(f"/agent/offers/{offer.ref}/accept/")
    phone.post(f"/agent/assignments/{Assignment.objects.get().ref}/undo/")
    assert Assignment.objects.get().state == "undone"
    second = make.an_offer(make.a_shift(starts_at=make.moment(days=4)), agent)
    assert phone.post(f"/agent/offers/{second.ref}/decline/").status_code == 302
    third = make.an_offer(make.a_shift(), agent, lottery_until=now() + timedelta(minutes=20))
    phone.post(f"/agent/offers/{third.ref}/accept/")
    assert "You are in the draw" in phone.get(f"/agent/offers/{third.ref}/").content.decode()
    states = dict(Offer.objects.values_list("pk", "state"))
    assert (states[second.pk], states[third.pk]) == ("declined", "entered")


def test_offers_of_others_are_not_there(phone: Browser) -> None:
    other = make.an_agent()
    offer = make.an_offer(make.a_shift(), other)
    held = Assignment.objects.get(ref=actions.accept_offer(offer=offer, by=other.user).assignment)
    assert phone.get(f"/agent/offers/{offer.ref}/").status_code == 404
    assert phone.post(f"/agent/offers/{offer.ref}/accept/").status_code == 404
    assert phone.post(f"/agent/assignments/{held.ref}/undo/").status_code == 404
    assert phone.get(f"/agent/assignments/{held.ref}/release/").status_code == 404


def test_release_shows_the_consequence_before_anything_happens(phone: Browser, agent: Agent) -> None:
    soon, later = make.a_shift(starts_at=now() + timedelta(hours=6)), make.a_shift(starts_at=make.moment(days=5))
    late, early = (
        Assignment.objects.get(ref=actions.accept_offer(offer=make.an_offer(shift, agent), by=agent.user).assignment)
        for shift in (soon, later)
    )
    assert "you stay bound to come" in phone.get(f"/agent/assignments/{late.ref}/release/").content.decode()
    assert "It is over at once" in phone.get(f"/agent/assignments/{early.ref}/release/").content.decode()
    assert Assignment.objects.filter(state="held").count() == 2
    phone.post(f"/agent/assignments/{late.ref}/release/")
    phone.post(f"/agent/assignments/{early.ref}/release/")
    assert sorted(Assignment.objects.values_list("state", flat=True)) == ["released", "seeking"]


def test_standby_has_a_place_pay_and_a_way_out(phone: Browser, agent: Agent) -> None:
    shift = make.a_shift(hours=4)
    place = phone.post(f"/agent/shifts/{shift.ref}/standby/").headers["Location"]
    page = phone.get(place).content.decode()
    assert "¥36.00" in page  # a fifth of 4 h × ¥45
    phone.post(f"/agent/standby/{Standby.objects.get().ref}/leave/")
    assert Standby.objects.get().state == "left"


def test_the_schedule_and_its_calendar_file(phone: Browser, agent: Agent) -> None:
    shift = make.a_shift()
    actions.accept_offer(offer=make.an_offer(shift, agent), by=agent.user)
    assert "Evening peak" in phone.get("/agent/schedule/").content.decode()
    calendar = phone.get("/agent/schedule.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert f"{shift.starts_at:%Y%m%dT%H%M%SZ}" in calendar


def test_why_not_me_names_the_rule(phone: Browser, agent: Agent) -> None:
    make.a_shift()
    assert "Not free at that time" in phone.get("/agent/offers/not-offered/").content.decode()


def test_why_not_me_says_one_reason_once_for_all_shifts_of_an_order(phone: Browser, agent: Agent) -> None:
    order = make.a_shift().order
    make.a_shift(order=order, starts_at=make.moment(days=3))
    page = phone.get("/agent/offers/not-offered/").content.decode()
    assert (page.count("Not free at that time"), page.count("<article")) == (1, 1)


def test_the_offers_page_takes_as_many_queries_for_one_as_for_twelve(
    phone: Browser, agent: Agent, django_assert_max_num_queries: Budget
) -> None:
    for days in range(12):
        make.an_offer(make.a_shift(starts_at=make.moment(days=days + 2)), agent)
    with django_assert_max_num_queries(14):
        assert phone.get("/agent/offers/").content.decode().count("<article") == 12


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_agent_page_opens_in_both_languages(phone: Browser, agent: Agent, language: str) -> None:
    shift = make.a_shift(seats=2)
    offer = make.an_offer(shift, agent)
    standby = actions.join_standby(shift=make.a_shift(starts_at=make.moment(days=4)), agent=agent, by=agent.user)
    held = actions.accept_offer(offer=offer, by=agent.user).assignment
    pages = ["offers/", f"offers/{offer.ref}/", "schedule/", f"assignments/{held}/", f"assignments/{held}/release/"]
    for page in [*pages, f"standby/{standby.ref}/", "offers/not-offered/"]:
        assert phone.get(f"/agent/{page}", headers={"accept-language": language}).status_code == 200, page


def test_the_dispatcher_proposes_confirms_and_sends_another_wave(desk: Browser) -> None:
    order = make.an_order(state="submitted")
    make.a_shift(order=order, seats=2, state="planned")
    address = f"/admin/dispatch/plans/{order.ref}/"
    assert "No plan was proposed yet" in desk.get(address).content.decode()
    desk.post(f"{address}propose/")
    assert "reached with the people there are" in desk.get(address).content.decode()
    assert order.title in desk.get("/admin/dispatch/").content.decode()
    desk.post(f"{address}confirm/")
    desk.post(f"{address}wave/")
    page = desk.get(address).content.decode()
    assert "Another wave" in page
    assert order.fill_plan.waves.count() == 2
    assert desk.get(f"/admin/dispatch/waves/{order.fill_plan.waves.first().ref}/").status_code == 200
    assert "2 of 2 seats missing" in desk.get("/admin/dispatch/").content.decode()


def test_the_cockpit_takes_as_many_queries_for_one_order_as_for_six(
    desk: Browser, django_assert_max_num_queries: Budget
) -> None:
    for _number in range(6):
        make.a_shift(order=make.an_order(), starts_at=now() + timedelta(hours=1))
    with django_assert_max_num_queries(32):
        assert desk.get("/admin/dispatch/").status_code == 200


def test_desks_that_ask_in_the_same_second_share_one_look_and_who_acted_sees_her_own(
    desk: Browser, settings: Any, django_assert_max_num_queries: Budget
) -> None:
    settings.LOOK_SECONDS = 60
    desk.get("/admin/dispatch/")
    order = make.an_order(state="submitted")
    make.a_shift(order=order, seats=2, state="planned")
    with django_assert_max_num_queries(10):
        assert order.title not in desk.get("/admin/dispatch/", headers={"hx-request": "true"}).content.decode()
    for step in ("propose", "confirm"):
        desk.post(f"/admin/dispatch/plans/{order.ref}/{step}/")
    assert "2 of 2 seats missing" in desk.get("/admin/dispatch/").content.decode()
