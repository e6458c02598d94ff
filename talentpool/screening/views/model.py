"""The published screening model: versions, what gates predict, how good the questions are."""

from collections import Counter
from itertools import count
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.kernel.charts import Good, Rate, Spot
from talentpool.kernel.clock import now
from talentpool.kernel.exports import csv_response
from talentpool.screening import actions, validity
from talentpool.screening.gate_forms import GateSettingsForm
from talentpool.screening.models import Campaign, Gate, PublishedModel
from talentpool.screening.rules.validity import TOO_EASY, TOO_FLAT, TOO_HARD, Validity
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
ITEM_ADVICE = {
    "flat": gettext_lazy(
        "Who knows the matter gets it wrong as often as who does not. Often two answers are right, or the key is "
        "wrong: check the key first, then write the question anew, or take it out of the draw."
    ),
    "too_hard": gettext_lazy(
        "Nearly nobody gets it. Check the key and whether a lesson teaches it; ask for something people need at work."
    ),
    "too_easy": gettext_lazy(
        "Nearly everybody gets it, so it says nothing about anybody. Make the wrong answers more likely, or keep it as "
        "an opening question without weight."
    ),
    "too_few": gettext_lazy("Not judged yet: twenty answers are needed."),
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
    rows = _numbered(validity.item_rows(kind))
    shown = {
        "rows": rows,
        "kind": GateKind(kind),
        "tests": TESTS,
        "spots": [_spot(row) for row in rows if row["item"].discrimination is not None],
        "good": Good(TOO_HARD, TOO_EASY, TOO_FLAT),
        "mended": _mended(rows),
    }
    return render(request, "admin/screening/item_list.html", shown)


def _mended(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many questions of each verdict there are, and what to do about them."""
    verdicts = Counter(row["item"].verdict for row in rows)
    return [
        {"tone": ITEM_TONES[one], "words": ITEM_VERDICTS[one], "number": verdicts[one], "advice": advice}
        for one, advice in ITEM_ADVICE.items()
        if verdicts[one]
    ]


def _numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each row with its verdict in words; those to mend numbered as the picture names them."""
    numbers = count(1)
    return [
        {
            **row,
            "tone": ITEM_TONES[row["item"].verdict],
            "words": ITEM_VERDICTS[row["item"].verdict],
            "mark": str(next(numbers)) if row["item"].verdict in ("flat", "too_hard", "too_easy") else "",
        }
        for row in rows
    ]


def _spot(row: dict[str, Any]) -> Spot:
    item, tone = row["item"], {"person": "person", "waiting": "info"}.get(row["tone"], "")
    return Spot(str(row["question"].text), item.difficulty, item.discrimination, item.n, tone, row["mark"])


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
        "gates": Gate.objects.visible_to(request.principal).filter(campaign=campaign).order_by("place"),
        "versions": versions.select_related("published_by"),
    }
    return render(request, "admin/screening/model_show.html", shown)


@staff_required("recruiter")
@require_http_methods(["GET", "HEAD", "POST"])
def gate_settings(request: HatRequest, slug: str, kind: str) -> HttpResponse:
    """What only this kind of gate needs, a field for each thing."""
    gates = Gate.objects.visible_to(request.principal).select_related("campaign")
    gate = get_object_or_404(gates, campaign__slug=slug, kind=kind)
    form = GateSettingsForm(request.POST or None, gate=gate)
    if request.method == "POST" and form.is_valid():
        actions.set_gate(gate=gate, settings=form.settings(), by=request.user)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("staff:gate_settings", slug, kind)
    shown = {"gate": gate, "form": form}
    return render(request, "admin/screening/gate_settings.html", shown, status=422 if form.errors else 200)


@require_safe
def model_public(request: HatRequest, slug: str) -> HttpResponse:
    """For everybody: how a campaign weighs its gates, version by version."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.principal), slug=slug)
    versions = PublishedModel.objects.visible_to(request.principal).filter(campaign=campaign)
    return render(request, "public/screening/model_show.html", {"campaign": campaign, "versions": versions})
