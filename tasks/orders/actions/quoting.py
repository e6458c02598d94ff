"""From shifts to a quote, from a quote to a submitted order."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.states import MemberRole
from talentpool.activation.actions import hold_capacity
from talentpool.activation.demand import Demand
from talentpool.activation.task_rate import TaskRate, rate_demand
from talentpool.kernel.clock import now
from talentpool.kernel.locks import one_at_a_time
from talentpool.kernel.money import Money
from talentpool.kernel.queue import wake
from talentpool.messaging.actions import publish, tell
from tasks.orders import rules
from tasks.orders.actions.building import (
    Cards,
    Cover,
    cards_of,
    cover_of,
    keep_shifts,
    lay_shifts,
    requirement_of,
)
from tasks.orders.actions.drafting import _editable
from tasks.orders.actions.preparing import begin_launch
from tasks.orders.agreed import cancellation_steps
from tasks.orders.demand import demand_of
from tasks.orders.errors import HubTooSmall, NotComplete, QuoteMissing, QuoteOutdated, QuoteReplaced, TooLate
from tasks.orders.models import Line, Order, Quote, RateCard, ScenarioTemplate, Shift, lines_of
from tasks.orders.states import ORDER, OrderState, QuotePlan
from tasks.staffing.rules.planning import Draft, plan_quickly

QUOTE_HOLDS = timedelta(hours=24)
# A first answer: fewer possible worlds, and fewer people: so many pairs of a person and a shift are asked about.
QUICK_RUNS, QUICK_QUESTIONS, LEAST_PEOPLE, FEW_SHIFTS = 150, 40_000, 150, 24
OFFER_HOURS, COURSE_HOURS = 24.0, 28 * 24.0


@transaction.atomic
def quote_order(*, order: Order, by: User) -> Quote:
    """Plan the shifts and say what can be promised for them, at which price, from when on: at once.

    The price is that of a whole plan and holds. Where CP-SAT may find a better one, or more people have to be looked at
    than a moment allows, the quote says so, and ``settle_quote`` goes on behind it.
    """
    order = _editable(order)
    template = ScenarioTemplate.objects.get(scenario=order.scenario)
    cards = cards_of(order=order)
    cover = cover_of(order=order, template=template)
    draft = plan_quickly(cover.lines)
    shifts = lay_shifts(order=order, template=template, cards=cards, cover=cover, crews=draft.crews)
    keep_shifts(order=order, shifts=shifts, cover=cover, crews=draft.crews)
    is_final = draft.is_exact and len(shifts) <= FEW_SHIFTS and not is_crowded(draft=draft, cover=cover)
    demand = demand_of(order, shifts)
    rate = rate_demand(demand) if is_final else rate_quickly(demand=demand)
    quote = make_quote(order=order, shifts=shifts, template=template, rate=rate)
    quote.gap, quote.breakdown["crowded"] = draft.gap, is_crowded(draft=draft, cover=cover)
    quote.breakdown["at_least"] = rate.capped or not is_final
    quote.plan = QuotePlan.FINAL if is_final else QuotePlan.QUICK
    quote.save(update_fields=["gap", "plan", "breakdown"])
    if not is_final:
        wake("tasks.orders.jobs.settle_quote", quote_id=quote.pk)
    return quote


def rate_quickly(*, demand: Demand, at: datetime | None = None) -> TaskRate:
    """At least this can be promised: found in a part of a second, among the first people in the published order."""
    people = max(LEAST_PEOPLE, QUICK_QUESTIONS // len(demand.slots))
    return rate_demand(demand, at=at, runs=QUICK_RUNS, people=people)


def is_crowded(*, draft: Draft, cover: Cover) -> bool:
    """Whether more people would be in the hub at once than it has seats."""
    return cover.lines.seats is not None and draft.most > cover.lines.seats


def make_quote(*, order: Order, shifts: Sequence[Shift], template: ScenarioTemplate, rate: TaskRate) -> Quote:
    """The next version, about these shifts. The order is quoted from now on."""
    lead, cards = lead_of(order=order, template=template, rate=rate), cards_of(order=order)
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
            **found_in(rate=rate, lead=lead),
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


def found_in(*, rate: TaskRate, lead: rules.Lead) -> dict[str, Any]:
    """What a promise stands on. at_least: there are more people than were looked at."""
    return {
        "road": lead.road,
        "qualified": rate.qualified,
        "willing": rate.willing,
        "eligible": rate.eligible,
        "at_least": rate.capped,
        "slots": {slot.ref: [slot.promised_fill, slot.probability] for slot in rate.slots},
    }


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
def submit_order(*, order: Order, by: User, version: int | None = None) -> Order:
    """Accept the latest quote: seats are frozen, capacity is held, and what was promised is checked once more.

    version: of the quote that ``by`` was shown; another price is never accepted. None: whichever is the latest.

    One order after the other: two can't be promised the same people at the same moment, whatever their skills are.
    """
    order = _editable(order)
    quote = order.quotes.order_by("-version").first()
    if quote is None or order.state != OrderState.QUOTED:
        raise QuoteMissing
    if version not in (None, quote.version):
        raise QuoteReplaced(version=quote.version)
    at, shifts = now(), list(order.shifts.all())
    if quote.breakdown.get("crowded"):
        raise HubTooSmall(seats=order.hub_seats, most=_most_at_once(shifts))
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


def _most_at_once(shifts: Sequence[Shift]) -> int:
    return max(sum(s.seats_asked for s in shifts if s.starts_at <= one.starts_at < s.ends_at) for one in shifts)


def _contacts(line: Line) -> float:
    """Contacts of one channel expected on the days of the order."""
    return float(requirement_of(line=line).intervals.aggregate(total=Sum("offered"))["total"] or 0.0)


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


def lead_of(*, order: Order, template: ScenarioTemplate, rate: TaskRate) -> rules.Lead:
    return rules.lead(
        probability=rate.probability,
        target=order.fill_target,
        qualified=rate.qualified,
        offer_hours=float(template.settings.get("offer_hours", OFFER_HOURS)),
        course_hours=float(template.settings.get("course_hours", COURSE_HOURS)),
    )
