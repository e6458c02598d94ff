"""A client's first page: its orders with how full they are, and what waits for it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Avg
from django.utils.translation import gettext as _

from accounts.models import Client
from accounts.principals import Principal
from talentpool.faces import fills
from talentpool.faces.rows import address
from talentpool.kernel.charts import Step
from talentpool.kernel.clock import now
from talentpool.kernel.formats import count, percent
from tasks.attendance.models import Attendance
from tasks.attendance.states import AttendanceState
from tasks.billing.models import Invoice
from tasks.billing.states import InvoiceState
from tasks.orders.models import Order, Shift
from tasks.orders.states import OrderState
from tasks.quality.models import Inspection

LIVE = (OrderState.SUBMITTED, OrderState.STAFFING, OrderState.RUNNING)
AT_WORK = (AttendanceState.CHECKED_IN, AttendanceState.ON_BREAK, AttendanceState.FAULT)


@dataclass
class Home:
    """What a client's member meets when she opens the portal."""

    figures: list[dict[str, Any]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    sentence: str = ""
    orders: list[dict[str, Any]] = field(default_factory=list)
    drafts: list[dict[str, Any]] = field(default_factory=list)
    past: list[dict[str, Any]] = field(default_factory=list)


def gather(principal: Principal, client: Client) -> Home:
    """Everything of one client; each part may be empty."""
    at = now()
    orders = list(Order.objects.visible_to(principal).filter(state__in=LIVE).order_by("starts_on", "pk"))
    shifts = list(fills.with_held(Shift.objects.visible_to(principal)).filter(ends_at__gt=at, order__in=orders))
    home = Home()
    full = {fill.order.pk: fill for fill in fills.by_order(shifts)}
    home.orders = [_line(order, full.get(order.pk)) for order in orders]
    drafts = Order.objects.visible_to(principal).filter(state__in=[OrderState.DRAFT, OrderState.QUOTED])
    home.drafts = [_line(order, None) for order in drafts.order_by("-created_at")[:5]]
    done = Order.objects.visible_to(principal).filter(state=OrderState.DONE).order_by("-ends_on", "-pk")
    home.past = [_line(order, None) for order in done[:3]]
    soon = [s for s in shifts if s.starts_at < at + timedelta(hours=24)]
    if soon:
        zone = ZoneInfo(client.timezone)
        home.steps = fills.curve(soon, start=fills.half_hour(at), intervals=48, zone=zone)
        home.sentence = _sentence(home.steps)
    home.figures = _figures(principal, soon)
    return home


def _line(order: Any, fill: fills.Fill | None) -> dict[str, Any]:
    pages = ("client:order_board", "client:fill_board") if fill else ()
    place = address(*pages, "client:order_detail", "client:order_list", ref=order.ref)
    return {"order": order, "fill": fill, "href": place, "state": OrderState(order.state).label}


def _sentence(steps: list[Step]) -> str:
    worst = max(steps, key=lambda s: s.gap)
    if not worst.gap:
        return _("Every seat of the next 24 hours is filled.")
    words = {"n": count(worst.gap), "time": worst.label}
    return _("The largest gap of the next 24 hours: %(n)s seats at %(time)s.") % words


def _figures(principal: Principal, soon: list[Any]) -> list[dict[str, Any]]:
    asked, held = sum(s.seats_asked for s in soon), sum(s.held for s in soon)
    figures: list[dict[str, Any]] = []
    if asked:
        tone = "" if held >= asked else "waiting"
        seats = {"label": _("Seats filled, next 24 h"), "value": count(held), "range": f"/ {count(asked)}"}
        figures.append({**seats, "tone": tone, "note": percent(held / asked)})
        working = Attendance.objects.visible_to(principal).filter(state__in=AT_WORK).count()
        figures.append({"label": _("At work now"), "value": count(working)})
    month_ago = now() - timedelta(days=30)
    quality = Inspection.objects.visible_to(principal).filter(inspected_at__gt=month_ago, score__isnull=False)
    mean = quality.aggregate(mean=Avg("score"))["mean"]
    if mean is not None:
        figures.append({"label": _("Quality, 30 days"), "value": f"{mean:.0f}", "range": "/ 100"})
    owed = Invoice.objects.visible_to(principal).filter(state=InvoiceState.SENT).count()
    if owed and principal.member_role in {"owner", "finance"}:
        figures.append({"label": _("Invoices to pay"), "value": count(owed), "href": address("client:invoice_list")})
    return figures
