"""The agent's own page; nobody is ever led here."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import HatRequest, staff_required
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.wellbeing import actions
from talentpool.wellbeing.forms import NoteForm, ShareForm
from talentpool.wellbeing.models import Note


@agent_required
def wellbeing(request: AgentRequest) -> HttpResponse:
    """Her notes, and a form for a new one."""
    actions.check_offered(agent=request.agent)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.write_note(agent=request.agent, **form.cleaned_data)
        return redirect("agent:wellbeing")
    notes = Note.objects.visible_to(request.principal).select_related("shared_with").order_by("-written_at")[:30]
    context = {"form": form, "notes": notes, "counsellors": actions.counsellors()}
    return render(request, "agent/wellbeing/wellbeing.html", context)


@require_POST
@agent_required
def note_share(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Share with one counsellor by name, or take back."""
    note = get_object_or_404(Note.objects.visible_to(request.principal), ref=ref)
    form = ShareForm(request.POST)
    chosen = form.cleaned_data["counsellor"] if form.is_valid() else None
    actions.share_note(note=note, with_=next((person for person in actions.counsellors() if person.pk == chosen), None))
    return redirect("agent:wellbeing")


@require_POST
@agent_required
def note_delete(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Delete a note at once."""
    actions.delete_note(note=get_object_or_404(Note.objects.visible_to(request.principal), ref=ref))
    return redirect("agent:wellbeing")


@staff_required("counsellor")
def wellbeing_shared(request: HatRequest) -> HttpResponse:
    """What agents chose to show to this counsellor."""
    notes = Note.objects.visible_to(request.principal).select_related("agent").order_by("-written_at")[:100]
    return render(request, "admin/wellbeing/shared.html", {"notes": notes})
