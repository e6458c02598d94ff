"""What the pages of the numbers show: a task rate with its formula, names and levers; the acceptance model's card."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isinf
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.principals import Principal
from talentpool.activation.demand import Demand
from talentpool.activation.levers import Option, weigh_levers
from talentpool.activation.matching import Candidate
from talentpool.activation.models import AcceptanceModel, Settings
from talentpool.activation.permissions import CALLS
from talentpool.activation.reasons import Refused
from talentpool.activation.rules.wilson import wilson
from talentpool.activation.segments import Names, Segment
from talentpool.activation.shortlist import eligible_for, explain
from talentpool.activation.states import LeverCode
from talentpool.activation.task_rate import TaskRate, rate_demand
from talentpool.agents.models import Agent
from talentpool.agents.states import Kind
from talentpool.kernel.charts import Bar, Bin, Rate
from talentpool.kernel.formats import count, date_words, money, percent

NAMES = 60
LEAST_SHOWN = 0.001  # seats for a hundred
# Where a lever is pulled. given: the demand, the lever's option, whose page it is.
Address = Callable[[Option], str]


@dataclass(frozen=True)
class WhatIf:
    """A task rate with the names behind it."""

    rate: TaskRate
    names: list[tuple[Candidate, str]]
    steps: list[tuple[str, float, float]]
    why_not: list[Refused] | None


def what_if(demand: Demand, agent: Agent | None, *, at: datetime) -> WhatIf:
    """The task rate of a demand, who stands behind its first shift, and why one agent does not."""
    rate = rate_demand(demand, at=at)
    candidates = eligible_for(demand, demand.slots[0], limit=NAMES, at=at, seed=1)
    numbers = dict(Agent.objects.filter(pk__in=[c.agent_id for c in candidates]).values_list("pk", "number"))
    steps = [
        (date_words(timezone.localtime(s.starts_at).date()), float(s.seats), round(s.promised_fill * s.seats, 1))
        for s in rate.slots
    ]
    refused = next(iter(explain(agent, demand, at=at).values())) if agent else None
    return WhatIf(rate, [(c, numbers[c.agent_id]) for c in candidates], steps, refused)


@dataclass(frozen=True)
class LeverRow:
    """One lever in words: what to do, what it brings and costs, and where."""

    option: Option
    what: str
    cost: str
    when: str
    href: str


def levers_page(demand: Demand, *, at: datetime, address: Address) -> dict[str, Any]:
    """What would raise a demand's rate, the most for its cost first, each line with the page where it is done."""
    weighed = weigh_levers(demand, at=at)
    rows = [
        LeverRow(one, _what(one), money(one.cost_minor) if one.cost_minor else _("nothing"), _when(one), address(one))
        for one in weighed.options
    ]
    bars = [
        Bar(
            str(LeverCode(one.code).label),
            min(one.per_hundred, 10.0),
            _per_cost(one),
            "amber" if one.late else "filled",
        )
        for one in weighed.options
    ]
    return {
        "weighed": weighed,
        "rows": rows,
        "bars": bars,
        "useless": [code.label for code in weighed.useless],
        "target": percent(weighed.target),
    }


def _per_cost(option: Option) -> str:
    if isinf(option.per_hundred):
        return _("free")
    return f"+{option.per_hundred:.2g}" if option.per_hundred >= LEAST_SHOWN else f"< {LEAST_SHOWN}"


def _what(option: Option) -> str:
    number = count(abs(option.units))
    sentences = {
        LeverCode.WAKE: _("Ping %(n)s sleepers: their kit check is too old, or they rest."),
        LeverCode.REFRESH: _("Renew the certificates of %(n)s people that have ended."),
        LeverCode.CROSS_TRAIN: _("Train %(n)s people of other skills in this one."),
        LeverCode.RECRUIT: _("Recruit %(n)s people."),
        LeverCode.BONUS: _("Pay %(n)s more an hour."),
        LeverCode.HOURS: _("Start %(n)s minutes earlier.") if option.units < 0 else _("Start %(n)s minutes later."),
    }
    shown = money(option.units) if option.code == LeverCode.BONUS else number
    return sentences[option.code] % {"n": shown}


def _when(option: Option) -> str:
    if option.days < 1:
        return _("today")
    return _("in %(n)s days") % {"n": f"{option.days:g}"}


def pulled_at(demand: Demand, principal: Principal, *, bonus: Address, hours: Address) -> Address:
    """The page where each lever is pulled: the segment, training, screening; pay and hours where the demand is."""
    names = Names()
    segment = Segment(demand.skill_id, demand.channel, demand.language, demand.kind or Kind.SHARED)
    slug = names.slug(segment)
    place = reverse("staff:segment", kwargs={"slug": slug})
    talking = f"{reverse('staff:pool_talk_new')}?segment={quote(slug)}" if principal.has_role(*CALLS) else place
    training = reverse("staff:training_board") if principal.has_role("trainer", "recruiter") else place
    recruiting = reverse("staff:screening_board") if principal.has_role("recruiter") else reverse("staff:season_list")

    def address(option: Option) -> str:
        found = {
            LeverCode.WAKE: talking,
            LeverCode.REFRESH: reverse("staff:freshness"),
            LeverCode.CROSS_TRAIN: training,
        }
        if option.code in (LeverCode.BONUS, LeverCode.HOURS):
            return bonus(option) if option.code == LeverCode.BONUS else hours(option)
        return found.get(option.code, recruiting)

    return address


def usual_demand(*, at: datetime) -> dict[str, Any]:
    """What the what-if form starts with: tomorrow evening."""
    return {"day": (at + timedelta(days=1)).date(), "start": "18:00", "channel": "chat", "language": "cmn"}


def model_page(row: AcceptanceModel | None) -> dict[str, Any]:
    """The acceptance model's card: what it uses and never uses, and whether its probabilities are true."""
    if row is None:
        return {"row": None, "assumed": Settings.current().acceptance}
    stored = row.calibration
    bins = [Bin(predicted, happened, cases) for cases, predicted, happened in stored["bins"]]
    rhos, weights = row.coefficients["rhos"], row.coefficients["rho_weights"]
    return {
        "row": row,
        "bins": bins,
        "groups": [_group(one) for one in bins],
        "brier": stored["brier"],
        "base": stored["base_brier"],
        "error": stored["error"],
        "count": stored["count"],
        "gain": 1 - stored["brier"] / stored["base_brier"] if stored["base_brier"] else 0,
        "rho": sum(r * w for r, w in zip(rhos, weights, strict=True)),
        "waves": row.coefficients["waves"],
    }


def _group(one: Bin) -> Rate:
    """What happened in one group of answers, with its interval."""
    share = wilson(yes=round(one.kept * one.cases), sample=one.cases)
    name = _("promised %(chance)s") % {"chance": percent(one.promised)}
    return Rate(name, one.kept, share.low, share.high, one.cases) if share else Rate(name, None)
