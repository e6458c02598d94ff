"""Rulebooks for staff: readable, tried on the present pool, then published; proposals to step down."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.growth import actions, effects, timeline
from talentpool.growth.errors import BookFaulty
from talentpool.growth.forms import BookForm, StepDownForm
from talentpool.growth.models import Rulebook, StepDown
from talentpool.growth.rules import levels as rules
from talentpool.kernel.clock import now


@staff_required("trainer", "recruiter", "analyst")
@require_safe
def rulebook_show(request: HatRequest) -> HttpResponse:
    """What holds now, in words; older versions beneath."""
    book = Rulebook.in_effect(now())
    shown = {
        "book": book,
        "levels": [timeline.level_line(level) for level in book.levels],
        "older": book.others(),
        "standing": timeline.standing(book.levels),
        "waiting": StepDown.objects.visible_to(request.principal).waiting().count(),
    }
    return render(request, "admin/growth/rulebook_show.html", shown)


@staff_required("administrator")
@require_http_methods(["GET", "HEAD", "POST"])
def rulebook_change(request: HatRequest) -> HttpResponse:
    """A changed book, first tried on everybody in the reserve; published only by its own button."""
    book = Rulebook.in_effect(now())
    form = BookForm(request.POST or None, book=book)
    shown: dict[str, object] = {"book": book, "form": form}
    if request.method == "POST" and form.is_valid():
        levels, period = form.levels(), form.cleaned_data["period_days"]
        if "publish" in request.POST:
            made = actions.publish_rulebook(title=form.title(), levels=levels, period_days=period, by=request.user)
            messages.success(request, _("Version %(version)s is published.") % {"version": made.version})
            return redirect("staff:rulebook_show")
        shown |= _tried(book, levels, period)
    return render(request, "admin/growth/rulebook_change.html", shown, status=422 if form.errors else 200)


def _tried(book: Rulebook, levels: list[dict[str, object]], period: int) -> dict[str, object]:
    """What the draft would do beside what the book in effect would do today."""
    at = now()
    return {
        "faults": [BookFaulty.WORDS[fault] for fault in rules.faults(levels)],
        "draft": effects.of_book(levels, period_days=period, at=at),
        "present": effects.of_book(book.levels, period_days=book.period_days, at=at),
    }


@staff_required("trainer")
@require_safe
def step_down_list(request: HatRequest) -> HttpResponse:
    rows = StepDown.objects.visible_to(request.principal).waiting().select_related("agent", "rulebook")
    page = Paginator(rows.order_by("proposed_at"), 30).get_page(request.GET.get("page"))
    lines = [(row, [timeline.missing_words(one) for one in row.missing]) for row in page]
    return render(request, "admin/growth/step_down_list.html", {"page": page, "lines": lines})


@staff_required("trainer")
@require_http_methods(["GET", "HEAD", "POST"])
def step_down_decide(request: HatRequest, ref: UUID) -> HttpResponse:
    """A person keeps the level or takes the step; never by rule."""
    rows = StepDown.objects.visible_to(request.principal).select_related("agent__user", "rulebook")
    proposal, form = get_object_or_404(rows, ref=ref), StepDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep = "keep" in request.POST
        actions.decide_step_down(proposal=proposal, keep=keep, by=request.user, reason=form.cleaned_data["reason"])
        return redirect("staff:step_down_list")
    missing = [timeline.missing_words(one) for one in proposal.missing]
    return render(
        request, "admin/growth/step_down_decide.html", {"proposal": proposal, "form": form, "missing": missing}
    )
