"""After an order: the client looks at hours, says how the work was, and reads the service report."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import ClientRequest, client_required
from talentpool.agents.actions import prefer
from talentpool.agents.states import Preference
from talentpool.kernel.exports import csv_response
from tasks.attendance import after, report
from tasks.attendance.models import Attendance
from tasks.orders.actions import approve_hours, review_work
from tasks.orders.models import Order
from tasks.orders.states import HoursState

WRITERS = ("owner", "planner")


class ReviewForm(forms.Form):
    """What a client says of one person's shift."""

    hours = forms.ChoiceField(label=gettext_lazy("Hours"), choices=HoursState.choices)
    rating = forms.TypedChoiceField(
        label=gettext_lazy("Rating"),
        choices=[("", "–"), *((n, "★" * n) for n in range(1, 6))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    note = forms.CharField(label=gettext_lazy("What went well or not"), max_length=500, required=False)
    complaint = forms.CharField(
        label=gettext_lazy("Complaint"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("A person looks at it; the agent is heard before anything follows."),
    )
    preference = forms.ChoiceField(
        label=gettext_lazy("Next time"),
        required=False,
        choices=[("", gettext_lazy("Like everybody")), *Preference.choices],
    )


def _order(request: ClientRequest, ref: UUID) -> Order:
    orders = Order.objects.visible_to(request.principal).select_related("requirement", "client")
    return get_object_or_404(orders.exclude(state__in=["draft", "quoted"]), ref=ref)


@require_safe
@client_required()
def order_after(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Hours person by person, and the report against the promise."""
    order = _order(request, ref)
    page = Paginator(after.days_of(order), 25).get_page(request.GET.get("page"))
    context = {
        "order": order,
        "page": page,
        "rows": after.named(order, list(page.object_list)),
        "can_write": request.principal.member_role in WRITERS,
        **after.hours_of(order),
        **report.page_of(order),
    }
    return render(request, "client/attendance/order_after.html", context)


@require_POST
@client_required(*WRITERS)
def hours_approve(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Approve all hours that nobody has looked at."""
    order = _order(request, ref)
    rows = after.named(order, list(after.days_of(order)))
    chosen = [(row["day"].assignment.ref, row["alias"]) for row in rows]
    count = approve_hours(order=order, assignments=chosen, by=request.user)
    messages.success(request, _("Approved: the hours of %(n)s shifts.") % {"n": count})
    return redirect("client:order_after", ref=ref)


@require_http_methods(["GET", "HEAD", "POST"])
@client_required(*WRITERS)
def work_review(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Hours, rating, complaint, favourite or block for one person's shift."""
    days = Attendance.objects.visible_to(request.principal).filter(checked_out_at__isnull=False)
    day = get_object_or_404(days.select_related("assignment__shift__order__client", "assignment__agent"), ref=ref)
    order = day.assignment.shift.order
    row = after.named(order, [day])[0]
    form = ReviewForm(request.POST or None, initial={"preference": row["preference"], **_said(row["review"])})
    if request.method == "POST" and form.is_valid():
        _save(request, order, day, row["alias"], dict(form.cleaned_data))
        return redirect("client:order_after", ref=order.ref)
    context = {"form": form, "order": order, **row}
    return render(request, "client/attendance/work_review.html", context, status=422 if form.errors else 200)


def _said(review: object) -> dict[str, object]:
    names = ("hours", "rating", "note", "complaint")
    return {name: getattr(review, name) for name in names} if review else {}


def _save(request: ClientRequest, order: Order, day: Attendance, alias: str, given: dict[str, object]) -> None:
    kind = str(given.pop("preference") or "")
    review_work(order=order, assignment=day.assignment.ref, alias=alias, by=request.user, **given)  # type: ignore[arg-type]
    prefer(client=request.client, agent=day.assignment.agent, kind=kind, by=request.user, reason=str(given["note"]))


@require_safe
@client_required()
def order_report_file(request: ClientRequest, ref: UUID) -> HttpResponse:
    """The service report as a file."""
    order = _order(request, ref)
    return csv_response(f"{order.number}-service", report.COLUMNS, report.rows_of(order))
