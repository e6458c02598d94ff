"""The client's orders: the wizard, the list, one order."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import ClientRequest, client_required
from talentpool.kernel.exports import csv_response
from tasks.orders import actions, wizard
from tasks.orders.curve_form import CurveForm
from tasks.orders.forms import CancelForm, ChooseVolumesForm, PositioningForm
from tasks.orders.models import Order, RateCard, line_of
from tasks.orders.people import wishes_of
from tasks.orders.states import OrderState, QuotePlan
from tasks.staffing import pictures
from tasks.staffing.actions import upload_volumes
from tasks.staffing.forms import VolumeForm
from tasks.staffing.models import VolumeSet

WRITERS = ("owner", "planner")
read = require_safe
write = require_http_methods(["GET", "HEAD", "POST"])


def _order(request: ClientRequest, ref: UUID) -> Order:
    orders = Order.objects.visible_to(request.principal)
    return get_object_or_404(orders.for_list().select_related("volumes", "requirement", "workplace"), ref=ref)


def _page(request: ClientRequest, order: Order, step: str, template: str, **context: object) -> HttpResponse:
    form = context.get("form")
    status = 422 if form is not None and getattr(form, "errors", None) else 200
    return render(request, template, {**wizard.frame(order, step), **context}, status=status)


@read
@client_required()
def order_list(request: ClientRequest) -> HttpResponse:
    """Orders, newest first, and the rates agreed."""
    orders = Order.objects.visible_to(request.principal).for_list()
    state = request.GET.get("state", "")
    if state in OrderState.values:
        orders = orders.filter(state=state)
    context = {
        "page": Paginator(orders, 20).get_page(request.GET.get("page")),
        "state": state,
        "states": OrderState.choices,
        "can_write": request.principal.member_role in WRITERS,
        "cards": RateCard.objects.visible_to(request.principal).order_by("channel", "-effective_from"),
    }
    return render(request, "client/orders/order_list.html", context)


@write
@client_required(*WRITERS)
def order_new(request: ClientRequest) -> HttpResponse:
    """Step 1: which of the four scenarios."""
    template = wizard.template_named(request.POST.get("scenario", ""))
    if request.method == "POST" and template:
        order = actions.start_order(client=request.client, template=template, by=request.user)
        return redirect("client:order_need", ref=order.ref)
    context = {**wizard.frame(None, "scenario"), "templates": wizard.templates()}
    return render(request, "client/orders/order_new.html", context, status=422 if request.method == "POST" else 200)


@write
@client_required(*WRITERS)
def order_need(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Step 2: positioning and service level."""
    order = _order(request, ref)
    form = PositioningForm(
        request.POST or None,
        initial=PositioningForm.initial_of(order),
        client=request.client,
        timezone=order.timezone,
    )
    if request.method == "POST" and form.is_valid():
        actions.position_order(order=order, positioning=form.positioning(), by=request.user)
        return redirect("client:order_volumes", ref=order.ref)
    return _page(request, order, "need", "client/orders/order_need.html", form=form, **wishes_of(request.client))


