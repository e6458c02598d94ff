"""The agent's growth: capabilities, the next level, and the log itself."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.growth import actions, rules, timeline
from talentpool.growth.models import CapabilityScore, Entry, Rulebook
from talentpool.kernel.charts import Axis
from talentpool.kernel.clock import now
from talentpool.kernel.exports import csv_response


def _axes(scores: list[CapabilityScore]) -> list[Axis]:
    """For the radar: what has no evidence yet isn't drawn as a zero."""
    return [Axis(timeline.capability_name(s.capability), round(s.score * 100)) for s in scores if s.evidence]


@require_safe
@agent_required
def growth(request: AgentRequest) -> HttpResponse:
    """Five capabilities, the weakest named, the log beneath, filtered and paged."""
    scores = list(CapabilityScore.objects.visible_to(request.principal).order_by("capability"))
    chosen, (since, until) = request.GET.get("show", ""), _days(request)
    entries = Entry.objects.visible_to(request.principal).of_kinds(timeline.FILTERS.get(chosen)).between(since, until)
    page = Paginator(entries.with_corrections().order_by("-occurred_at", "-id"), 30).get_page(request.GET.get("page"))
    context = {
        "axes": _axes(scores),
        "scores": scores,
        "weakest": actions.weakest_of(rows=scores),
        "lines": timeline.lines(page.object_list),
        "page": page,
        "filters": timeline.FILTER_NAMES.items(),
    }
    context |= {"chosen": chosen, "since": since, "until": until}
    return render(request, "agent/growth/growth.html", context)


def _days(request: AgentRequest) -> tuple[date | None, date | None]:
    """From and to as days; what is no day is left out."""
    found: list[date | None] = []
    for name in ("since", "until"):
        try:
            found.append(date.fromisoformat(request.GET.get(name, "")))
        except ValueError:
            found.append(None)
    return found[0], found[1]


@require_safe
@agent_required
def growth_pdf(request: AgentRequest) -> HttpResponse:
    """The log on paper, newest last."""
    from talentpool.growth.documents import log_pdf

    entries = list(Entry.objects.visible_to(request.principal).order_by("id"))
    rows = [
        (f"{localtime(one.occurred_at):%Y-%m-%d %H:%M}", one.get_kind_display(), timeline.sentence(one))
        for one in entries
    ]
    drawn = log_pdf(who=str(request.agent), rows=rows, last_hash=entries[-1].hash if entries else rules.GENESIS)
    headers = {"Content-Disposition": 'attachment; filename="growth.pdf"'}
    return HttpResponse(drawn, content_type="application/pdf", headers=headers)


@require_safe
@agent_required
def level(request: AgentRequest) -> HttpResponse:
    """Now, next, what is missing, when the period ends, what counts."""
    book = Rulebook.in_effect(now())
    upper = rules.next_level(book.levels, request.agent.level)
    since = now() - timedelta(days=book.period_days)
    counted = Entry.objects.visible_to(request.principal).counted_for(request.agent, since)
    context = {
        "book": book,
        "levels": [timeline.level_line(entry) for entry in book.levels],
        "upper": upper,
        "needs": [timeline.need_line(need) for need in rules.needs(upper, counted)] if upper else [],
    }
    return render(request, "agent/growth/level.html", context)


@require_safe
@agent_required
def growth_csv(request: AgentRequest) -> HttpResponse:
    """The whole log as CSV; cells that look like formulas are made harmless."""
    entries = Entry.objects.visible_to(request.principal).order_by("occurred_at", "id")
    rows = ([e.occurred_at.isoformat(), e.kind, timeline.sentence(e), e.hash] for e in entries)
    return csv_response("growth", ["at", "kind", "what", "hash"], rows)


@require_safe
@agent_required
def growth_json(request: AgentRequest) -> JsonResponse:
    """The whole log with its hashes, so that anybody can check the chain."""
    entries = Entry.objects.visible_to(request.principal).order_by("id")
    columns = ("ref", "kind", "occurred_at", "recorded_at", "payload", "source", "previous_hash", "hash")
    response = JsonResponse({"entries": list(entries.values(*columns))}, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="growth.json"'
    return response
