"""Around an order: what is fit to be ordered, the launch, contingency plans, more seats, and what is said afterwards."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.test import Client as Browser

from accounts.models import Client, User
from talentpool.agents.models import ClientPreference
from talentpool.kernel.clock import now
from talentpool.messaging.models import Message
from tasks.dispatch.actions import scale_shift, what_if
from tasks.dispatch.models import FillPlan, Seat, Wave
from tasks.orders import actions, errors, jobs
from tasks.orders.agreed import CancellationStep, cancellation_minor, cancellation_steps
from tasks.orders.models import ContactType, ContingencyPlan, Order, RateCard, WorkReview
from tasks.orders.wizard import versions_of
from tests.factories import accounts as people
from tests.factories import dispatch as seats
from tests.factories import orders as make
from tests.tasks.attendance.access import a_day_that_is_over
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(company: Client) -> User:
    return people.member(company, "owner", language="en")


def browser_of(user: User) -> Browser:
    browser = Browser(headers={"accept-language": "en"})
    browser.force_login(user)
    return browser


@pytest.fixture
def door(planner: User) -> Browser:
    return browser_of(planner)


def test_only_kinds_that_are_fit_and_wanted_are_ordered(company: Client, planner: User) -> None:
    whole = make.drafted(company, planner)
    make.contact_type(company, planner, "Where is my parcel", volume=60)
    make.contact_type(company, planner, "Fraud", volume=25, sensitivity=3)
    make.contact_type(company, planner, "Store visits", volume=15, remote_fit=False)
    order = actions.compute_curve(order=whole, asked=make.terms(whole), by=planner)
    assert order.requirement
    assert whole.requirement
    assert order.requirement.volume_share == pytest.approx(0.6)
    before = sum(row.offered for row in whole.requirement.intervals.all())
    assert sum(row.offered for row in order.requirement.intervals.all()) == pytest.approx(0.6 * before)


def test_an_order_with_nothing_fit_is_refused(company: Client, planner: User) -> None:
    order = make.drafted(company, planner)
    make.contact_type(company, planner, "Fraud", volume=100, sensitivity=3)
    with pytest.raises(errors.NothingFit):
        actions.compute_curve(order=order, asked=make.terms(order), by=planner)


def test_kinds_are_added_changed_and_forgotten_through_their_page(door: Browser, company: Client) -> None:
    given = {
        "name": "Refunds",
        "channel": "call",
        "volume": "40",
        "difficulty": 2,
        "sensitivity": 1,
        "remote_fit": "on",
    }
    assert door.post("/client/contact-types/add/", given).status_code == 302
    one = ContactType.objects.get(client=company)
    page = door.get("/client/contact-types/").content.decode()
    assert "Refunds" in page
    assert "kept in your house" in page
    door.post(f"/client/contact-types/{one.ref}/", {**given, "ordered": "on", "volume": "70"})
    one.refresh_from_db()
    assert (one.volume_share, one.ordered) == (0.7, True)
    assert door.post("/client/contact-types/add/", {**given, "volume": "170"}).status_code == 422
    door.post(f"/client/contact-types/{one.ref}/", {"drop": "1"})
    assert not ContactType.objects.exists()


def test_a_quote_says_its_terms_and_a_price_for_each_contact(company: Client, planner: User) -> None:
    order = make.drafted(company, planner)
    plain = actions.quote_order(order=order, by=planner)
    make_card = {"price_minor": 6000, "pay_minor": 4000, "contact_minor": 50, "effective_from": now()}
    RateCard.objects.create(client=company, channel="call", **make_card)
    quote = actions.quote_order(order=order, by=planner)
    assert order.requirement
    contacts = sum(row.offered for row in order.requirement.intervals.all())
    assert quote.price_minor - plain.price_minor == round(50 * contacts)
    assert quote.terms["night_factor"] == 1.25
    assert quote.terms["cancellation"] == [{"hours": 2.0, "share": 1.0}, {"hours": 24.0, "share": 0.5}]
    assert [one["quote"].version for one in versions_of(order)] == [2, 1]


@pytest.mark.parametrize(("hours", "share"), [(1, 1.0), (2, 0.5), (23.9, 0.5), (24, 0), (48, 0)])
def test_a_late_cancellation_costs_by_its_notice(hours: float, share: float) -> None:
    steps = [CancellationStep(2, 1.0), CancellationStep(24, 0.5)]
    assert cancellation_minor(price_minor=1000, notice=timedelta(hours=hours), steps=steps) == int(1000 * share)


def test_billing_says_the_steps_that_quotes_state() -> None:
    assert [(step.hours, Decimal(str(step.share))) for step in cancellation_steps()] == [(2, 1), (24, Decimal("0.5"))]


def test_a_planner_asks_and_an_owner_accepts(company: Client, planner: User, owner: User) -> None:
    order = make.drafted(company, planner)
    actions.quote_order(order=order, by=planner)
    mine, hers = browser_of(planner), browser_of(owner)
    assert "Ask an owner to accept" in mine.get(f"/client/orders/{order.ref}/quote/").content.decode()
    assert mine.post(f"/client/orders/{order.ref}/submit/").status_code == 403
    for _ in range(2):
        assert mine.post(f"/client/orders/{order.ref}/ask/").status_code == 302
    assert Message.objects.filter(user=owner, topic="order.accept").count() == 1
    assert hers.post(f"/client/orders/{order.ref}/submit/").status_code in (302, 403)  # 403: her second factor first


def test_a_submitted_order_has_a_launch_with_tasks_on_both_sides_before_its_first_shift(
    company: Client, planner: User, door: Browser
) -> None:
    order = make.launched(company, planner)
    tasks = list(order.launch.tasks.all())
    assert order.launch.road == "cold"
    assert {task.side for task in tasks} == {"client", "platform"}
    assert {task.stage for task in tasks} == {"design", "process", "training", "incentives"}
    first = order.shifts.order_by("starts_at")[0].starts_at
    assert all(order.launch.starts_at < task.due_at <= first for task in tasks)
    ours = next(task for task in tasks if task.side == "client")
    theirs = next(task for task in tasks if task.side == "platform")
    door.post(f"/client/launch/tasks/{ours.ref}/", {"take": "1"})
    door.post(f"/client/launch/tasks/{ours.ref}/")
    assert door.post(f"/client/launch/tasks/{theirs.ref}/").status_code == 404
    ours.refresh_from_db()
    assert ours.owner == planner
    assert ours.done_at
    door.post(f"/client/orders/{order.ref}/launch/risks/", {"text": "No VPN", "level": "high", "answer": "Order it"})
    page = door.get(f"/client/orders/{order.ref}/launch/").content.decode()
    assert "No VPN" in page
    door.post(f"/client/launch/risks/{order.launch.risks.get().ref}/close/")
    assert order.launch.risks.get().closed_at


def test_setting_a_plan_off_calls_the_tree_and_the_last_answer_ends_the_run(company: Client, planner: User) -> None:
    plan = make.contingency(company, planner)
    assert jobs.call_trees() == 1
    assert jobs.call_trees() == 0
    assert "No network" in mail.outbox[0].body
    run = plan.runs.get()
    step = run.steps.get()
    assert step.state == "called"
    visitor = Browser(headers={"accept-language": "en"})
    assert "exercise" in visitor.get(f"/calls/{step.token}/").content.decode()
    for _ in range(2):
        visitor.post(f"/calls/{step.token}/")
    run.refresh_from_db()
    assert run.ended_at
    assert visitor.get("/calls/guessed/").status_code == 404


def test_a_plan_that_runs_cant_be_set_off_again(company: Client, planner: User) -> None:
    plan = make.contingency(company, planner)
    with pytest.raises(errors.NotNow):
        actions.set_off(plan=plan, exercise=True, by=planner)
    actions.end_run(run=plan.runs.get(), by=planner)
    actions.set_off(plan=plan, exercise=True, by=planner)
    assert plan.runs.count() == 2


def test_in_earnest_an_emergency_order_begins_with_the_plan(company: Client, planner: User, door: Browser) -> None:
    plan = make.contingency(company, planner)
    actions.end_run(run=plan.runs.get(), by=planner)
    answer = door.post(f"/client/contingency/{plan.ref}/set-off/", {"earnest": "1"})
    order = Order.objects.get(client=company)
    assert answer["Location"].endswith(f"/orders/{order.ref}/volumes/")
    assert (order.scenario, order.title, order.skill) == ("emergency", plan.title, plan.skill)
    assert plan.runs.order_by("-started_at")[0].order_ref == order.ref


def test_a_plan_is_written_and_changed_through_its_pages(door: Browser, company: Client) -> None:
    make.rate_card(company)
    given = {
        "title": "Typhoon", "trigger": "Red signal", "skill": make.skill().pk, "channel": "call",
        "language": make.language().pk, "within_minutes": 60, "hours": 8, "own": 5, "outsourced": 0, "shared": 3,
        "home": 2, "call_tree": "15 | Wang Wei | w@example.com\n0 | Li Na | l@example.com",
    }  # fmt: skip
    assert door.post("/client/contingency/new/", given).status_code == 302
    plan = ContingencyPlan.objects.get()
    assert (plan.seats, [step["who"] for step in plan.call_tree]) == (10, ["Li Na", "Wang Wei"])
    page = door.get(f"/client/contingency/{plan.ref}/").content.decode()
    assert "The pool could promise now" in page
    door.post(f"/client/contingency/{plan.ref}/edit/", {**given, "own": 8})
    plan.refresh_from_db()
    assert (plan.version, plan.seats) == (2, 13)
    assert "Typhoon" in door.get("/client/contingency/").content.decode()
    for wrong in ({"call_tree": "soon | Li Na | l@example.com"}, {"own": 0, "shared": 0, "home": 0}):
        assert door.post("/client/contingency/new/", {**given, **wrong}).status_code == 422


@pytest.fixture
def running(company: Client) -> Any:
    order = seats.an_order(company)
    return seats.a_shift(order=order, seats=3)


def test_more_seats_are_asked_for_at_once_and_their_price_was_said(running: Any, planner: User, door: Browser) -> None:
    FillPlan.objects.create(order=running.order, seed=1, state="confirmed")
    then = what_if(shift=running, seats=5, at=now())
    minutes = (running.ends_at - running.starts_at).total_seconds() / 60
    assert then.price_minor == pytest.approx(2 * running.price_minor * minutes / 60)
    assert "Costs more" in door.get(f"/client/shifts/{running.ref}/seats/?seats=5").content.decode()
    assert door.post(f"/client/shifts/{running.ref}/seats/", {"seats": 5}).status_code == 302
    running.refresh_from_db()
    assert running.seats_asked == 5
    assert Seat.objects.filter(shift=running).count() == 5
    assert Wave.objects.filter(shift=running, cause="extra").exists()


def test_fewer_seats_go_and_who_holds_one_keeps_it(running: Any, planner: User, world: World) -> None:
    held = Seat.objects.filter(shift=running)[0]
    Seat.objects.filter(pk=held.pk).update(holder=world.agent)
    scale_shift(shift=running, seats=1, by=planner)
    assert [seat.holder for seat in Seat.objects.filter(shift=running)] == [world.agent]
    with pytest.raises(errors.NotScalable):
        scale_shift(shift=running, seats=1, by=planner)
    with pytest.raises(errors.NotScalable):
        scale_shift(shift=running, seats=100_000, by=planner)


def test_hours_are_approved_rated_and_disputed_and_the_report_reads_against_the_promise(world: World) -> None:
    order = make.launched(world.client, world.users["planner"])
    day = a_day_that_is_over(world, order)
    door = browser_of(world.users["planner"])
    page = door.get(f"/client/orders/{order.ref}/after/", headers={"accept-language": "en"}).content.decode()
    assert "Alias-Alpha" in page
    door.post(f"/client/orders/{order.ref}/after/approve/")
    assert WorkReview.objects.get().hours == "approved"
    said = {
        "hours": "disputed",
        "rating": 4,
        "note": "left early",
        "complaint": "Left early",
        "preference": "favourite",
    }
    assert door.post(f"/client/work/{day.ref}/", said).status_code == 302
    review = WorkReview.objects.get()
    assert (review.hours, review.rating, review.complaint) == ("disputed", 4, "Left early")
    assert ClientPreference.objects.get(agent=world.agent, client=world.client).kind == "favourite"
    door.post(f"/client/orders/{order.ref}/after/approve/")
    assert WorkReview.objects.get().hours == "disputed"
    door.post(f"/client/work/{day.ref}/", {**said, "preference": ""})
    assert not ClientPreference.objects.exists()
    report = door.get(f"/client/orders/{order.ref}/report.csv").content.decode()
    assert report.splitlines()[0].endswith("service_level_with_those_who_worked")
    assert len(report.splitlines()) > 20


def test_the_wall_is_the_board_without_its_bar(world: World) -> None:
    order = make.launched(world.client, world.users["planner"])
    page = browser_of(world.users["viewer"]).get(f"/client/orders/{order.ref}/wall/").content.decode()
    assert 'class="bar"' not in page
    assert f"/client/orders/{order.ref}/wall/?day=" in page
