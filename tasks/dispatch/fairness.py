"""Who was offered work, how often, and who never: what the published order does to people, for everybody to see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talentpool.agents.models import Agent, AgentSkill, Availability, Skill
from talentpool.agents.states import AgentState
from talentpool.kernel.charts import Bar
from tasks.dispatch.states import OfferState

# How many offers somebody had: the bars of the chart, each from ... to.
STEPS = ((0, 0), (1, 1), (2, 2), (3, 5), (6, 10), (11, 20), (21, None))
LISTED = 20


@dataclass(frozen=True)
class Never:
    """Somebody in the reserve who was not asked, and what is known to keep her from it; empty: others came first."""

    agent: Any
    because: str


@dataclass(frozen=True)
class Fairness:
    """people: in the reserve. asked: of them, at least once. tenth: share of all offers that went to the tenth who had
    most. after_no, never_no: offers per person and 30 days, of those who declined at least once and of those asked who
    never did; None where there is nobody."""

    people: int
    asked: int
    offers: int
    tenth: float
    after_no: float | None
    never_no: float | None
    bars: list[Bar]
    most: list[Any]
    never: list[Never]

    @property
    def unasked(self) -> int:
        return self.people - self.asked

    @property
    def share(self) -> float:
        return self.asked / self.people if self.people else 0.0


def counted(*, at: datetime, days: int, skill: Skill | None) -> "QuerySet[Any]":
    """The reserve with ``offers``, ``yes``, ``no`` and ``last`` of the period. What was withdrawn counts nowhere."""
    since = Q(offers__created_at__gte=at - timedelta(days=days), offers__created_at__lte=at)
    sent = since & ~Q(offers__state=OfferState.WITHDRAWN)
    agents = Agent.objects.filter(state=AgentState.RESERVE)
    if skill is not None:
        agents = agents.filter(pk__in=AgentSkill.objects.filter(skill=skill).values("agent"))
    yes = [OfferState.ACCEPTED, OfferState.ENDED, OfferState.ENTERED, OfferState.NOT_DRAWN]
    no = [OfferState.DECLINED, OfferState.UNDONE]
    return agents.annotate(
        sent=Count("offers", filter=sent),
        yes=Count("offers", filter=sent & Q(offers__state__in=yes)),
        no=Count("offers", filter=sent & Q(offers__state__in=no)),
        last=Max("offers__created_at", filter=~Q(offers__state=OfferState.WITHDRAWN)),
    )


def fairness(*, at: datetime, days: int, skill: Skill | None = None) -> Fairness:
    """How offers of the last ``days`` were spread over the reserve (of one skill)."""
    rows = list(counted(at=at, days=days, skill=skill).order_by().values_list("sent", "no"))
    sent = sorted((n for n, _no in rows), reverse=True)
    top = sent[: max(1, len(sent) // 10)] if sent else []
    never = counted(at=at, days=days, skill=skill).filter(sent=0)
    return Fairness(
        people=len(rows),
        asked=sum(n > 0 for n in sent),
        offers=sum(sent),
        tenth=sum(top) / sum(sent) if sum(sent) else 0.0,
        after_no=_a_month([n for n, no in rows if no], days),
        never_no=_a_month([n for n, no in rows if n and not no], days),
        bars=[_bar(low, high, sent) for low, high in STEPS],
        most=list(counted(at=at, days=days, skill=skill).filter(sent__gt=0).order_by("-sent", "number")[:LISTED]),
        never=_never(never, at=at, skill=skill),
    )


def _a_month(counts: list[int], days: int) -> float | None:
    return sum(counts) / len(counts) * 30 / days if counts else None


def _bar(low: int, high: int | None, sent: Iterable[int]) -> Bar:
    people = sum(low <= n and (high is None or n <= high) for n in sent)
    if low == 0:
        name = _("never asked")
    elif low == high:
        name = ngettext("%(n)s offer", "%(n)s offers", low) % {"n": low}
    else:
        name = _("%(low)s to %(high)s offers") % {"low": low, "high": high} if high else _("more than 20 offers")
    return Bar(name, people, tone="person" if low == 0 and people else "filled")


def _never(agents: "QuerySet[Any]", *, at: datetime, skill: Skill | None) -> list[Never]:
    """The first of those who were never asked, who have waited longest on top."""
    valid = AgentSkill.objects.filter(agent=OuterRef("pk"), certified_until__gt=at)
    rows = agents.annotate(
        certified=Exists(valid if skill is None else valid.filter(skill=skill)),
        free=Exists(Availability.objects.filter(agent=OuterRef("pk"))),
    )
    return [Never(one, _because(one, at)) for one in rows.order_by(F("last").asc(nulls_first=True), "pk")[:LISTED]]


def _because(agent: Any, at: datetime) -> str:
    if agent.paused_until is not None and agent.paused_until > at:
        return _("has paused offers")
    if agent.formalities_done_at is None:
        return _("formalities are open")
    if not agent.certified:
        return _("no certificate is valid")
    if not agent.free:
        return _("has set no hours")
    return ""
