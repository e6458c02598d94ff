"""An order from its first click to its end, through the actions."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine

from accounts.models import Client, User
from talentpool.activation.models import Hold
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from tasks.orders import actions, errors
from tasks.orders.demand import demand_of
from tasks.orders.models import Order, RateCard, Shift
from tasks.orders.states import OrderState, ShiftState
from tasks.staffing.errors import NothingRequired, ParametersMakeNoSense
from tests.factories import orders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(company: Client, planner: User) -> Order:
    return make.drafted(company, planner)


def test_scenario_presets_service_level_target_and_bonus(company: Client, planner: User) -> None:
    template = make.scenario("emergency")
    order = actions.start_order(client=company, template=template, by=planner)
    assert order.service_level == template.service_level
    assert order.fill_target == template.fill_target
    assert order.bonus_minor == template.bonus_minor
    assert order.number == f"O-{order.pk:06d}"


def test_curve_has_seats_by_both_models_and_shifts_cover_it(order: Order, planner: User) -> None:
    assert order.requirement
    rows = list(order.requirement.intervals.all())
    assert len(rows) == 32
    assert all(row.agents_erlang_a <= row.agents_erlang_c for row in rows)
    actions.quote_order(order=order, by=planner)
    for row in rows:
        there = order.shifts.filter(starts_at__lte=row.starts_at, ends_at__gt=row.starts_at)
        assert sum(shift.seats_asked for shift in there) >= row.seats


def test_shifts_are_two_to_eight_hours_in_activities_of_at_most_three(order: Order, planner: User) -> None:
    actions.quote_order(order=order, by=planner)
    for shift in order.shifts.prefetch_related("activities"):
        assert timedelta(hours=2) <= shift.ends_at - shift.starts_at <= timedelta(hours=8)
        parts = list(shift.activities.all())
        assert parts[0].starts_at == shift.starts_at
        assert parts[-1].ends_at == shift.ends_at
        for part in parts:
            assert part.kind == "break" or part.ends_at - part.starts_at <= timedelta(hours=3)


def test_quote_adds_up_from_its_shifts(order: Order, planner: User) -> None:
    quote = actions.quote_order(order=order, by=planner)
    shifts = list(order.shifts.all())
    minutes = [int((s.ends_at - s.starts_at).total_seconds() // 60) * s.seats_asked for s in shifts]
    assert quote.seats == sum(shift.seats_asked for shift in shifts)
    assert quote.seat_minutes == sum(minutes)
    priced = sum(Decimal(m) * s.price_minor / 60 for m, s in zip(minutes, shifts, strict=True))
    assert quote.price_minor == pytest.approx(float(priced), abs=len(shifts))
    assert 0 <= quote.promised_fill <= 1
    assert 0 <= quote.probability <= 1


def test_with_an_empty_pool_nothing_is_promised_and_a_course_is_the_road(order: Order, planner: User) -> None:
    quote = actions.quote_order(order=order, by=planner)
    assert quote.promised_fill == 0
    assert quote.probability == 0
    assert quote.breakdown["road"] == "course"
    assert quote.lead_hours > 500


def test_submission_freezes_the_seats_and_holds_capacity(order: Order, planner: User) -> None:
    quote = actions.quote_order(order=order, by=planner)
    actions.submit_order(order=order, by=planner)
    order.refresh_from_db()
    assert order.state == OrderState.SUBMITTED
    assert order.seats_asked == quote.seats
    assert Hold.objects.filter(owner=order.ref, state="held").count() == order.shifts.count()
    with pytest.raises(errors.NotEditable):
        actions.position_order(order=order, positioning=make.positioning(), by=planner)


def test_an_order_is_submitted_once(order: Order, planner: User) -> None:
    actions.quote_order(order=order, by=planner)
    actions.submit_order(order=order, by=planner)
    with pytest.raises(errors.NotEditable):
        actions.submit_order(order=order, by=planner)


def test_a_draft_without_quote_cannot_be_submitted(order: Order, planner: User) -> None:
    with pytest.raises(errors.QuoteMissing):
        actions.submit_order(order=order, by=planner)


def test_a_change_makes_the_quote_void(order: Order, planner: User) -> None:
    actions.quote_order(order=order, by=planner)
    actions.position_order(order=order, positioning=make.positioning(title="Later"), by=planner)
    order.refresh_from_db()
    assert order.state == OrderState.DRAFT
    assert order.requirement is None
    assert not order.shifts.exists()


def test_an_old_quote_is_refused(order: Order, planner: User) -> None:
    quote = actions.quote_order(order=order, by=planner)
    type(quote).objects.filter(pk=quote.pk).update(valid_until=now() - timedelta(minutes=1))
    with pytest.raises(errors.QuoteOutdated):
        actions.submit_order(order=order, by=planner)


def test_an_order_whose_first_shift_has_begun_is_refused(order: Order, planner: User) -> None:
    actions.quote_order(order=order, by=planner)
    first = order.shifts.first()
    assert first
    Shift.objects.filter(pk=first.pk).update(starts_at=now() - timedelta(hours=1))
    with pytest.raises(errors.TooLate):
        actions.submit_order(order=order, by=planner)


def test_without_a_rate_card_there_is_no_price(order: Order, planner: User) -> None:
    RateCard.objects.all().delete()
    with pytest.raises(errors.NoRateCard):
        actions.quote_order(order=order, by=planner)


def test_an_order_for_today_plans_nothing_before_anybody_could_come(company: Client, planner: User) -> None:
    make.rate_card(company)
    at = now().replace(hour=3, minute=10, second=0, microsecond=0)  # 11:10 in Shanghai: calls come from 9 to 17
    with time_machine.travel(at - timedelta(days=1), tick=False):
        calls = make.volumes(company, days=2)
    with time_machine.travel(at, tick=False):
        order = actions.start_order(client=company, template=make.scenario("emergency"), by=planner)
        today = at.astimezone(ZoneInfo(order.timezone)).date()
        order = actions.position_order(
            order=order, positioning=make.positioning(starts_on=today, ends_on=today), by=planner
        )
        order = actions.choose_volumes(order=order, volumes=calls, by=planner)
        order = actions.compute_curve(order=order, asked=make.terms(order), by=planner)
        actions.quote_order(order=order, by=planner)
        assert min(shift.starts_at for shift in order.shifts.all()) == at.replace(hour=4, minute=30)
        assert actions.submit_order(order=order, by=planner).state == OrderState.SUBMITTED


def test_past_days_are_refused(order: Order, planner: User) -> None:
    with pytest.raises(errors.DaysPast):
        actions.position_order(
            order=order, positioning=make.positioning(starts_on=(now() - timedelta(days=2)).date()), by=planner
        )


def test_own_roster_is_taken_off_and_never_makes_seats_negative(order: Order, planner: User) -> None:
    everywhere = {f"{hour:02d}:{minute:02d}": 3 for hour in range(24) for minute in (0, 15, 30, 45)}
    assert order.requirement
    before = {row.starts_at: row.seats for row in order.requirement.intervals.all()}
    order = actions.compute_curve(order=order, asked=make.terms(order, own_roster=everywhere), by=planner)
    assert order.requirement
    for row in order.requirement.intervals.all():
        assert row.seats == max(0, before[row.starts_at] - 3)
    many = dict.fromkeys(everywhere, 500)
    order = actions.compute_curve(order=order, asked=make.terms(order, own_roster=many), by=planner)
    with pytest.raises(errors.NoSeats):
        actions.quote_order(order=order, by=planner)


@pytest.mark.parametrize(
    "wrong", [{"target_share": 1.0}, {"target_s": -1}, {"shrinkage": Decimal("0.95")}, {"own_roster": {"9": 1}}]
)
def test_terms_that_make_no_sense_are_refused(order: Order, planner: User, wrong: dict[str, object]) -> None:
    with pytest.raises(ParametersMakeNoSense):
        actions.compute_curve(order=order, asked=make.terms(order, **wrong), by=planner)


def test_days_without_calls_need_no_seat_and_say_so(company: Client, planner: User) -> None:
    order = actions.start_order(client=company, template=make.scenario(), by=planner)
    later = (now() + timedelta(days=30)).date()
    order = actions.position_order(
        order=order, positioning=make.positioning(starts_on=later, ends_on=later), by=planner
    )
    order = actions.choose_volumes(order=order, volumes=make.volumes(company, days=1), by=planner)
    weekday_apart = (later - (now() + timedelta(days=1)).date()).days % 7
    assert weekday_apart
    with pytest.raises(NothingRequired):
        actions.compute_curve(order=order, asked=make.terms(order), by=planner)


def test_demand_carries_every_shift_and_leaves_out_its_own_hold(order: Order, planner: User) -> None:
    actions.quote_order(order=order, by=planner)
    demand = demand_of(order)
    assert [slot.ref for slot in demand.slots] == [str(shift.ref) for shift in order.shifts.all()]
    assert demand.exclude_holds_of == str(order.ref)


def test_cancelling_frees_capacity_and_cancels_what_has_not_begun(order: Order, planner: User) -> None:
    actions.quote_order(order=order, by=planner)
    actions.submit_order(order=order, by=planner)
    actions.start_staffing(order=order, by=None)
    assert set(order.shifts.values_list("state", flat=True)) == {ShiftState.OPEN}
    actions.cancel_order(order=order, by=planner, reason="The sale is off.")
    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED
    assert order.cancel_reason == "The sale is off."
    assert not Hold.objects.filter(owner=order.ref, state="held").exists()
    assert set(order.shifts.values_list("state", flat=True)) == {ShiftState.CANCELLED}
    with pytest.raises(WrongState):
        actions.start_staffing(order=order, by=None)


def test_nights_cost_more_and_the_bonus_reaches_pay_and_price(company: Client, planner: User) -> None:
    order = make.drafted(company, planner, bonus_minor=500)
    actions.quote_order(order=order, by=planner)
    day = order.shifts.first()
    assert day
    assert (day.pay_minor, day.price_minor) == (4500, 6500)


def test_alternatives_are_found_on_demand_and_a_bonus_can_be_taken(order: Order, planner: User) -> None:
    before = actions.quote_order(order=order, by=planner)
    found = actions.find_alternatives(order=order, by=planner).alternatives
    assert [one["code"] for one in found] == ["bonus", "later"]  # nobody is in the pool, so no shift is sure
    after = actions.take_alternative(order=order, code="bonus", by=planner)
    order.refresh_from_db()
    assert order.bonus_minor == found[0]["bonus_minor"]
    assert after.version == before.version + 1
    assert after.price_minor == pytest.approx(found[0]["price_minor"], abs=order.shifts.count())


def test_shifts_at_risk_can_be_left_out(order: Order, planner: User) -> None:
    quote = actions.quote_order(order=order, by=planner)
    kept, *at_risk = [str(shift.ref) for shift in order.shifts.all()]
    quote.breakdown["slots"][kept] = [1.0, 1.0]
    quote.save(update_fields=["breakdown"])
    found = actions.find_alternatives(order=order, by=planner).alternatives
    assert found[1]["shifts"] == sorted(at_risk)
    after = actions.take_alternative(order=order, code="leave_out", by=planner)
    assert after.seats == quote.seats - found[1]["seats_less"]
    assert [str(shift.ref) for shift in order.shifts.all()] == [kept]


def test_an_alternative_nobody_proposed_cannot_be_taken(order: Order, planner: User) -> None:
    actions.quote_order(order=order, by=planner)
    with pytest.raises(errors.QuoteMissing):
        actions.take_alternative(order=order, code="bonus", by=planner)
