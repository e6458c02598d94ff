"""A client's doors to drills: ask for one, see the numbers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import ClientRequest, client_required
from talentpool.activation.models import Drill
from talentpool.kernel.clock import now
from tasks.orders import drills
from tasks.orders.actions.drills import ask_for_drill
from tasks.orders.drill_form import DrillAskForm


@require_safe
@client_required()
def drill_list(request: ClientRequest) -> HttpResponse:
    """The drills this company asked for, and what is known of the segments its orders use."""
    rows = Drill.objects.visible_to(request.principal).select_related("skill", "language")
    context = drills.list_page(rows, request.client, at=now())
    context["can_ask"] = request.principal.member_role in ("owner", "planner")
    return render(request, "client/orders/drill_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@client_required("owner", "planner")
def drill_ask(request: ClientRequest) -> HttpResponse:
    """Ask for a drill of a segment its orders use; the size is shown before it is asked."""
    used = drills.used_segments(request.client, at=now())
    form = DrillAskForm(request.POST or None, used=used, initial={"segment": request.GET.get("segment")})
    if form.is_valid():
        drill = ask_for_drill(client=request.client, by=request.user, **form.wish())
        messages.success(request, _("Asked for. A dispatcher looks at it, then the people are called."))
        return redirect("client:drill_detail", ref=drill.ref)
    status = 422 if form.errors else 200
    return render(request, "client/orders/drill_ask.html", {"form": form, "used": used}, status=status)


@require_safe
@client_required()
def drill_detail(request: ClientRequest, ref: UUID) -> HttpResponse:
    """What it found, as numbers."""
    drill = get_object_or_404(Drill.objects.visible_to(request.principal).select_related("skill", "language"), ref=ref)
    return render(request, "client/orders/drill_detail.html", drills.detail_page(drill))
