"""The inbox of every hat, how one wants to be reached, browsers, and a client's webhooks."""

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
GUARDS = {"agent": person_required, "client": client_required(), "staff": staff_required()}


def _messages(request: HatRequest, face: str) -> HttpResponse:
    """Everything the platform told me, the newest first."""
    inbox = Message.objects.visible_to(request.principal).select_related("user").order_by("-created_at", "-pk")
    page = Paginator(inbox, 20).get_page(request.GET.get("page"))
    preference = Preference.of(request.user)
    context = {
        "page": page,
        "base": BASES[face],
        "face": face,
        "unread": inbox.unread().count(),
        "form": PreferenceForm(initial=preference.as_form()),
        "push_key": channels.public_push_key(),
    }
    return render(request, "messaging/message_list.html", context)


def _open(request: HatRequest, face: str, ref: UUID) -> HttpResponse:
    """Read one message and go where it leads."""
    message = get_object_or_404(Message.objects.visible_to(request.principal), ref=ref)
    if request.method == "GET":
        actions.read_message(message=message, by=request.user)
    return redirect(message.link or f"{face}:message_list")


def _read_all(request: HatRequest, face: str) -> HttpResponse:
    actions.read_all(by=request.user)
    return redirect(f"{face}:message_list")


def _preference(request: HatRequest, face: str) -> HttpResponse:
    """How I want to be reached outside the inbox."""
    form = PreferenceForm(request.POST)
    if form.is_valid():
        actions.set_preference(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(f"{face}:message_list")
    return render(request, "messaging/preference.html", {"form": form, "base": BASES[face], "face": face})


def doors(face: str) -> dict[str, Any]:
    """The four doors of one face, behind its guard."""
    guard = GUARDS[face]

    @require_safe
    @guard
    def message_list(request: HatRequest) -> HttpResponse:
        return _messages(request, face)

    @require_safe
    @guard
    def message_open(request: HatRequest, ref: UUID) -> HttpResponse:
        return _open(request, face, ref)

    @require_POST
    @guard
    def message_read_all(request: HatRequest) -> HttpResponse:
        return _read_all(request, face)

    @require_POST
    @guard
    def message_preference(request: HatRequest) -> HttpResponse:
        return _preference(request, face)

    return {
        "message_list": message_list,
        "message_open": message_open,
        "message_read_all": message_read_all,
        "message_preference": message_preference,
    }


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
