"""The agent's doors to her five papers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.screening import actions
from talentpool.screening.errors import PaperFaulty
from talentpool.screening.forms import FormalityForm
from talentpool.screening.models import Formality
from talentpool.screening.papers import current_version, text_of
from talentpool.screening.rules.papers import masked
from talentpool.screening.states import FormalityKind, FormalityState


@agent_required
@require_safe
def formality_list(request: AgentRequest) -> HttpResponse:
    actions.prepare_formalities(agent=request.agent)
    rows = {row.kind: row for row in Formality.objects.visible_to(request.principal).filter(agent=request.agent)}
    papers = [rows[kind] for kind in FormalityKind.values]
    done = sum(paper.state == FormalityState.CONFIRMED for paper in papers)
    shown = {
        "papers": papers,
        "done": done,
        "agent": request.agent,
        "unasked": actions.awaits_consent(user=request.user),
    }
    return render(request, "agent/screening/formality_list.html", shown)


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def formality_hand_in(request: AgentRequest, kind: str) -> HttpResponse:
    """Hand in one paper; a text is read first and signed by name."""
    paper = get_object_or_404(Formality.objects.visible_to(request.principal), agent=request.agent, kind=kind)
    form = FormalityForm(paper, request.POST or None)
    if request.method == "POST" and form.is_valid() and _handed_in(request, paper, form):
        return redirect("agent:formality_list")
    version = paper.document_version or current_version(kind, request.agent.kind)
    text = text_of(version) if version else ""
    known = masked(paper.value) if paper.value_sealed and not version else paper.value
    shown = {"paper": paper, "form": form, "text": text, "version": version, "known": known}
    return render(request, "agent/screening/formality_hand_in.html", shown, status=400 if form.errors else 200)


def _handed_in(request: AgentRequest, paper: Formality, form: FormalityForm) -> bool:
    """Whether it could be handed in; a faulty number is said beside its field."""
    try:
        actions.hand_in_formality(formality=paper, value=form.cleaned_data["value"], by=request.user)
    except PaperFaulty as refusal:
        form.add_error("value", f"{refusal} {refusal.advice}")
        return False
    messages.success(request, _("Handed in. A person looks at it."))
    return True
