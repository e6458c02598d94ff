"""What the wizard's pages and an order's page show: steps, curve, quote, consequences; reads only."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talentpool.agents.states import Channel
from talentpool.kernel.charts import Step
from talentpool.kernel.clock import now
from talentpool.kernel.formats import count, duration, percent
from talentpool.kernel.money import Money
from tasks.orders.agreed import cancellation_minor, cancellation_steps
from tasks.orders.models import LaunchProgramme, Line, Order, Quote, ScenarioTemplate, Shift, lines_of
from tasks.orders.rules import total_minor
from tasks.orders.shift_days import shift_days
from tasks.orders.states import ORDER, OrderState, QuotePlan, ShiftState
from tasks.staffing import pictures
from tasks.staffing.kept import work_of_json
from tasks.staffing.models import Requirement
from tasks.staffing.states import ImportState, Model

STEPS = {
    "scenario": gettext_lazy("Scenario"),
    "need": gettext_lazy("Positioning"),
    "volumes": gettext_lazy("Volumes"),
    "curve": gettext_lazy("Seats"),
    "quote": gettext_lazy("Quote"),
}
LATE_HOURS = 24


def templates() -> list[ScenarioTemplate]:
    """The four scenarios in the order the house names them."""
    names = ["peak", "emergency", "campaign", "temporary"]
    found = ScenarioTemplate.objects.select_related("service_level")
    return sorted(found, key=lambda template: names.index(template.scenario))


def template_named(scenario: str) -> ScenarioTemplate | None:
    """One scenario by its code, or None."""
    return ScenarioTemplate.objects.select_related("service_level").filter(scenario=scenario).first()


def next_step(order: Order) -> str:
    """Where a draft goes on: the first step that is not complete."""
    if order.skill_id is None or order.starts_on is None:
        return "need"
    chosen = [line.volumes for line in lines_of(order)]
    if any(one is None or one.state in (ImportState.FAILED, ImportState.UNDONE) for one in chosen):
        return "volumes"
    return "quote" if order.state == OrderState.QUOTED else "curve"


def blocked(order: Order, step: str) -> bool:
    """Whether an earlier step has to come first, or the order is submitted already."""
    if order.state not in (OrderState.DRAFT, OrderState.QUOTED):
        return True
    if step == "curve":
        return next_step(order) in ("need", "volumes")
    return any(line.requirement is None for line in lines_of(order))


def frame(order: Order | None, step: str) -> dict[str, Any]:
    """The stepper: names, place, and the ways back."""
    names = list(STEPS)
    links = [""] + [reverse(f"client:order_{name}", kwargs={"ref": order.ref}) for name in names[1:]] if order else []
    return {"order": order, "steps": list(STEPS.values()), "at": names.index(step) + 1, "links": links}


def curve_of(order: Order, line: Line, *, day: str) -> dict[str, Any]:
    """The import while it moves; then one day of the curve of one channel, and the other channels' names."""
    lines = lines_of(order)
    names = [(one.channel, Channel(one.channel).label, one.requirement is not None) for one in lines]
    page: dict[str, Any] = {
        "line": line,
        "volumes": line.volumes,
        "channels": names if len(names) > 1 else [],
        "missing": next(((code, name) for code, name, known in names if not known), None),
    }
    if line.volumes and pictures.is_moving(line.volumes):
        return {**page, "moving": True}
    if line.requirement is None:
        return page
    curve = pictures.of_requirement(line.requirement, day=day)
    return {**page, "curve": curve, "definition": _definition(line.requirement)}


def _definition(requirement: Requirement) -> str:
    """What the service level on the page means, by channel."""
    work, channel = work_of_json(requirement.work), requirement.volumes.channel
    hours = {"from": work.opens.strftime("%H:%M"), "until": work.closes.strftime("%H:%M")}
    if channel == Channel.CHAT:
        words = _("First answer within %(seconds)s s ÷ chats; up to %(n)s chats an agent, each further one slows all.")
        return words % {"seconds": requirement.target_s, "n": work.concurrency}
    if channel == Channel.OUTBOUND:
        words = _("Hours = (attempts × dialling + connects × handling) ÷ occupancy, from %(from)s to %(until)s only.")
        return words % hours
    if channel != Channel.CALL:
        words = _("Every item is done within %(hours)s hours, oldest first, worked from %(from)s to %(until)s.")
        return words % {**hours, "hours": count(work.deadline_minutes / 60)}
    within = _("Answered by a person within %(seconds)s s of entering the queue ÷ offered contacts.") % {
        "seconds": requirement.target_s
    }
    if requirement.model == Model.ERLANG_A:
        return within + " " + _("Callers who hang up count as offered, however early (Erlang A).")
    return within + " " + _("Nobody is thought to hang up (Erlang C).")


def quote_of(order: Order) -> dict[str, Any]:
    """The latest quote with everything a decision needs, and the shifts it is about."""
    quote = order.quotes.order_by("-version").first() if order.state == OrderState.QUOTED else None
    if quote is None:
        return {"quote": None}
    shifts = list(order.shifts.all())
    slots = quote.breakdown.get("slots", {})
    weakest = sorted(shifts, key=lambda shift: slots.get(str(shift.ref), [1.0, 1.0])[1])[:5]
    return {
        "quote": quote,
        "shifts": shifts,
        "weakest": [(shift, *slots.get(str(shift.ref), [None, None])) for shift in weakest],
        "short": quote.probability < order.fill_target,
        "starts": shifts[0].starts_at if shifts else None,
        "ready_at": quote.computed_at + timedelta(hours=quote.lead_hours),
        "late": bool(shifts) and shifts[0].starts_at < quote.computed_at + timedelta(hours=quote.lead_hours),
        "steps_of_seats": seats_by_interval(order, shifts),
        "expired": quote.valid_until <= now(),
        "is_quick": quote.plan == QuotePlan.QUICK,
        "crowded": quote.breakdown.get("crowded", False),
        "versions": versions_of(order),
        "cancellation": quote.terms.get("cancellation", []),
        "per_contact": _per_contact(quote),
        **_quote_words(order, quote),
    }


