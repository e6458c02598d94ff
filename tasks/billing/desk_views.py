"""Pages of finance, inside the admin: what waits, disputes, payouts, invoices, the ledger."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from tasks.billing import actions, overview
from tasks.billing.display import CODES, in_minor
from tasks.billing.errors import CreditTooLarge, ReasonMissing
from tasks.billing.forms import CreditForm, DisputeAnswerForm, RefusalForm
from tasks.billing.models import Invoice, Payout, StatementLine
from tasks.billing.views import sheet_of


@require_safe
@staff_required("finance")
def finance(request: HatRequest) -> HttpResponse:
    """What waits, the balances, the newest entries."""
    return render(request, "admin/billing/finance_home.html", overview.finance_overview(request.principal))


@require_safe
@staff_required("finance")
def dispute_list(request: HatRequest) -> HttpResponse:
    lines = StatementLine.objects.visible_to(request.principal).filter(disputed_at__isnull=False)
    ordered = lines.select_related("statement__agent").order_by(F("answered_at").asc(nulls_first=True), "disputed_at")
    page = Paginator(ordered, 30).get_page(request.GET.get("page"))
    return render(request, "admin/billing/dispute_list.html", {"page": page, "codes": CODES})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("finance")
def dispute_detail(request: HatRequest, ref: UUID) -> HttpResponse:
    """A disputed line beside its statement; the answer may adjust it."""
    lines = StatementLine.objects.visible_to(request.principal).select_related("statement__agent", "answered_by")
    line = get_object_or_404(lines, ref=ref)
    form = DisputeAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        minor = in_minor(form.cleaned_data["amount"], line.statement.currency)
        actions.answer_dispute(line=line, minor=minor, answer=form.cleaned_data["answer"], by=request.user)
        messages.success(request, _("Answered: the agent was told."))
        return redirect("staff:dispute_list")
    context = {"line": line, "statement": line.statement, "form": form, "name": CODES.get(line.code, line.code)}
    return render(request, "admin/billing/dispute_answer.html", context)


@require_safe
@staff_required("finance")
def payout_list(request: HatRequest) -> HttpResponse:
    """Proposed ones first; who proposed can't approve."""
    payouts = Payout.objects.visible_to(request.principal).select_related("agent", "proposed_by", "approved_by")
    page = Paginator(payouts.order_by(F("approved_at").asc(nulls_first=True), "pk"), 50).get_page(
        request.GET.get("page")
    )
    return render(request, "admin/billing/payout_list.html", {"page": page, "form": RefusalForm()})


@require_POST
@staff_required("finance")
def payout_propose(request: HatRequest) -> HttpResponse:
    proposed = actions.propose_payouts(by=request.user)
    messages.success(
        request, _("%(count)d payouts proposed. A colleague has to approve them.") % {"count": len(proposed)}
    )
    return redirect("staff:payout_list")


@require_POST
@staff_required("finance")
def payout_approve(request: HatRequest, ref: UUID) -> HttpResponse:
    payout = get_object_or_404(Payout.objects.visible_to(request.principal).select_related("agent"), ref=ref)
    actions.approve_payout(payout=payout, by=request.user)
    messages.success(request, _("Approved: the money leaves the books and the agent was told."))
    return redirect("staff:payout_list")


@require_POST
@staff_required("finance")
def payout_refuse(request: HatRequest, ref: UUID) -> HttpResponse:
    payout = get_object_or_404(Payout.objects.visible_to(request.principal), ref=ref)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        raise ReasonMissing
    actions.refuse_payout(payout=payout, reason=form.cleaned_data["reason"], by=request.user)
    return redirect("staff:payout_list")


@require_safe
@staff_required("finance")
def invoice_list(request: HatRequest) -> HttpResponse:
    invoices = (
        Invoice.objects.visible_to(request.principal).select_related("client").annotate(gross=Sum("lines__minor"))
    )
    page = Paginator(invoices.order_by("state", "-month", "-pk"), 30).get_page(request.GET.get("page"))
    return render(request, "admin/billing/invoice_list.html", {"page": page})


@require_safe
@staff_required("finance")
def invoice_detail(request: HatRequest, ref: UUID) -> HttpResponse:
    return render(request, "admin/billing/invoice_view.html", {**sheet_of(request, ref), "form": CreditForm()})


@require_POST
@staff_required("finance")
def invoice_send(request: HatRequest, ref: UUID) -> HttpResponse:
    invoice = get_object_or_404(Invoice.objects.visible_to(request.principal).select_related("client"), ref=ref)
    actions.send_invoice(invoice=invoice, by=request.user)
    messages.success(request, _("Sent. Later hours of this month go on another invoice."))
    return redirect("staff:invoice_detail", ref=ref)


@require_POST
@staff_required("finance")
def invoice_paid(request: HatRequest, ref: UUID) -> HttpResponse:
    invoice = get_object_or_404(Invoice.objects.visible_to(request.principal).select_related("client"), ref=ref)
    actions.receive_payment(invoice=invoice, by=request.user)
    return redirect("staff:invoice_detail", ref=ref)


@require_POST
@staff_required("finance")
def invoice_credit(request: HatRequest, ref: UUID) -> HttpResponse:
    invoice = get_object_or_404(Invoice.objects.visible_to(request.principal), ref=ref)
    form = CreditForm(request.POST)
    if not form.is_valid():
        raise CreditTooLarge
    minor = in_minor(form.cleaned_data["amount"], invoice.currency)
    actions.give_credit(invoice=invoice, minor=minor, reason=form.cleaned_data["reason"], by=request.user)
    return redirect("staff:invoice_detail", ref=ref)
