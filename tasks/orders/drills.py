"""A client's drills: for its contingency plan it asks whether a segment its orders use could really be activated.

It sees numbers and never names. Writes go through activation's own actions.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Client
from talentpool.activation.drill_report import Report, report, shares_of
from talentpool.activation.drills import plan_for
from talentpool.activation.models import Drill
from talentpool.activation.rates import Reading, readings
from talentpool.activation.rules.wilson import Share
from talentpool.activation.segments import Names, Segment
from talentpool.activation.states import DrillState
from talentpool.agents.states import Kind
from talentpool.kernel.charts import Bar, Rate
from talentpool.kernel.clock import now
from talentpool.kernel.templatetags.look_formats import day
from tasks.orders.actions.drills import OPEN
from tasks.orders.models import ContingencyPlan, Order


@dataclass(frozen=True)
class Used:
    """A segment that the client's orders use, with what is known of it."""

    segment: Segment
    name: str
    slug: str
    reading: Reading

    @property
    def called(self) -> int:
        """How many people a drill of the usual precision calls now."""
        return plan_for(self.segment, at=now()).sample


def used_segments(client: Client, *, at: datetime) -> list[Used]:
    """Segments of the pool whose skill, channel and language an order or a contingency plan of this client names."""
    asked = Order.objects.filter(client=client, skill__isnull=False)
    planned = ContingencyPlan.objects.filter(client=client, closed_at=None)
    names = ("skill_id", "channel", "language_id")
    keys = {key for rows in (asked, planned) for key in rows.order_by().values_list(*names).distinct()}
    found = [r for r in readings(at=at, trends=False) if tuple(r.segment)[:3] in keys]
    return [Used(r.segment, r.name, r.slug, r) for r in found]


def list_page(drills: Any, client: Client, *, at: datetime) -> dict[str, Any]:
    """What was asked for and found, and the segments it could ask for."""
    rows, names = list(drills.order_by("-created_at")[:40]), Names()
    found = shares_of(rows)
    used = used_segments(client, at=at)
    return {
        "rows": [
            (d, names.name(segment_of(d)), found.get(d.ref) if d.state == DrillState.DONE else None) for d in rows
        ],
        "used": used,
        "rates": [_rate(u) for u in used],
    }


def segment_of(drill: Drill) -> Segment:
    return Segment(drill.skill_id, drill.channel, drill.language_id, drill.kind or Kind.SHARED)


def _rate(used: Used) -> Rate:
    share = used.reading.rate
    if share is None:
        return Rate(used.name, None)
    return Rate(used.name, share.value, share.low, share.high, share.sample)


def detail_page(drill: Drill) -> dict[str, Any]:
    """One drill as its client sees it: numbers only, once it is over."""
    over = drill.state == DrillState.DONE
    found = report(drill) if over else None
    return {
        "drill": drill,
        "name": Names().name(segment_of(drill)),
        "report": found,
        "stages": _stages(found) if found else [],
        "rates": _compared(found) if found else [],
    }


def _stages(found: Report) -> list[Bar]:
    labels = {"answered": _("said yes"), "ready": _("logged in ready"), "worked": _("handled a test contact")}
    return [Bar(_("called"), found.called)] + [Bar(labels[s.depth], s.reached) for s in found.stages]


def _compared(found: Report) -> list[Rate]:
    rates = [(_("this drill"), found.rate), *((str(day(d.starts_at)), share) for d, share in found.earlier)]
    return [Rate(name, s.value, s.low, s.high, s.sample) for name, s in rates if s is not None]


@dataclass(frozen=True)
class Proof:
    """What drills say of one kind of agent in a plan: the newest one that is over, and one that is on its way.

    expected: how many of the reserve the newest drill's share stands for; None before there is one.
    """

    used: Used
    seats: int
    last: Drill | None
    share: Share | None
    coming: Drill | None

    @property
    def expected(self) -> int | None:
        return round(self.share.value * self.used.reading.strength.reserve) if self.share else None

    @property
    def holds(self) -> bool:
        """Whether even the lower end of its interval is enough people."""
        return self.share is not None and self.share.low * self.used.reading.strength.reserve >= self.seats


def proofs_of(plan: ContingencyPlan, *, at: datetime) -> list[Proof]:
    """For the plan's shared and home-based seats: the last drill of their segment that this client asked for."""
    drills = Drill.objects.filter(
        client=plan.client, skill=plan.skill, channel=plan.channel, language=plan.language
    ).order_by("-created_at")
    rows = list(drills[:40])
    found, proofs = shares_of(rows), []
    for used in used_segments(plan.client, at=at):
        kind = used.segment.kind
        seats = plan.mix.get("home" if kind == Kind.HOME_BASED else "shared", 0)
        if not seats or tuple(used.segment)[:3] != (plan.skill_id, plan.channel, plan.language_id):
            continue
        hers = [drill for drill in rows if (drill.kind or Kind.SHARED) == kind]
        last = next((drill for drill in hers if drill.state == DrillState.DONE and drill.ref in found), None)
        coming = next((drill for drill in hers if drill.state in OPEN), None)
        proofs.append(Proof(used, seats, last, found[last.ref] if last else None, coming))
    return proofs
