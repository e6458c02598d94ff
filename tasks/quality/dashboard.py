"""Dashboards over counted days: groupings, control chart, rules, causes. Nothing here reads conversations."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Client
from accounts.principals import Principal
from talentpool.agents.models import Agent, Alias
from talentpool.agents.states import Channel
from talentpool.kernel.fields import LocalizedText
from tasks.quality.agreement import rule_names
from tasks.quality.findings import compiled_rules
from tasks.quality.models import DayCount, DayRule, RuleSet
from tasks.quality.rules.control import ControlChart, DaySum, control_chart
from tasks.quality.states import RuleSetState

SPANS = (7, 30, 90, 365)
GROUPINGS = {
    "client": gettext_lazy("Client"),
    "queue": gettext_lazy("Shop or queue"),
    "channel": gettext_lazy("Channel"),
    "agent": gettext_lazy("Person"),
}
_SUMS = (
    "conversations", "turns", "scored", "score_sum", "score_squares", "red_lines", "complaints", "repeats", "rated",
    "satisfied_sum", "service_sum", "service_count", "sales_sum", "sales_count", "other_sum", "other_count",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a dashboard is asked for; ``values`` are filters: client, queue, channel, agent (keys as text)."""

    until: date
    days: int
    by: str
    values: Mapping[str, str]

    @property
    def since(self) -> date:
        return self.until - timedelta(days=self.days - 1)

    def link(self, **changes: str) -> str:
        """The same page with something changed, as a query."""
        return "?" + urlencode({"days": self.days, "by": self.by, **self.values, **changes})


def asked_from(given: Mapping[str, Any], *, until: date) -> Asked:
    """Read a query string; whatever makes no sense falls back to the usual."""
    days = given.get("days", "")
    by = given.get("by", "")
    values = {k: str(given[k])[:80] for k in GROUPINGS if given.get(k)}
    values = {k: v for k, v in values.items() if k not in ("client", "agent") or (v.isascii() and v.isdigit())}
    return Asked(
        until, int(days) if days in {str(s) for s in SPANS} else 30, by if by in GROUPINGS else "queue", values
    )


