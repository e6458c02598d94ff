"""From shifts to a quote, from a quote to a submitted order."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.states import MemberRole
from talentpool.activation.actions import hold_capacity
from talentpool.activation.task_rate import TaskRate, rate_demand
from talentpool.kernel.clock import now
from talentpool.kernel.locks import one_at_a_time
from talentpool.kernel.money import Money
from talentpool.messaging.actions import publish, tell
from tasks.orders import rules
from tasks.orders.actions.building import Cards, build_order, cards_of, requirement_of
from tasks.orders.actions.drafting import _editable
from tasks.orders.actions.preparing import begin_launch
from tasks.orders.agreed import cancellation_steps
from tasks.orders.demand import demand_of
from tasks.orders.errors import NotComplete, QuoteMissing, QuoteOutdated, TooLate
from tasks.orders.models import Line, Order, Quote, RateCard, ScenarioTemplate, Shift, lines_of
from tasks.orders.states import ORDER, OrderState

QUOTE_HOLDS = timedelta(hours=24)
OFFER_HOURS, COURSE_HOURS = 24.0, 28 * 24.0


@transaction.atomic
def quote_order(*, order: Order, by: User) -> Quote:
    """Build the shifts and say what can be promised for them, at which price, from when on."""
    order = _editable(order)
    template = ScenarioTemplate.objects.get(scenario=order.scenario)
    return _quote(order, build_order(order, template, cards_of(order)), template)


def _quote(order: Order, shifts: list[Shift], template: ScenarioTemplate) -> Quote:
    rate = rate_demand(demand_of(order, shifts))
    lead, cards = _lead(order, template, rate), cards_of(order)
    at = now()
    contacts = {line.channel: _contacts(line) for line in lines_of(order)}
    hours_minor = sum(_price(shift) for shift in shifts)
    contacts_minor = round(sum(cards[channel].contact_minor * number for channel, number in contacts.items()))
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
            "contacts": sum(contacts.values()),
        },
        terms=_terms(cards, cards[order.channel]),
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

    One order after the other: two can't be promised the same people at the same moment, whatever their skills are.
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
    one_at_a_time("orders.promise")
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


def _contacts(line: Line) -> float:
    """Contacts of one channel expected on the days of the order."""
    return float(requirement_of(line).intervals.aggregate(total=Sum("offered"))["total"] or 0.0)


def _terms(cards: Cards, card: RateCard) -> dict[str, Any]:
    """What the price stands on, as it was when the quote was made."""
    return {
        "price_minor": card.price_minor,
        "contact_minor": max(one.contact_minor for one in cards.values()),
        "contact_minors": {channel: one.contact_minor for channel, one in cards.items()},
        "night_factor": card.night_factor,
        "holiday_factor": card.holiday_factor,
        "night": [rules.NIGHT_STARTS.strftime("%H:%M"), rules.NIGHT_ENDS.strftime("%H:%M")],
        "cancellation": [{"hours": step.hours, "share": step.share} for step in cancellation_steps()],
    }


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
