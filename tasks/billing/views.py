"""Pages of billing for agents and clients; finance's are in ``desk_views``."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import ClientRequest, HatRequest, client_required
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.kernel.clock import now
from talentpool.kernel.exports import csv_response
from talentpool.kernel.formats import money
from tasks.billing import actions, overview
from tasks.billing.display import INVOICE_COLUMNS, invoice_rows, invoice_sheet, statement_lines
from tasks.billing.errors import ReasonMissing
from tasks.billing.forms import DisputeForm
from tasks.billing.models import Invoice, Payout, Statement, StatementLine


@require_safe
@agent_required
def statement_list(request: AgentRequest) -> HttpResponse:
    """What she earned: paid, due, due later; then shift by shift."""
    own = Statement.objects.visible_to(request.principal).select_related(
        "assignment__shift__order__client", "standby__shift__order__client", "drill__skill"
    )
    page = Paginator(own.order_by("-posted_at", "-pk"), 20).get_page(request.GET.get("page"))
    payouts = Payout.objects.visible_to(request.principal).order_by("-proposed_at")[:5]
    context = {"page": page, "payouts": payouts, **overview.earnings(request.principal, at=now())}
    return render(request, "agent/billing/statement_list.html", context)


@require_safe
@agent_required
def statement_detail(request: AgentRequest, ref: UUID) -> HttpResponse:
    """One shift's pay, each line explained and disputable."""
    own = Statement.objects.visible_to(request.principal).select_related(
        "assignment__shift__order__client", "standby__shift__order__client", "drill__skill", "payout"
    )
    statement = get_object_or_404(own, ref=ref)
    context = {"statement": statement, "lines": statement_lines(statement), "form": DisputeForm()}
    return render(request, "agent/billing/statement_view.html", context)


@require_POST
@agent_required
def line_dispute(request: AgentRequest, ref: UUID) -> HttpResponse:
    own = StatementLine.objects.visible_to(request.principal).select_related("statement")
    line = get_object_or_404(own, ref=ref)
    form = DisputeForm(request.POST)
    if not form.is_valid():
        raise ReasonMissing
    actions.dispute_line(line=line, reason=form.said(), by=request.user)
    messages.success(request, _("Sent. What was posted is paid on time all the same; a person answers here."))
    return redirect("agent:statement_detail", ref=line.statement.ref)


@require_safe
@client_required("owner", "finance")
def invoice_list(request: ClientRequest) -> HttpResponse:
    own = Invoice.objects.visible_to(request.principal).annotate(gross=Sum("lines__minor"))
    page = Paginator(own.order_by("-month", "-pk"), 24).get_page(request.GET.get("page"))
    owed = own.filter(~Q(state="paid")).aggregate(total=Sum("gross"))["total"]
    return render(request, "client/billing/invoice_list.html", {"page": page, "owed": owed, "months": _months(page)})


def _months(page: Iterable[Any]) -> list[tuple[str, float, str]]:
    """What each month came to, for a picture: the newest twelve."""
    named = [(date_format(one.month, "YEAR_MONTH_FORMAT"), one.gross or 0, one.currency) for one in page]
    return [(name, gross / 100, money(gross, currency)) for name, gross, currency in named[:12]]


def sheet_of(request: HatRequest, ref: UUID) -> dict[str, object]:
    """An invoice this principal may see with its sheet, or 404."""
    invoice = get_object_or_404(Invoice.objects.visible_to(request.principal).select_related("client"), ref=ref)
    return {"invoice": invoice, "sheet": invoice_sheet(invoice)}


@require_safe
@client_required("owner", "finance")
def invoice_detail(request: ClientRequest, ref: UUID) -> HttpResponse:
    return render(request, "client/billing/invoice_view.html", sheet_of(request, ref))


@require_safe
@client_required("owner", "finance")
def invoice_csv(request: ClientRequest, ref: UUID) -> HttpResponse:
    invoice = get_object_or_404(Invoice.objects.visible_to(request.principal).select_related("client"), ref=ref)
    return csv_response(f"invoice-{invoice.number}", INVOICE_COLUMNS, invoice_rows(invoice_sheet(invoice)))


@require_safe
@client_required("owner", "finance")
def invoice_pdf(request: ClientRequest, ref: UUID) -> HttpResponse:
    from tasks.billing.documents import invoice_pdf as drawn_invoice

    invoice = get_object_or_404(Invoice.objects.visible_to(request.principal).select_related("client"), ref=ref)
    response = HttpResponse(drawn_invoice(invoice_sheet(invoice)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="invoice-{invoice.number}.pdf"'
    return response
