"""Dashboards over counted days: groupings, control chart, rules, causes. Nothing here reads conversations."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Client
from accounts.principals import Principal
from talentpool.agents.models import Agent, Alias
from talentpool.agents.states import Channel
from talentpool.kernel.fields import LocalizedText
from tasks.quality.agreement import rule_names
from tasks.quality.counted import Asked, counts_by_code, sums_by, sums_by_day
from tasks.quality.findings import compiled_rules
from tasks.quality.models import SUMS, RuleSet
from tasks.quality.rules.control import ControlChart, DaySum, control_chart
from tasks.quality.states import RuleSetState

SPANS = (7, 30, 90, 365)
_MOST_GROUPS = 100
_BY_NUMBER = ("client", "team", "agent")
GROUPINGS = {
    "client": gettext_lazy("Client"),
    "queue": gettext_lazy("Shop or queue"),
    "channel": gettext_lazy("Channel"),
    "team": gettext_lazy("Team, by its lead"),
    "agent": gettext_lazy("Person"),
}


def asked_from(given: Mapping[str, Any], *, until: date) -> Asked:
    """Read a query string; whatever makes no sense falls back to the usual."""
    days = given.get("days", "")
    by = given.get("by", "")
    values = {k: str(given[k])[:80] for k in GROUPINGS if given.get(k)}
    values = {k: v for k, v in values.items() if k not in _BY_NUMBER or (v.isascii() and v.isdigit())}
    return Asked(
        until, int(days) if days in {str(s) for s in SPANS} else 30, by if by in GROUPINGS else "queue", values
    )


def dashboard(principal: Principal, asked: Asked) -> dict[str, Any]:
    """Totals, the control chart, the chosen grouping, rules broken."""
    days = sums_by_day(principal, asked)
    return {
        "asked": asked,
        "totals": shown({name: sum(row[name] for row in days.values()) for name in SUMS}),
        "chart": chart_of(_by_day(days, asked), asked),
        "groups": _groups(principal, asked),
        "rules": rules_broken(principal, asked),
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
    known = {day: DaySum(r["scored"], r["score_sum"], r["score_squares"]) for day, r in days.items()}
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


def _groups(principal: Principal, asked: Asked) -> list[dict[str, Any]]:
    found = [(key, shown(sums)) for key, sums in [*sums_by(principal, asked, asked.by).items()][:_MOST_GROUPS]]
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
    if asked.by in ("agent", "team"):
        return _agent_names(principal, keys) | {
            None: _("nobody matched") if asked.by == "agent" else _("no lead in the shift")
        }
    return {"": _("no queue named")}


def _agent_names(principal: Principal, keys: list[Any]) -> dict[Any, Any]:
    """Staff read names; a client the aliases it knows."""
    if principal.is_staff:
        return {a.pk: str(a) for a in Agent.objects.filter(pk__in=keys)}
    rows = Alias.objects.filter(agent_id__in=keys, client_id=principal.client_id or 0)
    return dict(rows.values_list("agent_id", "name"))


def _name_of(principal: Principal, key: str, value: str) -> Any:
    one = Asked(date.min, 1, key, {})
    wanted: Any = int(value) if key in _BY_NUMBER else value
    return _names(principal, one, [wanted]).get(wanted, value)


def rules_broken(principal: Principal, asked: Asked, *, most: int = 12) -> list[dict[str, Any]]:
    """Rules broken most, each with the way to its conversations."""
    counted = counts_by_code(principal, asked, "rule").items()
    first = sorted(((code, sums["conversations"]) for code, sums in counted), key=lambda r: (-r[1], r[0]))[:most]
    names = rule_names()
    return [{"code": code, "name": names.get(code, code), "count": n} for code, n in first]


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
    counted = counts_by_code(principal, asked, "topic")
    client = principal.client_id or (int(asked.values["client"]) if asked.values.get("client") else None)
    names = topic_names(client)
    found = [
        {
            "code": code,
            "name": names.get(code, code),
            "contacts": r["conversations"],
            "troubled": r["complaints"] + r["repeats"],
            "complaints": r["complaints"],
            "repeats": r["repeats"],
        }
        for code, r in counted.items()
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


def by_day_totals(principal: Principal, asked: Asked) -> dict[date, dict[str, Any]]:
    """Sums of each day, for trends."""
    return {day: shown(sums) for day, sums in sums_by_day(principal, asked).items()}
