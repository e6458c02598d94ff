"""How far people agree with each other and with the rules: by item, by rater, by rule; the assistant as one rater."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedText
from tasks.quality.findings import compiled_rules
from tasks.quality.models import AssistantProposal, CalibrationRound, HitVerdict, Review, RuleSet
from tasks.quality.rules.agreement import nominal_alpha, ordinal_alpha, rater_alpha
from tasks.quality.rules.precision import wilson
from tasks.quality.rules.scorecard import SCORECARD, verdict
from tasks.quality.states import RuleSetState
from tasks.quality.wording import QUESTIONS, STANDARD_NAMES

ORDER = ("no", "partly", "yes")
ASSISTANT = "assistant"
Marks = dict[str, dict[str, Mapping[str, str]]]  # inspection -> rater -> item -> mark


def agreement(principal: Principal) -> dict[str, Any]:
    """The two figures of the overview, by verdict (good, fair, weak, failed)."""
    reviews = Review.objects.visible_to(principal).filter(submitted_at__isnull=False)
    rows = reviews.values_list("inspection_id", "reviewer_id", "score", "inspection__score")
    people: dict[str, dict[str, str]] = {}
    rules: dict[str, dict[str, str]] = {}
    for inspection, reviewer, score, machine in rows:
        people.setdefault(str(inspection), {})[str(reviewer)] = verdict(score)
        rules.setdefault(str(inspection), {})["people"] = verdict(score)
        rules[str(inspection)]["rules"] = verdict(machine)
    return {
        "reviewed": len(people),
        "among_people": _rounded(nominal_alpha(people)),
        "with_rules": _rounded(nominal_alpha(rules)),
    }


def agreement_page(principal: Principal, *, since: datetime) -> dict[str, Any]:
    """Everything about agreement since a day."""
    reviews = Review.objects.visible_to(principal).filter(submitted_at__gte=since).select_related("reviewer")
    marks, names = _marks_of(reviews)
    proposals = AssistantProposal.objects.visible_to(principal).filter(answered_at__gte=since)
    for inspection, given in proposals.exclude(marks={}).values_list("inspection_id", "marks"):
        if str(inspection) in marks:
            marks[str(inspection)][ASSISTANT] = given
            names[ASSISTANT] = _("Assistant")
    return {**agreement(principal), **compared(marks, names), "rules": rule_rows(since=since)}


def compared(marks: Marks, names: Mapping[str, str]) -> dict[str, Any]:
    """Alpha by item and by rater. Only conversations that two judged can tell."""
    people = {i: {r: m for r, m in given.items() if r != ASSISTANT} for i, given in marks.items()}
    items = [
        {
            "name": QUESTIONS[item.code],
            "standard": STANDARD_NAMES[item.standard],
            "alpha": _rounded(ordinal_alpha(_labels(people, item.code), order=ORDER)),
            "judged_twice": sum(len(g) > 1 for g in _labels(people, item.code).values()),
        }
        for item in SCORECARD
    ]
    pooled = {
        f"{i}:{item.code}": {r: m[item.code] for r, m in given.items() if item.code in m}
        for i, given in marks.items()
        for item in SCORECARD
    }
    raters = [
        {
            "name": name,
            "alpha": _rounded(rater_alpha(pooled, rater, order=ORDER)),
            "judged": sum(rater in given for given in marks.values()),
        }
        for rater, name in names.items()
    ]
    return {"items": items, "raters": sorted(raters, key=lambda r: str(r["name"]))}


def _labels(marks: Marks, item: str) -> dict[str, dict[str, str]]:
    return {i: {r: m[item] for r, m in given.items() if m.get(item) in ORDER} for i, given in marks.items()}


def _marks_of(reviews: Iterable[Review]) -> tuple[Marks, dict[str, str]]:
    marks: Marks = defaultdict(dict)
    names: dict[str, str] = {}
    for review in reviews:
        marks[str(review.inspection_id)][str(review.reviewer_id)] = review.marks
        names[str(review.reviewer_id)] = review.reviewer.get_full_name()
    return marks, names


def rule_rows(*, since: datetime) -> list[dict[str, Any]]:
    """Precision of each rule that people looked at, worst first."""
    rows = HitVerdict.objects.filter(at__gte=since, drawn=True).values("rule")
    counted = rows.annotate(n=Count("pk"), right=Count("pk", filter=Q(is_right=True)))
    names = rule_names()
    shares = [{"name": names.get(r["rule"], r["rule"]), "share": wilson(r["right"], r["n"])} for r in counted]
    return sorted(shares, key=lambda row: (row["share"].rate or 0.0, -row["share"].sample))


def rule_names() -> dict[str, Any]:
    """Rule code to its name, over the rule sets in force."""
    sets = RuleSet.objects.filter(state=RuleSetState.PUBLISHED).defer("rules")
    return {r.code: LocalizedText(r.name) for one in sets for r in compiled_rules(one).rules.wording}


def round_page(found: CalibrationRound, principal: Principal) -> dict[str, Any]:
    """A calibration round: who has judged, and once it is closed, where they differ."""
    inspections = list(found.inspections.select_related("conversation", "client"))
    raters = list(found.raters.all())
    reviews = Review.objects.visible_to(principal).filter(
        inspection__in=inspections, reviewer__in=raters, submitted_at__isnull=False
    )
    marks, _names = _marks_of(reviews.select_related("reviewer"))
    names = {str(r.pk): r.get_full_name() for r in raters}
    done = {str(r.pk): sum(str(r.pk) in given for given in marks.values()) for r in raters}
    rows = [
        {"inspection": i, "apart": _apart(marks.get(str(i.pk), {})), "judged": len(marks.get(str(i.pk), {}))}
        for i in inspections
    ]
    return {
        "rows": sorted(rows, key=lambda r: -len(r["apart"])),
        "progress": [{"name": names[pk], "done": n, "of": len(inspections)} for pk, n in done.items()],
        **compared(marks, names),
    }


def _apart(given: Mapping[str, Mapping[str, str]]) -> list[Any]:
    """The questions that raters answered differently."""
    return [
        QUESTIONS[item.code] for item in SCORECARD if len({m[item.code] for m in given.values() if item.code in m}) > 1
    ]


def _rounded(value: Any) -> float | None:
    return None if value is None else round(float(value), 2)


def default_since() -> datetime:
    """90 days ago."""
    return now() - timedelta(days=90)
