"""What the pages of season plans show."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from talentpool.activation.models import SeasonNeed, SeasonPlan, Settings
from talentpool.activation.segments import Names, Segment
from talentpool.activation.states import LeverCode
from talentpool.kernel.charts import Bar
from talentpool.kernel.formats import count, money


@dataclass(frozen=True)
class StepRow:
    """One thing to do for a need: in words, until when, and where."""

    what: str
    by: date
    late: bool
    cost: str
    href: str
    code: str


@dataclass(frozen=True)
class NeedRow:
    """One segment of a plan; ``number``: its place in the picture."""

    number: int
    name: str
    slug: str
    peak: int
    outcome: dict[str, Any]
    steps: list[StepRow]

    @property
    def unknown(self) -> bool:
        """Never drilled enough: nothing can be sized."""
        return self.outcome.get("rate") is None

    @property
    def hopeless(self) -> bool:
        """Its rate is known, and no number of people is sure enough."""
        return not self.unknown and self.outcome.get("needed") is None


def season_page(plan: SeasonPlan, *, at: datetime) -> dict[str, Any]:
    """A plan with every segment: needed against there, and what to do until when."""
    names = Names()
    needs = plan.needs.select_related("skill", "language")
    rows = [_row(plan, need, names, number) for number, need in enumerate(needs, start=1)]
    sized = [row for row in rows if row.outcome.get("needed") is not None]
    sums = {code: sum(_people(row, code) for row in rows) for code in LeverCode.values}
    return {
        "plan": plan,
        "rows": rows,
        "bars": [
            _covered(row.name, row.outcome["there"], row.outcome["needed"]) for row in sized if row.outcome["needed"]
        ],
        "needed": sum(row.outcome["needed"] for row in sized),
        "there": sum(row.outcome["there"] for row in sized),
        "unknown": sum(row.unknown for row in rows),
        "wake": sums[LeverCode.WAKE],
        "refresh": sums[LeverCode.REFRESH],
        "train": sums[LeverCode.CROSS_TRAIN],
        "recruit": sums[LeverCode.RECRUIT],
        "missing": sum(row.outcome.get("missing", 0) for row in rows),
        "cost": money(sum(s["cost_minor"] for row in rows for s in row.outcome.get("steps", []) if s["in_time"])),
        "leaving": Settings.current().leaving_share,
        "over": plan.ends_on < at.date(),
    }


def _people(row: NeedRow, code: str) -> int:
    return sum(step["people"] for step in row.outcome.get("steps", []) if step["code"] == code and step["in_time"])


def _row(plan: SeasonPlan, need: SeasonNeed, names: Names, number: int) -> NeedRow:
    segment = Segment(need.skill_id, need.channel, need.language_id, need.kind)
    slug = names.slug(segment)
    steps = [_step(plan, step, slug) for step in need.outcome.get("steps", [])]
    return NeedRow(number, names.name(segment), slug, need.peak, need.outcome, steps)


def _step(plan: SeasonPlan, step: dict[str, Any], slug: str) -> StepRow:
    words = {
        LeverCode.WAKE: _("Ping %(n)s sleepers: %(brings)s come back"),
        LeverCode.REFRESH: _("Renew %(n)s certificates that end before the season does: %(brings)s stay"),
        LeverCode.CROSS_TRAIN: _("Train %(n)s people of other skills: %(brings)s pass"),
        LeverCode.RECRUIT: _("Recruit %(n)s people: %(brings)s reach the reserve"),
    }
    places = {
        LeverCode.WAKE: f"{reverse('staff:pool_talk_new')}?segment={quote(slug)}",
        LeverCode.REFRESH: reverse("staff:freshness"),
        LeverCode.CROSS_TRAIN: reverse("staff:training_board"),
        LeverCode.RECRUIT: reverse("staff:screening_board"),
    }
    code = LeverCode(step["code"])
    return StepRow(
        what=words[code] % {"n": count(step["people"]), "brings": count(step["brings"])},
        by=plan.starts_on - timedelta(days=step["days"]),
        late=not step["in_time"],
        cost=money(step["cost_minor"]),
        href=places[code],
        code=code,
    )


def list_page(plans: Any) -> dict[str, Any]:
    """Every plan with people needed, there, and segments of unknown rate; and how far each is covered, as a picture."""
    rows = _list_rows(plans)
    bars = [_covered(plan.name, there, needed) for plan, needed, there, _unknown in rows if needed]
    return {"rows": rows, "bars": bars}


def _covered(name: str, there: int, needed: int) -> Bar:
    """How much of a need is there, up to all of it; amber where people are missing."""
    share = min(100.0, 100 * there / needed)
    return Bar(name, share, f"{count(there)} / {count(needed)}", "filled" if there >= needed else "amber")


def _list_rows(plans: Any) -> list[tuple[SeasonPlan, int, int, int]]:
    rows = []
    for plan in plans.prefetch_related("needs"):
        outcomes = [need.outcome for need in plan.needs.all()]
        sized = [one for one in outcomes if one.get("needed") is not None]
        unknown = sum(one.get("rate") is None for one in outcomes)
        rows.append((plan, sum(o["needed"] for o in sized), sum(o["there"] for o in sized), unknown))
    return rows
