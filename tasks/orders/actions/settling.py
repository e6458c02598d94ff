"""After a first answer: the better plan and the whole promise, computed by a job while the client reads."""

from datetime import datetime, timedelta

from django.db import transaction

from talentpool.activation.task_rate import TaskRate, rate_demand
from talentpool.kernel.queue import wake
from tasks.orders.actions.building import Cover, cards_of, cover_of, keep_shifts, lay_shifts
from tasks.orders.actions.drafting import _editable
from tasks.orders.actions.quoting import found_in, is_crowded, lead_of, make_quote
from tasks.orders.demand import demand_of
from tasks.orders.models import Order, Quote, ScenarioTemplate, Shift
from tasks.orders.states import OrderState, QuotePlan
from tasks.staffing.rules.planning import USUAL, Draft, Patience, plan_exactly, plan_quickly


def settle_quote(*, quote: Quote, patience: Patience = USUAL) -> Quote | None:
    """Look for a better plan than the quick one, and rate it with everybody who may be asked.

    A cheaper plan becomes a new version; else the quote is made final at its price. None where it was submitted,
    changed or worked with meanwhile. patience: for each stretch of days.
    """
    if not _waits(quote):
        return None
    order = quote.order
    template = ScenarioTemplate.objects.get(scenario=order.scenario)
    cover = cover_of(order=order, template=template)

    def progress(done: int, of: int) -> None:
        Quote.objects.filter(pk=quote.pk).update(stretches_done=done, stretches=of)

    draft = plan_exactly(cover.lines, patience=patience, progress=progress)
    quick = plan_quickly(cover.lines)
    if draft.cost >= quick.cost and is_crowded(draft=draft, cover=cover) == is_crowded(draft=quick, cover=cover):
        return _confirmed(quote, draft, rate_demand(demand_of(order)), template)
    cards = cards_of(order=order)
    shifts = lay_shifts(order=order, template=template, cards=cards, cover=cover, crews=draft.crews)
    return _replaced(quote, draft, cover, shifts, rate_demand(demand_of(order, shifts)))


def resume_quotes(*, at: datetime, unsettled_for: timedelta) -> int:
    """Wake what waits for a worker that was lost; how many."""
    waiting = Quote.objects.filter(plan=QuotePlan.QUICK, order__state=OrderState.QUOTED, valid_until__gt=at)
    lost = [quote for quote in waiting.filter(computed_at__lte=at - unsettled_for) if _waits(quote)]
    for quote in lost:
        wake("tasks.orders.jobs.settle_quote", quote_id=quote.pk)
    return len(lost)


def _waits(quote: Quote) -> bool:
    """Whether it is the latest of its order, a first answer still, and nobody has looked for alternatives to it."""
    latest = Quote.objects.filter(order=quote.order_id).order_by("-version").first()
    if latest is None or latest.pk != quote.pk or latest.plan != QuotePlan.QUICK or latest.alternatives:
        return False
    return Order.objects.filter(pk=quote.order_id, state=OrderState.QUOTED).exists()


@transaction.atomic
def _confirmed(quote: Quote, draft: Draft, rate: TaskRate, template: ScenarioTemplate) -> Quote | None:
    """The plan stands, and so does its price; what can be promised is known in full now."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=quote.order_id)
    if not _waits(quote):
        return None
    lead = lead_of(order=order, template=template, rate=rate)
    quote.promised_fill, quote.probability, quote.lead_hours = rate.promised_fill, rate.probability, lead.hours
    quote.breakdown = {**quote.breakdown, **found_in(rate=rate, lead=lead)}
    quote.gap, quote.plan = draft.gap, QuotePlan.FINAL
    quote.save(update_fields=["promised_fill", "probability", "lead_hours", "breakdown", "gap", "plan"])
    return quote


@transaction.atomic
def _replaced(quote: Quote, draft: Draft, cover: Cover, shifts: list[Shift], rate: TaskRate) -> Quote | None:
    """A new version about the better plan. Who was asked to accept the old one is asked to accept this."""
    Order.objects.select_for_update(of=("self",)).get(pk=quote.order_id)
    if not _waits(quote):
        return None
    order = _editable(quote.order)
    quote.refresh_from_db()
    keep_shifts(order=order, shifts=shifts, cover=cover, crews=draft.crews)
    template = ScenarioTemplate.objects.get(scenario=order.scenario)
    better = make_quote(order=order, shifts=shifts, template=template, rate=rate)
    better.gap, better.breakdown["crowded"] = draft.gap, is_crowded(draft=draft, cover=cover)
    better.asked_by, better.asked_at = quote.asked_by, quote.asked_at
    better.save(update_fields=["gap", "breakdown", "asked_by", "asked_at"])
    return better
