"""The fill board as a page: everybody who looks at one order within a second shares one look."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from accounts.permissions import ClientRequest
from talentpool.kernel.clock import now
from talentpool.kernel.looks import shared_look
from tasks.attendance.board import board_of
from tasks.orders.models import Order

LIVE = "client/attendance/order_board_live.html"


def board_answer(request: ClientRequest, order: Order, name: str) -> HttpResponse:
    """The page ``name``, or only its live part where the page asks for itself anew. The order is one she may see."""
    live = _live(request, order, wall=name == "order_wall")
    if request.headers.get("HX-Request"):
        answer = HttpResponse(live)
    else:
        answer = render(request, f"client/attendance/{name}.html", {"order": order, "live": live})
    answer["Cache-Control"] = "no-store"
    return answer


def asked_day(request: ClientRequest) -> date | None:
    """The day named in the address, if it is one."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


def _live(request: ClientRequest, order: Order, *, wall: bool) -> SafeString:
    """Shared by all who may do the same with it; who has just changed something, or came by another address, has her own."""
    day, page = asked_day(request), request.GET.get("page", "1")
    can_write = request.principal.member_role in ("owner", "planner")

    def make() -> str:
        board = board_of(order, day=day, at=now(), page=page)
        return render_to_string(LIVE, {"board": board, "can_write": can_write, "wall": wall}, request)

    usual = set(request.GET) <= {"day", "page"} and page.isdecimal() and len(page) < 5
    if not usual or len(messages.get_messages(request)):
        return mark_safe(make())
    key = f"board:{order.ref}:{get_language()}:{get_current_timezone_name()}:{day}:{page}:{can_write}:{wall}"
    return mark_safe(shared_look(key, make, seconds=settings.LOOK_SECONDS))  # rendered above, by our own template