@write
@client_required(*WRITERS)
def order_volumes(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Step 3: choose volumes that are there, or go and upload some."""
    order = _order(request, ref)
    form = ChooseVolumesForm(request.POST or None, order=order)
    if request.method == "POST" and form.is_valid():
        for volumes in form.chosen():
            actions.choose_volumes(order=order, volumes=volumes, by=request.user)
        return redirect("client:order_curve", ref=order.ref)
    upload = VolumeForm(initial={"channel": order.channel})
    histories = VolumeSet.objects.visible_to(request.principal).histories().order_by("-created_at")[:6]
    context = {"form": form, "upload": upload, "histories": histories}
    return _page(request, order, "volumes", "client/orders/order_volumes.html", **context)


@require_POST
@client_required(*WRITERS)
def order_upload(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Step 3: upload, take them for this order, and watch them being read on the next page."""
    order = _order(request, ref)
    form = VolumeForm(request.POST, request.FILES)
    if form.is_valid():
        volumes = upload_volumes(client=request.client, by=request.user, **form.cleaned_data)
        order = actions.choose_volumes(order=order, volumes=volumes, by=request.user)
        return redirect(f"client:order_{wizard.next_step(order)}", ref=order.ref)
    choose = ChooseVolumesForm(order=order)
    context = {**wizard.frame(order, "volumes"), "form": choose, "upload": form}
    return render(request, "client/orders/order_volumes.html", context, status=422)


@write
@client_required(*WRITERS)
def order_curve(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Step 4: seats per interval, by both models, under terms that can be tried out."""
    order = _order(request, ref)
    if wizard.blocked(order, "curve"):
        return redirect("client:order_detail", ref=order.ref)
    line = line_of(order, request.GET.get("channel", ""))
    form = CurveForm(request.POST or None, initial=CurveForm.initial_of(line), order=line)
    if request.method == "POST" and form.is_valid():
        actions.compute_curve(order=order, asked=form.asked(line), by=request.user, channel=line.channel)
        return redirect(f"{reverse('client:order_curve', kwargs={'ref': order.ref})}?channel={line.channel}")
    pictured = wizard.curve_of(order, line, day=request.GET.get("day", ""))
    return _page(request, order, "curve", "client/orders/order_curve.html", form=form, **pictured)


@read
@client_required()
def order_curve_csv(request: ClientRequest, ref: UUID) -> HttpResponse:
    """The whole curve as a file."""
    order = _order(request, ref)
    requirement = line_of(order, request.GET.get("channel", "")).requirement
    rows = pictures.curve_rows(requirement) if requirement else []
    return csv_response(f"{order.number}-seats", pictures.CURVE_COLUMNS, rows)


@write
@client_required(*WRITERS)
def order_quote(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Step 5: what can be promised, at which price, from when on; POST computes it anew."""
    order = _order(request, ref)
    if request.method == "POST":
        actions.quote_order(order=order, by=request.user)
        return redirect("client:order_quote", ref=order.ref)
    if wizard.blocked(order, "quote"):
        return redirect("client:order_detail", ref=order.ref)
    context = {**wizard.quote_of(order), "may_accept": request.principal.member_role == "owner"}
    return _page(request, order, "quote", "client/orders/order_quote.html", **context)


@read
@client_required(*WRITERS)
def quote_progress(request: ClientRequest, ref: UUID) -> HttpResponse:
    """How far the search for a better plan is; the whole page anew when it has ended."""
    order = _order(request, ref)
    quote = order.quotes.order_by("-version").first()
    if quote is None or quote.plan == QuotePlan.FINAL or order.state != OrderState.QUOTED:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "client/orders/quote_progress.html", {"order": order, "quote": quote})


@require_POST
@client_required(*WRITERS)
def order_ask(request: ClientRequest, ref: UUID) -> HttpResponse:
    """A planner asks the owners to accept the quote."""
    actions.ask_owner(order=_order(request, ref), by=request.user)
    messages.success(request, _("The owners of your company have been told."))
    return redirect("client:order_quote", ref=ref)


@require_POST
@client_required(*WRITERS)
def order_alternative(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Find out what would help, or take up one ``code`` of it and see the new quote."""
    order, code = _order(request, ref), request.POST.get("code", "")
    if code:
        actions.take_alternative(order=order, code=code, by=request.user)
    else:
        actions.find_alternatives(order=order, by=request.user)
    return redirect("client:order_quote", ref=ref)


@require_POST
@client_required("owner")
def order_submit(request: ClientRequest, ref: UUID) -> HttpResponse:
    """An owner accepts the quote: seats are frozen, capacity is held."""
    version = wizard.version_named(request.POST.get("version", ""))
    order = actions.submit_order(order=_order(request, ref), by=request.user, version=version)
    messages.success(request, _("Submitted. The dispatcher confirms the fill plan, then offers go out."))
    return redirect("client:order_detail", ref=order.ref)


@read
@client_required()
def order_detail(request: ClientRequest, ref: UUID) -> HttpResponse:
    """One order; a draft resumes at the step where it stopped."""
    order = _order(request, ref)
    if order.state in (OrderState.DRAFT, OrderState.QUOTED) and request.principal.member_role in WRITERS:
        return redirect(f"client:order_{wizard.next_step(order)}", ref=order.ref)
    context = {"order": order, **wizard.detail_of(order, request.principal.member_role in WRITERS)}
    return render(request, "client/orders/order_detail.html", context)


@write
@client_required(*WRITERS)
def order_cancel(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Say what cancelling costs, then do it."""
    order = _order(request, ref)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.cancel_order(order=order, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The order is cancelled."))
        return redirect("client:order_list")
    context = {"order": order, "form": form, **wizard.consequence_of(order)}
    return render(request, "client/orders/order_cancel.html", context, status=422 if form.errors else 200)
