"""Where people compare papers with documents, and confirm or return them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.screening import actions
from talentpool.screening.models import Formality
from talentpool.screening.paper_forms import ReturnForm
from talentpool.screening.papers import document_shown, text_of
from talentpool.screening.rules.papers import masked, spaced
from talentpool.screening.states import FormalityKind, FormalityState


@staff_required("recruiter", "finance")
@require_safe
def formality_queue(request: HatRequest) -> HttpResponse:
    """Papers handed in, oldest first."""
    rows = Formality.objects.visible_to(request.principal).filter(state=FormalityState.HANDED_IN)
    shown = {"rows": rows.select_related("agent").order_by("handed_in_at")[:100]}
    return render(request, "admin/screening/formality_queue.html", shown)


@staff_required("recruiter", "finance")
@require_http_methods(["GET", "HEAD", "POST"])
def formality_decide(request: HatRequest, ref: UUID) -> HttpResponse:
    """Compare with the document, then confirm or return."""
    rows = Formality.objects.visible_to(request.principal).select_related("agent__user")
    paper = get_object_or_404(rows.prefetch_related("documents__pages__looks__by"), ref=ref)
    form = ReturnForm(request.POST if "back" in request.POST else None)
    if request.method == "POST" and "confirm" in request.POST:
        actions.confirm_formality(formality=paper, by=request.user)
        return redirect("staff:formality_queue")
    if request.method == "POST" and form.is_valid():
        actions.return_formality(formality=paper, by=request.user, note=form.cleaned_data["note"])
        return redirect("staff:formality_queue")
    text = text_of(paper.document_version) if paper.document_version else ""
    shown = {"paper": paper, "form": form, "text": text, "value": _value(paper), "document": document_shown(paper)}
    return render(request, "admin/screening/formality_decide.html", shown)


def _value(paper: Formality) -> str:
    """A signature whole; of a number the last places. An identity number is whole while a person compares it."""
    if paper.document_version:
        return str(paper.value)
    compared = paper.kind == FormalityKind.IDENTITY and paper.state == FormalityState.HANDED_IN
    return spaced(paper.value) if compared else masked(paper.value)
