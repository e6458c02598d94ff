"""A quote answers at once; the better plan follows, and nobody pays a price she was not shown."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client as Browser

from accounts.models import Client, User
from talentpool.activation.task_rate import rate_demand
from talentpool.kernel.clock import now
from tasks.orders import actions, errors
from tasks.orders.actions import quoting
from tasks.orders.demand import demand_of
from tasks.orders.models import Order, RateCard, ServiceLevel
from tasks.orders.states import QuotePlan
from tasks.staffing.models import VolumeSet
from tasks.staffing.rules.planning import Patience
from tests.factories import activation as pool
from tests.factories import orders as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 3, 30, tzinfo=UTC)
WORK = Patience(seconds=60, effort=2)  # the same plan on any machine, however busy


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def two_channels(company: Client, planner: User) -> Order:
    """Calls and a few chats: small lines, which cost more apart than together."""
    make.rate_card(company)
    make.rate_card(company, channel="chat")
    chat = ServiceLevel.objects.get(code="chat-85-30")
    tomorrow = make.positioning().starts_on
    order = actions.start_order(client=company, template=make.scenario(), by=planner)
    order = actions.position_order(order=order, positioning=make.positioning(ends_on=tomorrow, also=[chat]), by=planner)
    for channel, offered in (("call", 14.0), ("chat", 9.0)):
        chosen = make.volumes(company, days=1, offered=offered, channel=channel, name=channel)
        order = actions.choose_volumes(order=order, volumes=_uneven(chosen, channel), by=planner)
        order = actions.compute_curve(order=order, asked=make.terms(order), by=planner, channel=channel)
    return order


def _uneven(volumes: VolumeSet, channel: str) -> VolumeSet:
    """Calls in the first, chats in the last five hours."""
    late = list(volumes.intervals.order_by("starts_at").values_list("pk", flat=True))
    volumes.intervals.filter(pk__in=late[11:] if channel == "call" else late[:5]).update(offered=0)
    return volumes


def test_a_small_order_on_one_channel_has_its_final_quote_at_once(company: Client, planner: User) -> None:
    quote = actions.quote_order(order=make.drafted(company, planner), by=planner)
    assert (quote.plan, quote.gap) == (QuotePlan.FINAL, 0)
    assert actions.settle_quote(quote=quote) is None


def test_the_better_plan_is_a_new_version_that_costs_less(two_channels: Order, planner: User) -> None:
    quick = actions.quote_order(order=two_channels, by=planner)
    assert quick.plan == QuotePlan.QUICK
    assert 0 < quick.gap < 1
    better = actions.settle_quote(quote=quick, patience=WORK)
    assert better
    assert (better.version, better.plan) == (2, QuotePlan.FINAL)
    assert better.seat_minutes < quick.seat_minutes
    assert better.price_minor < quick.price_minor
    assert better.gap < quick.gap
    asked = sum(shift.seats_asked for shift in two_channels.shifts.all())
    assert asked == better.seats
    quick.refresh_from_db()
    assert quick.stretches_done == quick.stretches == 1


def test_the_price_accepted_is_the_one_that_was_shown(two_channels: Order, planner: User) -> None:
    shown = actions.quote_order(order=two_channels, by=planner)
    assert actions.settle_quote(quote=shown, patience=WORK)
    with pytest.raises(errors.QuoteReplaced):
        actions.submit_order(order=two_channels, by=planner, version=shown.version)
    order = actions.submit_order(order=two_channels, by=planner, version=2)
    assert order.quotes.get(accepted_at__isnull=False).version == 2


def test_what_was_submitted_or_worked_with_meanwhile_is_left_alone(two_channels: Order, planner: User) -> None:
    quick = actions.quote_order(order=two_channels, by=planner)
    quick.alternatives = [{"code": "later"}]
    quick.save(update_fields=["alternatives"])
    assert actions.settle_quote(quote=quick, patience=WORK) is None
    quick.alternatives = []
    quick.save(update_fields=["alternatives"])
    actions.submit_order(order=two_channels, by=planner, version=1)
    assert actions.settle_quote(quote=quick, patience=WORK) is None
    assert two_channels.quotes.count() == 1


def test_an_owner_who_was_asked_is_asked_about_the_better_plan(two_channels: Order, planner: User) -> None:
    quick = actions.quote_order(order=two_channels, by=planner)
    actions.ask_owner(order=two_channels, by=planner)
    better = actions.settle_quote(quote=quick, patience=WORK)
    assert better
    assert better.asked_by == planner


def test_a_first_answer_promises_at_most_what_everybody_together_would(
    company: Client, planner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(40):
        pool.ready_agent(now(), make.skill(), channel="call")
    monkeypatch.setattr(quoting, "FEW_SHIFTS", 0)
    monkeypatch.setattr(quoting, "QUICK_QUESTIONS", 1)
    monkeypatch.setattr(quoting, "LEAST_PEOPLE", 10)
    order = make.drafted(company, planner)
    quick = actions.quote_order(order=order, by=planner)
    assert quick.plan == QuotePlan.QUICK
    assert quick.breakdown["at_least"]
    whole = rate_demand(demand_of(order))
    assert quick.promised_fill <= whole.promised_fill + 0.02
    settled = actions.settle_quote(quote=quick, patience=WORK)
    assert settled
    assert (settled.version, settled.plan, settled.price_minor) == (1, QuotePlan.FINAL, quick.price_minor)
    assert settled.promised_fill == pytest.approx(whole.promised_fill, abs=0.02)


def test_the_page_shows_how_far_the_search_is_and_then_comes_anew(two_channels: Order, planner: User) -> None:
    browser = Browser(headers={"accept-language": "en"})
    browser.force_login(planner)
    at = f"/client/orders/{two_channels.ref}/quote/"
    quick = actions.quote_order(order=two_channels, by=planner)
    assert "a better plan is being looked for" in browser.get(at).content.decode()
    assert browser.get(f"{at}progress/").status_code == 200
    actions.settle_quote(quote=quick, patience=WORK)
    assert browser.get(f"{at}progress/").headers["HX-Refresh"] == "true"
    page = browser.get(at).content.decode()
    assert "a better plan is being looked for" not in page
    assert "Versions compared" in page


def test_a_hub_with_too_few_seats_is_refused_in_words(two_channels: Order, planner: User) -> None:
    Order.objects.filter(pk=two_channels.pk).update(hub_required=True, hub_seats=1)
    with pytest.raises(errors.HubTooSmall):
        actions.quote_order(order=two_channels, by=planner)
    assert RateCard.objects.filter(client=two_channels.client).count() == 2
