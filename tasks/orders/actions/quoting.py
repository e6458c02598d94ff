"""From a curve to shifts, from shifts to a quote, from a quote to a submitted order."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from talentpool.activation.actions import hold_capacity
from talentpool.activation.task_rate import TaskRate, rate_demand
from talentpool.agents.models import Skill
from talentpool.kernel.clock import now
from talentpool.messaging.actions import publish
from tasks.orders import rules
from tasks.orders.actions.drafting import _editable
from tasks.orders.demand import demand_of
from tasks.orders.errors import NoRateCard, NoSeats, NotComplete, QuoteMissing, QuoteOutdated, TooLate
from tasks.orders.models import Order, Quote, RateCard, ScenarioTemplate, Shift, ShiftActivity
from tasks.orders.states import ORDER, ActivityKind, OrderState
from tasks.staffing.rules.shifts import Block, build_shifts, stretches

QUOTE_HOLDS = timedelta(hours=24)
LENGTHS = (120, 180, 240, 300, 360, 480)
BONUS_TRIED_SHARE = 0.15
SURE_ENOUGH = 0.8  # shifts filled less surely are those an order could do without
OFFER_HOURS, COURSE_HOURS = 24.0, 28 * 24.0


@transaction.atomic
def quote_order(*, order: Order, by: User) -> Quote:
    """Build the shifts and say what can be promised for them, at which price, from when on."""
    order = _editable(order)
    template = ScenarioTemplate.objects.get(scenario=order.scenario)
    return _quote(order, _build(order, template, _complete(order)), template)


def _quote(order: Order, shifts: list[Shift], template: ScenarioTemplate) -> Quote:
    rate = rate_demand(demand_of(order, shifts))
    lead = _lead(order, template, rate)
    at = now()
    quote = Quote.objects.create(
        order=order,
        version=order.quotes.count() + 1,
        seats=sum(shift.seats_asked for shift in shifts),
        seat_minutes=sum(_minutes(shift) * shift.seats_asked for shift in shifts),
        promised_fill=rate.promised_fill,
        probability=rate.probability,
        price_minor=sum(_price(shift) for shift in shifts),
        currency=shifts[0].currency,
        lead_hours=lead.hours,
        breakdown={
            "road": lead.road,
            "qualified": rate.qualified,
            "willing": rate.willing,
            "eligible": rate.eligible,
            "slots": {slot.ref: [slot.promised_fill, slot.probability] for slot in rate.slots},
        },
        computed_at=at,
        valid_until=at + QUOTE_HOLDS,
    )
    if order.state == OrderState.DRAFT:
        ORDER.move(order, OrderState.QUOTED)
    return quote


@transaction.atomic
def find_alternatives(*, order: Order, by: User) -> Quote:
    """Rate what would help where not every seat can be promised, and keep it with the latest quote."""
    order = _editable(order)
    quote = order.quotes.order_by("-version").first()
    if quote is None or order.state != OrderState.QUOTED:
        raise QuoteMissing
    quote.alternatives = _alternatives(order, list(order.shifts.all()), quote)
    quote.save(update_fields=["alternatives"])
    return quote


@transaction.atomic
def take_alternative(*, order: Order, code: str, by: User) -> Quote:
    """Take up what a quote proposed, ``bonus`` or ``leave_out``, and quote again."""
    order = _editable(order)
    quote = order.quotes.order_by("-version").first()
    chosen = next((one for one in quote.alternatives if one["code"] == code), None) if quote else None
    if chosen is None or order.state != OrderState.QUOTED:
        raise QuoteMissing
    if code == "leave_out":
        order.shifts.filter(ref__in=chosen["shifts"]).delete()
        return _quote(order, list(order.shifts.all()), ScenarioTemplate.objects.get(scenario=order.scenario))
    order.bonus_minor += chosen["bonus_minor"]
    order.save(update_fields=["bonus_minor"])
    return quote_order(order=order, by=by)


@transaction.atomic
def submit_order(*, order: Order, by: User) -> Order:
    """Accept the latest quote: seats are frozen, capacity is held, and what was promised is checked once more.

    The skill's row is locked, so that two orders can't be promised the same people at the same moment.
    """
    order = _editable(order)
    quote = order.quotes.order_by("-version").first()
    if quote is None or order.state != OrderState.QUOTED:
        raise QuoteMissing
    at, shifts = now(), list(order.shifts.all())
    if quote.valid_until <= at:
        raise QuoteOutdated
    if rules.too_late(first_start=min(shift.starts_at for shift in shifts), now=at):
        raise TooLate
    if order.skill is None:
        raise NotComplete(what=_("the skill"))
    Skill.objects.select_for_update().get(pk=order.skill.pk)
    demand = demand_of(order, shifts)
    rate = rate_demand(demand)
    if rules.outdated(promised=quote.promised_fill, now_promised=rate.promised_fill):
        raise QuoteOutdated
    hold_capacity(demand=demand, owner=order.ref, by=by, rate=rate)
    quote.accepted_by, quote.accepted_at = by, at
    quote.save(update_fields=["accepted_by", "accepted_at"])
    ORDER.move(order, OrderState.SUBMITTED, seats_asked=quote.seats, submitted_by=by, submitted_at=at)
    publish(topic="order.submitted", order=str(order.ref))
    return order


def _complete(order: Order) -> RateCard:
    """The rate card in effect. Raises NotComplete or NoRateCard."""
    needed = {
        _("the skill"): order.skill,
        _("the language"): order.language,
        _("the curve of seats"): order.requirement,
    }
    for what, value in needed.items():
        if value is None:
            raise NotComplete(what=what)
    card = RateCard.objects.in_effect(client=order.client, channel=order.channel, at=now())
    if card is None:
        raise NoRateCard
    return card


def _build(order: Order, template: ScenarioTemplate, card: RateCard) -> list[Shift]:
    """Replace the order's shifts by those that cover its curve with the fewest paid minutes."""
    order.shifts.all().delete()
    start, seats, minutes = _grid(order)
    lengths = [
        length for length in LENGTHS if length % minutes == 0 and length <= template.settings.get("longest", 480)
    ]
    blocks = build_shifts(seats, interval_minutes=minutes, lengths=lengths)
    if not blocks:
        raise NoSeats
    holidays = {date.fromisoformat(day) for day in template.settings.get("holidays", [])}
    rates = rules.Rates(card.price_minor, card.pay_minor, card.night_factor, card.holiday_factor, card.currency)
    step = timedelta(minutes=minutes)
    shifts = [_shift(order, block, start, step, rates, holidays) for block in blocks]
    Shift.objects.bulk_create(shifts, batch_size=500)
    ShiftActivity.objects.bulk_create(
        [activity for shift in shifts for activity in _activities(shift, order.channel)], batch_size=2000
    )
    return shifts


