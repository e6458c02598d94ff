"""From a finding to a lesson: cases beside lessons, and whether what was learned shows in the work after it."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from accounts.principals import Principal
from talentpool.growth.models import Entry
from talentpool.growth.states import Capability, EntryKind
from talentpool.training.models import Lesson, LessonProposal
from tasks.quality.models import Case, InspectionPractice
from tasks.quality.rules.control import Effect, effect
from tasks.quality.rules.folding import fold
from tasks.quality.rules.grams import asked_words, grams_of


def cases_found(principal: Principal, given: Any) -> QuerySet[Case]:
    """Cases by words, kind, capability, rule, product; the newest first. Words are looked for pair by pair."""
    rows = Case.objects.visible_to(principal).select_related("client").order_by("-published_at", "-made_at")
    for name in ("kind", "capability", "rule", "product"):
        if given.get(name):
            rows = rows.filter(**{name: given[name]})
    if given.get("lesson"):
        rows = rows.filter(lessons__ref=given["lesson"])
    wanted = [gram for word in asked_words(given.get("q", "")) for gram in grams_of([word])]
    return rows.filter(grams__contains=wanted) if wanted else rows


def is_asked(given: Any) -> bool:
    return bool(fold(given.get("q", "")).text.strip())


def cases_beside(principal: Principal, lesson: Lesson, *, most: int = 3) -> list[Case]:
    """Cases tied to a lesson first, then good ones of its capability."""
    rows = Case.objects.visible_to(principal).published()
    own = list(rows.filter(lessons=lesson).order_by("-published_at")[:most])
    if len(own) < most and lesson.capability:
        more = rows.filter(capability=lesson.capability, kind="good").exclude(pk__in=[c.pk for c in own])
        own += list(more.order_by("-published_at")[: most - len(own)])
    return own


def good_case_for(principal: Principal, capability: str) -> Case | None:
    """One good case for a weakness."""
    rows = Case.objects.visible_to(principal).published().filter(kind="good", capability=capability)
    return rows.order_by("-published_at").first()


def lesson_effects(*, at: datetime) -> list[dict[str, Any]]:
    """Per lesson proposed and read: the readers' scores in its capability before and after, with the interval.

    Only who has scores on both sides counts. The weak are proposed lessons, and weak scores rise by chance too: the
    page says so.
    """
    span = timedelta(days=InspectionPractice.current().effect_days)
    rows = LessonProposal.objects.filter(done_at__isnull=False, done_at__gt=at - timedelta(days=365))
    found: dict[int, dict[str, Any]] = {}
    for proposal in rows.select_related("lesson").order_by("-done_at")[:500]:
        before, after = _scores(proposal, span)
        if not before or not after:
            continue
        row = found.setdefault(
            proposal.lesson_id,
            {"lesson": proposal.lesson, "capability": proposal.capability, "before": [], "after": []},
        )
        row["before"].append(sum(before) / len(before))
        row["after"].append(sum(after) / len(after))
    return [_effect_row(row) for row in found.values()]


def _scores(proposal: LessonProposal, span: timedelta) -> tuple[list[float], list[float]]:
    done = proposal.done_at or proposal.proposed_at
    facts = Entry.objects.filter(
        agent_id=proposal.agent_id, kind=EntryKind.INSPECTED, occurred_at__gte=done - span, occurred_at__lt=done + span
    ).as_corrected()
    known = [
        (at, p["capabilities"][proposal.capability])
        for _k, at, p in facts
        if proposal.capability in p.get("capabilities", {})
    ]
    return [s * 100 for at, s in known if at < done], [s * 100 for at, s in known if at >= done]


def _effect_row(row: dict[str, Any]) -> dict[str, Any]:
    pairs = [a - b for b, a in zip(row["before"], row["after"], strict=True)]
    zeros = [0.0] * len(pairs)
    measured: Effect | None = effect(zeros, pairs)
    return {
        "lesson": row["lesson"],
        "capability": Capability(row["capability"]).label,
        "people": len(pairs),
        "effect": measured,
        "mean": sum(pairs) / len(pairs),
    }
