"""The door to the fairness report, as a page and as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.agents.models import Skill
from talentpool.kernel.clock import now
from talentpool.kernel.exports import csv_response
from tasks.dispatch.fairness import counted, fairness
from tasks.dispatch.forms import FairnessForm
from tasks.dispatch.models import DispatchPolicy


@require_safe
@staff_required("dispatcher", "analyst", "counsellor")
def fairness_report(request: HatRequest) -> HttpResponse:
    """Who was offered work, how often, who never; ``?format=csv`` for the whole list."""
    form = FairnessForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    days, skill = int(asked.get("days") or 30), asked.get("skill")
    if request.GET.get("format") == "csv":
        return _file(days, skill)
    report = fairness(at=now(), days=days, skill=skill)
    context = {"form": form, "report": report, "days": days, "policy": DispatchPolicy.current()}
    return render(request, "admin/dispatch/fairness.html", context)


def _file(days: int, skill: Skill | None) -> HttpResponse:
    rows = counted(at=now(), days=days, skill=skill).order_by("-sent", "number")
    columns = [_("Agent"), _("Kind"), _("Offers"), _("Yes"), _("No"), _("Last asked")]
    return csv_response(
        "fairness",
        columns,
        ([a.number, a.get_kind_display(), a.sent, a.yes, a.no, a.last.isoformat() if a.last else ""] for a in rows),
    )
