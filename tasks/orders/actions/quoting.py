"""From a curve to shifts, from shifts to a quote, from a quote to a submitted order."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.states import MemberRole
from talentpool.activation.actions import hold_capacity
from talentpool.activation.task_rate import TaskRate, rate_demand
from talentpool.agents.models import Skill
from talentpool.kernel.clock import now
from talentpool.kernel.money import Money
from talentpool.messaging.actions import publish, tell
from tasks.orders import rules
from tasks.orders.actions.drafting import _editable
from tasks.orders.actions.preparing import begin_launch
from tasks.orders.agreed import cancellation_steps
from tasks.orders.demand import demand_of
from tasks.orders.errors import NoRateCard, NoSeats, NotComplete, QuoteMissing, QuoteOutdated, TooLate
from tasks.orders.models import Order, Quote, RateCard, ScenarioTemplate, Shift, ShiftActivity
from tasks.orders.states import ORDER, ActivityKind, OrderState
from tasks.staffing.rules.shifts import Block, build_shifts, stretches

QUOTE_HOLDS = timedelta(hours=24)
LENGTHS = (120, 180, 240, 300, 360, 480)
OFFER_HOURS, COURSE_HOURS = 24.0, 28 * 24.0


@transaction.atomic
def quote_order(*, order: Order, by: User) -> Quote:
    """Build the shifts and say what can be promised for them, at which price, from when on."""
    order = _editable(order)
    template = ScenarioTemplate.objects.get(scenario=order.scenario)
    return _quote(order, _build(order, template, _complete(order)), template)


def _quote(order: Order, shifts: list[Shift], template: ScenarioTemplate) -> Quote:
    rate = rate_demand(demand_of(order, shifts))
    lead, card = _lead(order, template, rate), _complete(order)
    at = now()
    contacts = _contacts(order)
    hours_minor = sum(_price(shift) for shift in shifts)
    contacts_minor = round(card.contact_minor * contacts)
    quote = Quote.objects.create(
        order=order,
        version=order.quotes.count() + 1,
        seats=sum(shift.seats_asked for shift in shifts),
        seat_minutes=sum(_minutes(shift) * shift.seats_asked for shift in shifts),
        promised_fill=rate.promised_fill,
        probability=rate.probability,
        price_minor=hours_minor + contacts_minor,
        currency=shifts[0].currency,
        lead_hours=lead.hours,
        breakdown={
            "road": lead.road,
            "qualified": rate.qualified,
            "willing": rate.willing,
            "eligible": rate.eligible,
            "slots": {slot.ref: [slot.promised_fill, slot.probability] for slot in rate.slots},
            "hours_minor": hours_minor,
            "contacts_minor": contacts_minor,
            "contacts": contacts,
        },
        terms=_terms(card),
        computed_at=at,
        valid_until=at + QUOTE_HOLDS,
    )
    if order.state == OrderState.DRAFT:
        ORDER.move(order, OrderState.QUOTED)
    return quote


@transaction.atomic
def ask_owner(*, order: Order, by: User) -> Quote:
    """A planner asks the owners of her company to accept the latest quote; asking twice tells nobody twice."""
    order = _editable(order)
    quote = order.quotes.order_by("-version").first()
    if quote is None or order.state != OrderState.QUOTED or quote.valid_until <= now():
        raise QuoteMissing
    quote.asked_by, quote.asked_at = by, quote.asked_at or now()
    quote.save(update_fields=["asked_by", "asked_at"])
    link = reverse("client:order_quote", kwargs={"ref": order.ref})
    for place in Membership.objects.filter(client=order.client, role=MemberRole.OWNER).select_related("user"):
        params = {"title": order.title, "price": Money(quote.price_minor, quote.currency), "until": quote.valid_until}
        tell(user=place.user, topic="order.accept", params=params, link=link, dedupe=f"accept:{quote.ref}")
    return quote


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
    begin_launch(order=order, quote=quote, by=by)
    publish(topic="order.submitted", order=str(order.ref))
    return order


def _contacts(order: Order) -> float:
    """Contacts expected on the days of the order."""
    if order.requirement is None:
        return 0.0
    return float(order.requirement.intervals.aggregate(total=Sum("offered"))["total"] or 0.0)


def _terms(card: RateCard) -> dict[str, Any]:
    """What the price stands on, as it was when the quote was made."""
    return {
        "price_minor": card.price_minor,
        "contact_minor": card.contact_minor,
        "night_factor": card.night_factor,
        "holiday_factor": card.holiday_factor,
        "night": [rules.NIGHT_STARTS.strftime("%H:%M"), rules.NIGHT_ENDS.strftime("%H:%M")],
        "cancellation": [{"hours": step.hours, "share": step.share} for step in cancellation_steps()],
    }


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
