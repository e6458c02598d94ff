"""One webhook endpoint: what was sent, what was not taken, a test, a replay, a new secret."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import ClientRequest, client_required
from talentpool.messaging import actions
from talentpool.messaging.models import WebhookCall, WebhookEndpoint
from talentpool.messaging.states import DeliveryState


def _endpoint(request: ClientRequest, ref: UUID) -> WebhookEndpoint:
    return get_object_or_404(WebhookEndpoint.objects.visible_to(request.principal), ref=ref)


@require_safe
@never_cache
@client_required("owner", "planner")
def webhook_detail(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Every call with its state and answer, newest first."""
    endpoint = _endpoint(request, ref)
    calls = WebhookCall.objects.visible_to(request.principal).filter(endpoint=endpoint).order_by("-pk")
    state = request.GET.get("state", "")
    shown = calls.filter(state=state) if state in DeliveryState.values else calls
    context = {
        "endpoint": endpoint,
        "page": Paginator(shown, 25).get_page(request.GET.get("page")),
        "state": state,
        "states": [choice for choice in DeliveryState.choices if choice[0] != DeliveryState.SKIPPED],
        "failed": calls.filter(state=DeliveryState.FAILED).count(),
    }
    return render(request, "client/messaging/webhook_detail.html", context)


@require_POST
@client_required("owner", "planner")
def webhook_test(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Send a signed ``test.ping``."""
    actions.send_test(endpoint=_endpoint(request, ref), by=request.user)
    messages.success(request, _("A test is on its way; its answer appears here in a few seconds."))
    return redirect("client:webhook_detail", ref=ref)


@require_POST
@client_required("owner", "planner")
def webhook_rotate(request: ClientRequest, ref: UUID) -> HttpResponse:
    """A new secret; the old one signs along for a day."""
    actions.rotate_secret(endpoint=_endpoint(request, ref), by=request.user)
    messages.success(request, _("A new secret is in use. For 24 hours we sign with both."))
    return redirect("client:webhook_detail", ref=ref)


@require_POST
@client_required("owner", "planner")
def webhook_replay(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Send one call again (``call``), or all that were given up."""
    endpoint, chosen = _endpoint(request, ref), request.POST.get("call", "")
    if chosen:
        calls = WebhookCall.objects.visible_to(request.principal).filter(endpoint=endpoint)
        actions.replay(call=get_object_or_404(calls, pk=int(chosen) if chosen.isdecimal() else 0), by=request.user)
    else:
        actions.replay_failed(endpoint=endpoint, by=request.user)
    messages.success(request, _("Sent again with the same id, so that a twin can be dropped."))
    return redirect("client:webhook_detail", ref=ref)
