"""The published screening model: versions, what gates predict, how good the questions are."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.kernel.charts import Rate
from talentpool.kernel.clock import now
from talentpool.kernel.exports import csv_response
from talentpool.screening import actions, validity
from talentpool.screening.models import Campaign, PublishedModel
from talentpool.screening.rules.validity import Validity
from talentpool.screening.states import GateKind

VERDICTS = {
    "too_few": gettext_lazy("too few data"),
    "alike": gettext_lazy("nobody differs"),
    "predicts": gettext_lazy("predicts"),
    "nothing": gettext_lazy("predicts nothing"),
    "backwards": gettext_lazy("predicts the opposite"),
    "unclear": gettext_lazy("not clear yet"),
}
TONES = {
    "too_few": "plain",
    "alike": "plain",
    "predicts": "ready",
    "nothing": "person",
    "backwards": "person",
    "unclear": "waiting",
}
ITEM_VERDICTS = {
    "too_few": gettext_lazy("too few answers"),
    "too_easy": gettext_lazy("too easy"),
    "too_hard": gettext_lazy("too hard"),
    "flat": gettext_lazy("does not tell people apart"),
    "fine": gettext_lazy("fine"),
}
ITEM_TONES = {"too_few": "plain", "too_easy": "waiting", "too_hard": "waiting", "flat": "person", "fine": "ready"}
TESTS = (GateKind.WRITTEN, GateKind.GRAMMAR, GateKind.SITUATIONAL, GateKind.SECURITY)
HEADS = ("quality", "attendance", "retention")


@staff_required("recruiter", "trainer", "analyst")
@require_safe
def validity_report(request: HatRequest) -> HttpResponse:
    """Per gate: correlation with later quality, attendance and retention, interval and sample."""
    rows = validity.report(now())
    if request.GET.get("format") == "csv":
        return _csv(rows)
    shown = [
        {**row, "cells": [(row[name], TONES[row[name].verdict], VERDICTS[row[name].verdict]) for name in HEADS]}
        for row in rows
    ]
    pictures = {"quality": _rates(rows, "quality"), "attendance": _rates(rows, "attendance")}
    return render(request, "admin/screening/validity.html", {"rows": shown, "tests": TESTS, **pictures})


def _rates(rows: list[dict[str, Any]], outcome: str) -> list[Rate]:
    """The gates that have a correlation with this outcome, strongest first."""
    known = [(str(row["label"]), row[outcome]) for row in rows if row[outcome].r is not None]
    found = [Rate(label, one.r, one.low, one.high, one.n) for label, one in known]
    return sorted(found, key=lambda rate: -(rate.rate or 0))


def _csv(rows: list[dict[str, Any]]) -> HttpResponse:
    lines = []
    for row in rows:
        for name in HEADS:
            one: Validity = row[name]
            lines.append([row["gate"], name, one.n, one.r, one.low, one.high, one.verdict])
    return csv_response("validity", ["gate", "outcome", "n", "r", "low", "high", "verdict"], lines)


@staff_required("recruiter", "trainer")
@require_safe
def item_list(request: HatRequest, kind: str) -> HttpResponse:
    """Difficulty and discrimination of each question of a gate."""
    if kind not in TESTS:
        raise Http404
    rows = [
        {**row, "tone": ITEM_TONES[row["item"].verdict], "words": ITEM_VERDICTS[row["item"].verdict]}
        for row in validity.item_rows(kind)
    ]
    shown = {"rows": rows, "kind": GateKind(kind), "tests": TESTS}
    return render(request, "admin/screening/item_list.html", shown)


@staff_required("recruiter")
@require_http_methods(["GET", "HEAD", "POST"])
def model_show(request: HatRequest, slug: str) -> HttpResponse:
    """What the gates weigh now beside what was published; publishing makes a version."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.principal), slug=slug)
    if request.method == "POST":
        made = actions.publish_model(campaign=campaign, by=request.user, note=request.POST.get("note", ""))
        messages.success(request, _("Version %(version)s is published.") % {"version": made.version})
        return redirect("staff:model_show", slug)
    versions = PublishedModel.objects.visible_to(request.principal).filter(campaign=campaign)
    shown = {
        "campaign": campaign,
        "now": actions.gates_of(campaign=campaign),
        "versions": versions.select_related("published_by"),
    }
    return render(request, "admin/screening/model_show.html", shown)


@require_safe
def model_public(request: HatRequest, slug: str) -> HttpResponse:
    """For everybody: how a campaign weighs its gates, version by version."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.principal), slug=slug)
    versions = PublishedModel.objects.visible_to(request.principal).filter(campaign=campaign)
    return render(request, "public/screening/model_show.html", {"campaign": campaign, "versions": versions})
