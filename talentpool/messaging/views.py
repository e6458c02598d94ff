"""The inbox of every hat, how one wants to be reached, browsers, and a client's webhooks."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import ClientRequest, HatRequest, client_required, person_required, staff_required
from talentpool.messaging import actions, channels
from talentpool.messaging.forms import PreferenceForm, SubscriptionForm, WebhookForm
from talentpool.messaging.models import Message, Preference, WebhookEndpoint

BASES = {"agent": "agent/base.html", "client": "client/base.html", "staff": "admin/house.html"}
GUARDS: dict[str, Callable[[Any], Any]] = {
    "agent": person_required,
    "client": client_required(),
    "staff": staff_required(),
}


class InboxRequest(HatRequest):
    """A request through ``of_a_face``: ``face`` is agent, client or staff."""

    face: str


def of_a_face(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """One view for every face, each behind its own guard; the namespace of the URL says which."""

    @wraps(view)
    def guarded(request: Any, **kwargs: Any) -> HttpResponse:
        request.face = request.resolver_match.namespace
        answer: HttpResponse = GUARDS[request.face](view)(request, **kwargs)
        return answer

    return guarded


@require_safe
@of_a_face
def message_list(request: InboxRequest) -> HttpResponse:
    """Everything the platform told me, the newest first."""
    inbox = Message.objects.visible_to(request.principal).select_related("user").order_by("-created_at", "-pk")
    context = {
        "page": Paginator(inbox, 20).get_page(request.GET.get("page")),
        "base": BASES[request.face],
        "face": request.face,
        "unread": inbox.unread().count(),
        "form": PreferenceForm(initial=Preference.of(request.user).as_form()),
        "push_key": channels.public_push_key(),
    }
    return render(request, "messaging/message_list.html", context)


@require_safe
@of_a_face
def message_open(request: InboxRequest, ref: UUID) -> HttpResponse:
    """Read one message and go where it leads."""
    message = get_object_or_404(Message.objects.visible_to(request.principal), ref=ref)
    if request.method == "GET":
        actions.read_message(message=message, by=request.user)
    return redirect(message.link or f"{request.face}:message_list")


@require_POST
@of_a_face
def message_read_all(request: InboxRequest) -> HttpResponse:
    actions.read_all(by=request.user)
    return redirect(f"{request.face}:message_list")


@require_POST
@of_a_face
def message_preference(request: InboxRequest) -> HttpResponse:
    """How I want to be reached outside the inbox."""
    form = PreferenceForm(request.POST)
    if form.is_valid():
        actions.set_preference(by=request.user, **form.chosen())
        messages.success(request, _("Saved."))
        return redirect(f"{request.face}:message_list")
    context = {"form": form, "base": BASES[request.face], "face": request.face}
    return render(request, "messaging/preference.html", context)


@require_POST
@person_required
def push_subscribe(request: HatRequest) -> HttpResponse:
    """A browser agrees to be woken, or (``forget``) no longer."""
    form = SubscriptionForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"code": "bad_input", "errors": form.errors}, status=400)
    if request.POST.get("forget"):
        actions.forget_browser(by=request.user, endpoint=form.cleaned_data["endpoint"])
    else:
        actions.subscribe_browser(by=request.user, **form.cleaned_data)
    return JsonResponse({"state": "forgotten" if request.POST.get("forget") else "subscribed"})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@client_required("owner", "planner")
def webhook_list(request: ClientRequest) -> HttpResponse:
    """Where the company hears of what; a new endpoint's secret is shown with it."""
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_webhook(client=request.client, by=request.user, **form.cleaned_data)
        messages.success(request, _("Added. Verify our signature with the secret shown beside it."))
        return redirect("client:webhook_list")
    endpoints = WebhookEndpoint.objects.visible_to(request.principal).with_last_call().order_by("pk")
    return render(request, "client/messaging/webhook_list.html", {"endpoints": endpoints, "form": form})


@require_POST
@client_required("owner", "planner")
def webhook_switch(request: ClientRequest, ref: UUID) -> HttpResponse:
    endpoint = get_object_or_404(WebhookEndpoint.objects.visible_to(request.principal), ref=ref)
    actions.switch_webhook(endpoint=endpoint, active=not endpoint.active, by=request.user)
    return redirect("client:webhook_list")
