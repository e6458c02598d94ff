"""What the pages of classes, simulations and the ramp show."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from talentpool.agents.models import Agent
from talentpool.training.models import Place, RampFit, Simulation, SimulationRun, TrainingClass
from talentpool.training.rules.ramp import WEEKS, Ramp
from talentpool.training.states import ClassState


def for_agent(groups: QuerySet[TrainingClass], agent: Agent, at: datetime) -> dict[str, Any]:
    """Classes she has a place in, then open ones ahead with their free places."""
    mine = set(Place.objects.filter(enrolment__agent=agent).values_list("group_id", flat=True))
    ahead = groups.filter(state=ClassState.OPEN, sessions__starts_at__gt=at).exclude(pk__in=mine).distinct()[:30]
    keys = [one.pk for one in ahead]
    taken = dict(Place.objects.filter(group__in=keys).values_list("group").annotate(n=Count("pk")))
    return {"mine": groups.filter(pk__in=mine), "others": [(one, one.seats - taken.get(one.pk, 0)) for one in ahead]}


def conversation(
    simulation: Simulation, run: SimulationRun | None, finished: QuerySet[SimulationRun]
) -> dict[str, Any]:
    """The way so far with what each answer was worth and why, and the step she is at."""
    return {
        "simulation": simulation,
        "run": run,
        "said": _said(simulation, run) if run else [],
        "step": simulation.steps.get(run.at) if run and not run.finished_at else None,
        "best": max((one.score or 0 for one in finished), default=None),
    }


def _said(simulation: Simulation, run: SimulationRun) -> list[dict[str, Any]]:
    found = []
    for one in run.path:
        step = simulation.steps.get(one["step"], {})
        answer: dict[str, Any] = next((a for a in step.get("answers", []) if a["key"] == one["answer"]), {})
        found.append({"says": step.get("says", {}), "answer": answer, "worth": one["worth"]})
    return found


def ramp_page(ramp: Ramp) -> dict[str, Any]:
    """The curve in use, week by week, beside what was measured."""
    fitted = RampFit.objects.order_by("-fitted_at").first()
    seen = {row["week"]: row for row in fitted.weeks} if fitted else {}
    rows: list[dict[str, Any]] = [
        {"week": week, "pace": ramp.pace(week), "lengthens": ramp.lengthens(week), "seen": seen.get(week)}
        for week in range(WEEKS)
    ]
    series: list[Any] = [(_("Working pace"), [100 * row["pace"] for row in rows])]
    if seen:
        series.append((_("Measured"), [100 * row["seen"]["pace"] if row["seen"] else None for row in rows]))
    labels = [str(row["week"]) for row in rows]
    return {"ramp": ramp, "fitted": fitted, "rows": rows, "series": series, "labels": labels}
