"""A week or a month of a client: what is frozen when the review is made, and how it is shown again."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Client
from accounts.principals import Principal
from talentpool.agents.models import Alias
from talentpool.kernel.formats import count, percent
from tasks.quality.agreement import rule_names
from tasks.quality.counted import Asked
from tasks.quality.dashboard import chart_of, pareto, rules_broken, shown, topic_names
from tasks.quality.models import DayCount, PeriodReview
from tasks.quality.rules.control import DaySum
from tasks.quality.states import PeriodKind


def period_of(kind: str, day: date) -> tuple[date, date]:
    """First and last day of the week (from Monday) or month that holds ``day``."""
    if kind == PeriodKind.WEEK:
        start = day - timedelta(days=day.weekday())
        return start, start + timedelta(days=6)
    start = day.replace(day=1)
    return start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def figures_of(client: Client, start: date, end: date) -> dict[str, Any]:
    """Everything the review shows, by codes and numbers, so that it reads in any language and never changes."""
    hat = Principal(client=client)
    asked = Asked(end, (end - start).days + 1, "agent", {})
    counts = DayCount.objects.visible_to(hat).filter(day__gte=start, day__lte=end)
    before = DayCount.objects.visible_to(hat).filter(day__gte=start - (end - start) - timedelta(days=1), day__lt=start)
    days = {r["day"]: [r["n"], r["t"], r["q"]] for r in _day_sums(counts)}
    return {
        "totals": _sums(counts),
        "before": _sums(before),
        "days": [days.get(start + timedelta(days=n), [0, 0.0, 0.0]) for n in range(asked.days)],
        "rules": [[r["code"], r["count"]] for r in rules_broken(hat, asked, most=8)],
        "topics": [[t["code"], t["contacts"], t["complaints"], t["repeats"]] for t in pareto(hat, asked)["topics"]],
        "people": _people(client, counts),
    }


def _day_sums(counts: Any) -> Any:
    return counts.values("day").annotate(n=Sum("scored"), t=Sum("score_sum"), q=Sum("score_squares"))


def _sums(counts: Any) -> dict[str, Any]:
    names = ("conversations", "scored", "score_sum", "red_lines", "complaints", "repeats", "rated", "satisfied_sum")
    found: dict[str, Any] = counts.aggregate(**{n: Sum(n, default=0) for n in names})
    return found


def _people(client: Client, counts: Any) -> list[list[Any]]:
    rows = (
        counts.filter(agent__isnull=False, scored__gt=0)
        .values("agent_id")
        .annotate(n=Sum("scored"), t=Sum("score_sum"))
    )
    names = dict(Alias.objects.filter(client=client).values_list("agent_id", "name"))
    found = [[names.get(r["agent_id"], "–"), r["n"], round(r["t"] / r["n"], 1)] for r in rows]
    return sorted(found, key=lambda row: -row[2])[:30]


def title_of(review: PeriodReview) -> str:
    """What it is called on its page and its PDF."""
    period = f"{date_format(review.starts_on)} – {date_format(review.ends_on)}"
    return _("Quality of %(client)s, %(period)s") % {"client": review.client.name, "period": period}


def sheet_of(review: PeriodReview) -> dict[str, Any]:
    """The frozen figures in the reader's words, for page and PDF alike."""
    kept = review.figures
    empty = {"service_sum": 0, "service_count": 0, "sales_sum": 0, "sales_count": 0, "other_sum": 0, "other_count": 0}
    now, past = shown({**empty, **kept["totals"]}), shown({**empty, **kept["before"]})
    names, topics = rule_names(), topic_names(review.client_id)
    asked = Asked(review.ends_on, len(kept["days"]), "agent", {})
    total, so_far, causes = sum(c + r for _code, _n, c, r in kept["topics"]), 0, []
    for code, _n, complaints, repeats in kept["topics"]:
        so_far += complaints + repeats
        share = f"{complaints + repeats} · {round(100 * so_far / total)} %" if total else ""
        causes.append((str(topics.get(code, code)), complaints + repeats, share))
    return {
        "figures": _figures(now, past),
        "chart": chart_of([DaySum(*d) for d in kept["days"]], asked),
        "rules": [(str(names.get(code, code)), n) for code, n in kept["rules"]],
        "causes": causes,
        "people": kept["people"],
        "words": review.words,
    }


def _figures(now: dict[str, Any], past: dict[str, Any]) -> list[tuple[str, str]]:
    def with_past(value: str, before: str | None) -> str:
        return f"{value} ({before})" if before else value

    def points(found: dict[str, Any]) -> str | None:
        return None if found["mean"] is None else f"{found['mean']:.1f}"

    rows = [(_("Conversations"), with_past(count(now["conversations"]), count(past["conversations"])))]
    if now["mean"] is not None:
        rows.append((_("Mean score"), with_past(points(now) or "", points(past))))
    rows.append((_("Red lines confirmed"), count(now["red_lines"])))
    if now["complaint_share"] is not None:
        rows.append((_("With a complaint"), percent(now["complaint_share"], 1)))
        rows.append((_("Repeat contacts"), percent(now["repeat_share"], 1)))
    if now["satisfied"] is not None:
        rows.append((_("Satisfied customers"), percent(now["satisfied"])))
    return rows