def _grid(order: Order) -> tuple[datetime, list[int], int]:
    """The curve as seats on an unbroken grid: its first moment, seats per interval, minutes an interval."""
    requirement = order.requirement
    if requirement is None:
        raise NotComplete(what=_("the curve of seats"))
    known = dict(requirement.intervals.values_list("starts_at", "seats"))
    minutes = requirement.interval_minutes
    start, step = min(known), timedelta(minutes=minutes)
    size = int((max(known) - start) / step) + 1
    return start, [known.get(start + step * index, 0) for index in range(size)], minutes


def _shift(
    order: Order, block: Block, start: datetime, step: timedelta, rates: rules.Rates, holidays: set[date]
) -> Shift:
    begins, ends = start + step * block.start, start + step * block.end
    zone = ZoneInfo(order.timezone)
    by = rules.factor(begins, ends, zone=zone, rates=rates, holidays=holidays)
    return Shift(
        order=order,
        starts_at=begins,
        ends_at=ends,
        seats_asked=block.seats,
        pay_minor=rules.hourly(rates.pay_minor, by=by, bonus_minor=order.bonus_minor),
        price_minor=rules.hourly(rates.price_minor, by=by, bonus_minor=order.bonus_minor),
        currency=rates.currency,
    )


def _activities(shift: Shift, channel: str) -> list[ShiftActivity]:
    return [
        ShiftActivity(
            shift=shift,
            kind=ActivityKind.WORK if part.work else ActivityKind.BREAK,
            channel=channel if part.work else "",
            starts_at=shift.starts_at + timedelta(minutes=part.start),
            ends_at=shift.starts_at + timedelta(minutes=part.end),
        )
        for part in stretches(_minutes(shift))
    ]


def _minutes(shift: Shift) -> int:
    return int((shift.ends_at - shift.starts_at).total_seconds() // 60)


def _price(shift: Shift) -> int:
    return rules.total_minor(shift.price_minor, minutes=_minutes(shift), seats=shift.seats_asked)


def _lead(order: Order, template: ScenarioTemplate, rate: TaskRate) -> rules.Lead:
    return rules.lead(
        probability=rate.probability,
        target=order.fill_target,
        qualified=rate.qualified,
        offer_hours=float(template.settings.get("offer_hours", OFFER_HOURS)),
        course_hours=float(template.settings.get("course_hours", COURSE_HOURS)),
    )


def _alternatives(order: Order, shifts: Sequence[Shift], quote: Quote) -> list[dict[str, object]]:
    """What else could be promised: more pay, or only what can be filled. Nothing where all is promised already."""
    if quote.probability >= order.fill_target:
        return []
    at_risk = {ref for ref, (_fill, full) in quote.breakdown["slots"].items() if full < SURE_ENOUGH}
    sure = [shift for shift in shifts if str(shift.ref) not in at_risk]
    bonus = max(100, round(shifts[0].pay_minor * BONUS_TRIED_SHARE / 100) * 100)
    extra = sum(rules.total_minor(bonus, minutes=_minutes(shift), seats=shift.seats_asked) for shift in shifts)
    found: list[dict[str, object]] = [
        {
            "code": "bonus",
            "bonus_minor": bonus,
            "price_minor": quote.price_minor + extra,
            **_promised(rate_demand(demand_of(order, shifts, bonus_minor=bonus))),
        }
    ]
    if sure and at_risk:
        found.append(
            {
                "code": "leave_out",
                "shifts": sorted(at_risk),
                "seats_less": quote.seats - sum(shift.seats_asked for shift in sure),
                "price_minor": sum(_price(shift) for shift in sure),
                **_promised(rate_demand(demand_of(order, sure))),
            }
        )
    return found


def _promised(rate: TaskRate) -> dict[str, object]:
    return {"promised_fill": rate.promised_fill, "probability": rate.probability}