def version_named(text: str) -> int:
    """The version a page submits; 0, which is none, where it names no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def versions_of(order: Order) -> list[dict[str, Any]]:
    """Every quote of the order, newest first, each with its difference to the one before."""
    quotes = list(order.quotes.order_by("version"))
    found = []
    for place, quote in enumerate(quotes):
        before = quotes[place - 1] if place else None
        less = {
            name: getattr(quote, name) - getattr(before, name) if before else None
            for name in ("seats", "promised_fill", "probability", "price_minor")
        }
        found.append({"quote": quote, "less": less, "price": whole_price(quote)})
    return found[::-1]


def _per_contact(quote: Quote) -> str:
    """What the price comes to for each contact expected; empty where none is."""
    contacts = quote.breakdown.get("contacts") or 0
    return str(Money(round(quote.price_minor / contacts), quote.currency)) if contacts else ""


def whole_price(quote: Quote) -> str:
    """The price in whole units of its currency, as a headline; beside it stands the exact one."""
    return str(Money(round(quote.price_minor, -2), quote.currency)).removesuffix(".00")


def _quote_words(order: Order, quote: Quote) -> dict[str, str]:
    return {
        "price_words": whole_price(quote),
        "target_words": _("target %(target)s") % {"target": percent(order.fill_target)},
        "hours_words": _("%(hours)s seat hours") % {"hours": count(quote.seat_minutes / 60)},
        "least_words": count(quote.seat_minutes * (1 - quote.gap) / 60),
        "gap_words": percent(quote.gap, 1),
        "lead_words": duration(timedelta(hours=quote.lead_hours)),
    }


def seats_by_interval(order: Order, shifts: list[Shift]) -> list[Step]:
    """Required against covered by shifts, on the busiest day."""
    zone, sums = ZoneInfo(order.timezone), Counter[datetime]()
    for line in lines_of(order):
        for moment, number in line.requirement.intervals.values_list("starts_at", "seats") if line.requirement else ():
            sums[moment] += number
    if not sums:
        return []
    rows = sorted(sums.items())
    busiest = max(rows, key=lambda row: row[1])[0].astimezone(zone).date()
    return [
        Step(
            starts_at.astimezone(zone).strftime("%H:%M"),
            seats,
            sum(shift.seats_asked for shift in shifts if shift.starts_at <= starts_at < shift.ends_at),
        )
        for starts_at, seats in rows
        if starts_at.astimezone(zone).date() == busiest
    ]


def detail_of(order: Order, can_write: bool) -> dict[str, Any]:
    """An order after its submission."""
    quote = order.quotes.filter(accepted_at__isnull=False).order_by("-version").first()
    return {
        "days": shift_days(order, now()),
        "quote": quote,
        "price_words": whole_price(quote) if quote else "",
        "launch": LaunchProgramme.objects.filter(order=order).first(),
        "can_cancel": can_write and ORDER.allows(order.state, OrderState.CANCELLED),
        "path": path_of(order),
        "channels": channels_of(order),
    }


def _currency(shifts: QuerySet[Shift]) -> str:
    return shifts.values_list("currency", flat=True).first() or "CNY"


def _cancelling_costs(shifts: Iterable[Shift]) -> int:
    """At most, in minor units: were every seat of these shifts taken."""
    steps, at = cancellation_steps(), now()
    return sum(
        cancellation_minor(price_minor=price_of(shift), notice=shift.starts_at - at, steps=steps) for shift in shifts
    )


def price_of(shift: Shift) -> int:
    """The whole shift, all its seats."""
    minutes = int((shift.ends_at - shift.starts_at).total_seconds() // 60)
    return total_minor(shift.price_minor, minutes=minutes, seats=shift.seats_asked)


def path_of(order: Order) -> list[dict[str, Any]]:
    """The stages of an order's life, and where it stands."""
    stages = [OrderState.SUBMITTED, OrderState.STAFFING, OrderState.RUNNING, OrderState.DONE]
    at = stages.index(OrderState(order.state)) if order.state in stages else -1
    reached = at + (order.state == OrderState.DONE)  # the last stage is no work in hand
    return [{"name": stage.label, "done": i < reached, "now": i == at == reached} for i, stage in enumerate(stages)]


def consequence_of(order: Order) -> dict[str, Any]:
    """What cancelling means in numbers: seats, and hours that begin too soon to be free of charge."""
    steps = cancellation_steps()
    hours = max((step.hours for step in steps), default=LATE_HOURS)
    open_shifts = order.shifts.filter(state__in=[ShiftState.PLANNED, ShiftState.OPEN])
    late = open_shifts.filter(starts_at__lt=now() + timedelta(hours=hours))
    return {
        "seats": open_shifts.aggregate(n=Sum("seats_asked"))["n"] or 0,
        "late_seats": late.aggregate(n=Sum("seats_asked"))["n"] or 0,
        "late_hours": round(hours),
        "cost_words": str(Money(_cancelling_costs(late), _currency(late))),
        "allowed": ORDER.allows(order.state, OrderState.CANCELLED),
    }


def channels_of(order: Order) -> str:
    """The names of its channels, as a reader lists them."""
    return " · ".join(str(Channel(line.channel).label) for line in lines_of(order))