def _filtered(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    names = {"client": "client_id", "agent": "agent_id"}
    wanted = {names.get(k, k): v for k, v in asked.values.items()}
    if rows.model is DayRule:
        wanted.pop("channel", None)
    return rows.filter(day__gte=asked.since, day__lte=asked.until, **wanted)


def dashboard(principal: Principal, asked: Asked) -> dict[str, Any]:
    """Totals, the control chart, the chosen grouping, rules broken."""
    counts = _filtered(DayCount.objects.visible_to(principal), asked)
    days = {row["day"]: row for row in counts.values("day").annotate(**{f"{n}_": Sum(n) for n in _SUMS})}
    return {
        "asked": asked,
        "totals": shown({name: sum(row[f"{name}_"] for row in days.values()) for name in _SUMS}),
        "chart": chart_of(_by_day(days, asked), asked),
        "groups": _groups(principal, counts, asked),
        "rules": rules_broken(_filtered(DayRule.objects.visible_to(principal), asked), asked),
        "spans": [(n, asked.link(days=str(n)), n == asked.days) for n in SPANS],
        "groupings": [
            (name, asked.link(by=key), key == asked.by)
            for key, name in GROUPINGS.items()
            if principal.is_staff or key != "client"
        ],
        "filters": [(GROUPINGS[k], _name_of(principal, k, v), _without(asked, k)) for k, v in asked.values.items()],
    }


def _without(asked: Asked, key: str) -> str:
    return Asked(asked.until, asked.days, asked.by, {k: v for k, v in asked.values.items() if k != key}).link()


def shown(sums: Mapping[str, Any]) -> dict[str, Any]:
    """Sums as a page shows them: means and shares, None where nothing is known."""

    def mean(total: str, count: str, by: float = 1.0) -> float | None:
        return sums[total] / sums[count] * by if sums[count] else None

    return {
        **sums,
        "mean": mean("score_sum", "scored"),
        "service": mean("service_sum", "service_count"),
        "sales": mean("sales_sum", "sales_count"),
        "other": mean("other_sum", "other_count"),
        "complaint_share": mean("complaints", "conversations"),
        "repeat_share": mean("repeats", "conversations"),
        "satisfied": mean("satisfied_sum", "rated"),
    }


def _by_day(days: Mapping[date, Mapping[str, Any]], asked: Asked) -> list[DaySum]:
    known = {day: DaySum(r["scored_"], r["score_sum_"], r["score_squares_"]) for day, r in days.items()}
    every = [asked.since + timedelta(days=n) for n in range(asked.days)]
    return [known.get(day, DaySum(0, 0.0, 0.0)) for day in every]


def chart_of(days: list[DaySum], asked: Asked) -> dict[str, Any] | None:
    """The control chart as the chart tag draws it, and in words what stands out."""
    chart = control_chart(days)
    if chart is None:
        return None
    labels = [_label(asked.since + timedelta(days=n)) for n in range(asked.days)]
    rounded = [None if m is None else round(m, 1) for m in chart.means]
    middle = [round(chart.middle, 1)] * len(labels)
    return {
        "series": [(_("Mean score"), rounded), (_("Overall mean"), middle)],
        "labels": labels,
        "band": ([round(v, 1) for v in chart.low], [round(v, 1) for v in chart.high]),
        "sentence": _chart_words(chart, labels),
        "beyond": [labels[n] for n in chart.beyond],
    }


def _chart_words(chart: ControlChart, labels: list[str]) -> str:
    if chart.beyond:
        days = "、".join(labels[n] for n in chart.beyond[:6])
        return _(
            "Beyond chance: %(days)s. The other days differ no more than their number of conversations explains."
        ) % {"days": days}
    if chart.runs:
        return _("Eight days in a row on one side of the mean, until %(day)s: something has shifted.") % {
            "day": labels[chart.runs[-1]]
        }
    return _("No day differs by more than chance: ups and downs inside the band mean nothing.")


def _label(day: date) -> str:
    return _("%(month)d/%(day)d") % {"month": day.month, "day": day.day}


def _groups(principal: Principal, counts: QuerySet[DayCount], asked: Asked) -> list[dict[str, Any]]:
    column = {"client": "client_id", "agent": "agent_id"}.get(asked.by, asked.by)
    rows = counts.values(key=F(column)).annotate(**{f"{n}_": Sum(n) for n in _SUMS}).order_by("-conversations_")[:100]
    found = [(row["key"], shown({n: row[f"{n}_"] for n in _SUMS})) for row in rows]
    names = _names(principal, asked, [key for key, _sums in found])
    return [
        {"name": names.get(key, key or "–"), "link": asked.link(**{asked.by: str(key)}) if key else "", **sums}
        for key, sums in found
    ]


def _names(principal: Principal, asked: Asked, keys: list[Any]) -> dict[Any, Any]:
    if asked.by == "client":
        return {c.pk: c.name for c in Client.objects.filter(pk__in=keys)}
    if asked.by == "channel":
        return dict(Channel.choices)
    if asked.by == "agent":
        return _agent_names(principal, keys)
    return {"": _("no queue named")}


def _agent_names(principal: Principal, keys: list[Any]) -> dict[Any, Any]:
    """Staff read names; a client the aliases it knows."""
    if principal.is_staff:
        return {a.pk: str(a) for a in Agent.objects.filter(pk__in=keys)} | {None: _("nobody matched")}
    rows = Alias.objects.filter(agent_id__in=keys, client_id=principal.client_id or 0)
    return dict(rows.values_list("agent_id", "name")) | {None: _("nobody matched")}


def _name_of(principal: Principal, key: str, value: str) -> Any:
    one = Asked(date.min, 1, key, {})
    found = _names(principal, one, [int(value)] if key in ("client", "agent") else [value])
    return found.get(int(value) if key in ("client", "agent") else value, value)


def rules_broken(rows: QuerySet[DayRule], asked: Asked, *, most: int = 12) -> list[dict[str, Any]]:
    """Rules broken most, each with the way to its conversations."""
    counted = rows.filter(about="rule").values("code").annotate(n=Sum("conversations")).order_by("-n", "code")[:most]
    names = rule_names()
    return [{"code": r["code"], "name": names.get(r["code"], r["code"]), "count": r["n"]} for r in counted]


def topic_names(client_id: int | None) -> dict[str, Any]:
    """Topic code to its name, over the rule sets in force."""
    sets = RuleSet.objects.filter(state=RuleSetState.PUBLISHED, client_id__in=[client_id] if client_id else [])
    common = RuleSet.objects.filter(state=RuleSetState.PUBLISHED, client=None)
    found: dict[str, Any] = {}
    for one in [*common.defer("rules"), *sets.defer("rules")]:
        found |= {t.code: LocalizedText(t.name) for t in compiled_rules(one).rules.topics}
    return found


def pareto(principal: Principal, asked: Asked) -> dict[str, Any]:
    """Topics by how many complaints and repeat contacts they bring, the most first, with their share added up."""
    rows = _filtered(DayRule.objects.visible_to(principal), asked).filter(about="topic").values("code")
    sums = rows.annotate(n=Sum("conversations"), complained=Sum("complaints"), again=Sum("repeats"))
    client = principal.client_id or (int(asked.values["client"]) if asked.values.get("client") else None)
    names = topic_names(client)
    found = [
        {
            "code": r["code"],
            "name": names.get(r["code"], r["code"]),
            "contacts": r["n"],
            "troubled": r["complained"] + r["again"],
            "complaints": r["complained"],
            "repeats": r["again"],
        }
        for r in sums
    ]
    found = sorted((r for r in found if r["troubled"]), key=lambda r: (-r["troubled"], r["code"]))[:12]
    total, so_far = sum(r["troubled"] for r in found), 0
    bars = []
    for row in found:
        so_far += row["troubled"]
        row["so_far"] = round(100 * so_far / total)
        bars.append((str(row["name"]), row["troubled"], f"{row['troubled']} · {row['so_far']} %"))
    vital = next((n + 1 for n, r in enumerate(found) if r["so_far"] >= 80), 0)
    return {"topics": found, "bars": bars, "vital": vital, "total": total}


def by_day_totals(principal: Principal, *, until: date, days: int) -> dict[date, dict[str, Any]]:
    """Sums of each day, for trends."""
    rows = DayCount.objects.visible_to(principal).filter(day__gt=until - timedelta(days=days), day__lte=until)
    found: dict[date, dict[str, Any]] = defaultdict(dict)
    for row in rows.values("day").annotate(**{f"{n}_": Sum(n) for n in _SUMS}):
        found[row["day"]] = shown({n: row[f"{n}_"] for n in _SUMS})
    return found
