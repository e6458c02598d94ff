"""The recruiter's doors to one application and the decision about it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.kernel.errors import BadInput
from talentpool.screening import actions
from talentpool.screening.board import namesakes
from talentpool.screening.errors import ReasonNeeded
from talentpool.screening.forms import DecisionForm
from talentpool.screening.models import Application, KitHelp, Scorecard
from talentpool.screening.progress import overall, stations


def one(request: HatRequest, ref: UUID) -> Application:
    rows = Application.objects.visible_to(request.principal).select_related(
        "user", "campaign", "stopped_at", "decided_by"
    )
    return get_object_or_404(rows, ref=ref)


@staff_required("recruiter")
@require_safe
def application_page(request: HatRequest, ref: UUID) -> HttpResponse:
    application = one(request, ref)
    cards = Scorecard.objects.visible_to(request.principal).filter(attempt__application=application)
    shown = {
        "application": application,
        "stations": stations(application),
        "overall": overall(application),
        "cards": cards.select_related("rater", "attempt__gate").order_by("submitted_at"),
        "help_rows": KitHelp.objects.visible_to(request.principal).filter(application=application),
        "namesakes": namesakes(Application.objects.visible_to(request.principal), application),
        "form": DecisionForm(),
    }
    shown["own"] = application.user_id == request.user.pk
    return render(request, "admin/screening/application_show.html", shown)


@staff_required("recruiter")
@require_POST
def application_decide(request: HatRequest, ref: UUID) -> HttpResponse:
    """``decision``: admit or reject."""
    application, form = one(request, ref), DecisionForm(request.POST)
    if not form.is_valid():
        raise ReasonNeeded
    act = {"admit": actions.admit_application, "reject": actions.reject_application}.get(
        request.POST.get("decision", "")
    )
    if act is None:
        raise BadInput
    act(application=application, by=request.user, reason=form.cleaned_data["reason"])
    application.refresh_from_db()
    messages.success(request, _("Decided: %(state)s.") % {"state": application.get_state_display()})
    return redirect("staff:application_page", ref)
