"""Pages of rule sets: draft, change piece by piece, try out, publish."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Client
from accounts.permissions import HatRequest, staff_required
from tasks.quality import actions, rule_pages
from tasks.quality.frame_form import FrameForm
from tasks.quality.models import RuleSet, TryOut
from tasks.quality.rule_forms import PIECE_FORMS, NewRuleSetForm, piece_code
from tasks.quality.rules import editing
from tasks.quality.states import RuleSetState


def _one(request: HatRequest, ref: UUID) -> RuleSet:
    rows = RuleSet.objects.visible_to(request.principal).select_related("client", "based_on", "published_by")
    return get_object_or_404(rows, ref=ref)


@require_safe
@staff_required("analyst")
def rule_set_list(request: HatRequest) -> HttpResponse:
    """Drafts first, then what is in force, then the past."""
    context = {"shown": _by_state(request), "form": _new_form(request)}
    return render(request, "admin/quality/rule_set_list.html", context)


def _by_state(request: HatRequest) -> dict[str, list[RuleSet]]:
    rows = RuleSet.objects.visible_to(request.principal).defer("rules").select_related("client", "published_by")
    newest = list(rows.order_by("-changed_at")[:300])
    return {state: [r for r in newest if r.state == state] for state in RuleSetState.values}


def _new_form(request: HatRequest) -> NewRuleSetForm:
    clients = Client.objects.visible_to(request.principal).order_by("slug")
    return NewRuleSetForm(request.POST or None, clients=clients)


@require_POST
@staff_required("analyst")
def rule_set_new(request: HatRequest) -> HttpResponse:
    form = _new_form(request)
    if not form.is_valid():
        context = {"shown": _by_state(request), "form": form}
        return render(request, "admin/quality/rule_set_list.html", context, status=422)
    draft = actions.begin_rule_set(**form.cleaned_data, by=request.user)
    return redirect("staff:rule_set", ref=draft.ref)


@require_safe
@staff_required("analyst")
def rule_set(request: HatRequest, ref: UUID) -> HttpResponse:
    """One version: what it holds, what it changes, and for a draft the ways to change it."""
    found = _one(request, ref)
    runs = TryOut.objects.visible_to(request.principal).filter(rule_set=found).order_by("-asked_at")
    context = {
        "rule_set": found,
        "is_draft": found.state == RuleSetState.DRAFT,
        "changes": rule_pages.changes_of(found, found.based_on),
        "runs": runs.defer("rules", "outcome")[:5],
        **rule_pages.parts_of(found),
    }
    return render(request, "admin/quality/rule_set_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("analyst")
def piece_edit(request: HatRequest, ref: UUID, part: str, code: str = "") -> HttpResponse:
    """Add or change one rule, step or topic of a draft."""
    found, kind = _one(request, ref), next((p for p in editing.PARTS if p == part), None)
    one = editing.one_of(found.rules, kind, code) if kind and code else None
    if kind is None or (code and one is None):
        raise Http404
    form = PIECE_FORMS[part](request.POST or None, initial=PIECE_FORMS[part].values(one) if one else None)
    if request.method == "POST" and form.is_valid():
        actions.put_piece(
            rule_set=found, part=kind, one=form.piece(piece_code(found, kind, form, code)), by=request.user
        )
        return redirect("staff:rule_set", ref=ref)
    context = {"rule_set": found, "form": form, "part": part, "code": code, "one": one}
    return render(request, "admin/quality/piece_edit.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required("analyst")
def piece_move(request: HatRequest, ref: UUID, part: str, code: str) -> HttpResponse:
    """``go``: up, down or away."""
    found, kind = _one(request, ref), next((p for p in editing.PARTS if p == part), None)
    go = request.POST.get("go", "")
    if kind is None:
        raise Http404
    if go not in ("up", "down", "away"):
        raise BadRequest("go: up, down or away")
    if go == "away":
        actions.drop_piece(rule_set=found, part=kind, code=code, by=request.user)
    else:
        actions.move_piece(rule_set=found, part=kind, code=code, places=-1 if go == "up" else 1, by=request.user)
    return redirect("staff:rule_set", ref=ref)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("analyst")
def frame_edit(request: HatRequest, ref: UUID) -> HttpResponse:
    found = _one(request, ref)
    form = FrameForm(request.POST or None, initial=FrameForm.values(found.rules))
    if request.method == "POST" and form.is_valid():
        actions.put_frame(rule_set=found, parts=form.parts(found.rules), by=request.user)
        return redirect("staff:rule_set", ref=ref)
    context = {"rule_set": found, "form": form, "part": "frame"}
    return render(request, "admin/quality/piece_edit.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required("analyst")
def rule_set_publish(request: HatRequest, ref: UUID) -> HttpResponse:
    actions.publish_rule_set(rule_set=_one(request, ref), by=request.user)
    messages.success(request, _("In force from now on. Earlier conversations keep the version they were judged by."))
    return redirect("staff:rule_set", ref=ref)


@require_POST
@staff_required("analyst")
def rule_set_discard(request: HatRequest, ref: UUID) -> HttpResponse:
    actions.discard_draft(rule_set=_one(request, ref), by=request.user)
    messages.success(request, _("The draft is gone."))
    return redirect("staff:rule_set_list")


@require_POST
@staff_required("analyst")
def rule_set_copy(request: HatRequest, ref: UUID) -> HttpResponse:
    """A new draft from this version."""
    draft = actions.copy_rule_set(rule_set=_one(request, ref), by=request.user)
    return redirect("staff:rule_set", ref=draft.ref)


@require_POST
@staff_required("analyst")
def try_out_ask(request: HatRequest, ref: UUID) -> HttpResponse:
    run = actions.ask_try_out(rule_set=_one(request, ref), by=request.user)
    return redirect("staff:try_out", ref=run.ref)


def _run(request: HatRequest, ref: UUID) -> TryOut:
    rows = TryOut.objects.visible_to(request.principal).select_related("rule_set__client", "against", "asked_by")
    return get_object_or_404(rows, ref=ref)


@require_safe
@staff_required("analyst")
def try_out(request: HatRequest, ref: UUID) -> HttpResponse:
    """How far it is; once done, what would change and how often the draft is right."""
    run = _run(request, ref)
    moving = run.state in ("waiting", "running")
    if request.headers.get("HX-Request") == "true" and not moving:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"run": run, "moving": moving, **(rule_pages.outcome_of(run) if run.state == "done" else {})}
    partial = request.headers.get("HX-Request") == "true"
    return render(request, f"admin/quality/{'try_out_progress' if partial else 'try_out'}.html", context)


@require_POST
@staff_required("analyst")
def try_out_judge(request: HatRequest, ref: UUID, place: int) -> HttpResponse:
    """A person looks at one sampled hit."""
    run = _run(request, ref)
    actions.judge_sampled_hit(run=run, place=place, is_right=request.POST.get("right") == "1", by=request.user)
    return redirect(f"/admin/quality/try-outs/{run.ref}/#sample")
