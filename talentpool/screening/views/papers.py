"""The agent's doors to her five papers, and the door to the pictures of a document."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.screening import actions
from talentpool.screening.errors import DocumentFaulty, DocumentMissing, PaperFaulty
from talentpool.screening.models import DocumentPage, Formality, PaperStandard
from talentpool.screening.paper_forms import FormalityForm
from talentpool.screening.papers import current_version, document_shown, text_of
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
    rows = Formality.objects.visible_to(request.principal).prefetch_related("documents__pages__looks")
    paper = get_object_or_404(rows, agent=request.agent, kind=kind)
    form = FormalityForm(paper, request.POST or None, request.FILES or None)
    status = _hand_in(request, paper, form) if request.method == "POST" else 200
    if status == 302:
        return redirect("agent:formality_list")
    version = paper.document_version or current_version(kind, request.agent.kind)
    known = masked(paper.value) if paper.value_sealed and not version else paper.value
    shown = {"paper": paper, "form": form, "text": text_of(version) if version else "", "version": version}
    shown |= {"known": known, "document": document_shown(paper), "standard": PaperStandard.current()}
    return render(request, "agent/screening/formality_hand_in.html", shown, status=status)


def _hand_in(request: AgentRequest, paper: Formality, form: FormalityForm) -> int:
    """The status of the answer: 302 when it was handed in; what is wrong is said beside its field."""
    if not form.is_valid():
        return 400
    try:
        actions.hand_in_formality(formality=paper, by=request.user, **form.given())
    except (PaperFaulty, DocumentMissing, DocumentFaulty) as refusal:
        return form.refuse(refusal)
    messages.success(request, _("Handed in. A person looks at it."))
    return 302


@agent_required
@require_safe
def document_page(request: AgentRequest, ref: UUID) -> HttpResponse:
    """A picture of her own document, as long as it is kept."""
    return picture(request, ref)


@staff_required("recruiter", "finance")
@require_safe
def document_page_shown(request: HatRequest, ref: UUID) -> HttpResponse:
    """The same for those who confirm papers."""
    return picture(request, ref)


def picture(request: HatRequest, ref: UUID) -> HttpResponse:
    """A JPEG, never cached, as an attachment; the look is written down."""
    page = get_object_or_404(DocumentPage.objects.visible_to(request.principal), ref=ref)
    headers = {"Content-Disposition": 'attachment; filename="document.jpg"', "Cache-Control": "no-store"}
    content = actions.look_at_page(page=page, by=request.user)
    return HttpResponse(content, content_type="image/jpeg", headers=headers)
