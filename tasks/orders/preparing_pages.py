"""What the pages around an order show; reads only."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from talentpool.activation.demand import Demand, Slot
from talentpool.activation.task_rate import rate_demand
from talentpool.agents.states import Channel
from talentpool.kernel.charts import Bar
from talentpool.kernel.clock import now
from talentpool.kernel.formats import percent
from tasks.orders.drills import proofs_of
from tasks.orders.launching import CLOCK_DAYS
from tasks.orders.models import CallTreeRun, ContactType, ContingencyPlan, LaunchTask, Order, RateCard
from tasks.orders.preparing_forms import MIX
from tasks.orders.rules import ordered_share
from tasks.orders.states import LaunchRoad, LaunchSide, LaunchStage

LENGTH_RATED = timedelta(hours=4)


def split_of(types: QuerySet[ContactType]) -> dict[str, Any]:
    """Kinds by channel, with the share of each channel that is ordered."""
    channels: dict[str, list[ContactType]] = {}
    for one in types:
        channels.setdefault(one.channel, []).append(one)
    groups = []
    for channel, kinds in channels.items():
        share = ordered_share([(k.volume_share, k.is_fit) for k in kinds], [k.ordered for k in kinds])
        words = _("%(share)s of these contacts are ordered; what is left stays in your house.")
        groups.append(
            {
                "name": Channel(channel).label,
                "kinds": kinds,
                "sentence": words % {"share": percent(share)},
                "bars": [_bar(kind) for kind in kinds],
            }
        )
    return {"groups": groups}


def _bar(kind: ContactType) -> Bar:
    tone = "" if kind.is_fit and kind.ordered else "waiting"
    return Bar(str(kind.name), kind.volume_share * 100, percent(kind.volume_share), tone)


def launch_of(order: Order) -> dict[str, Any]:
    """Stages with their tasks, how far the clock is, who is late, what may go wrong."""
    programme, at = order.launch, now()
    tasks = list(programme.tasks.select_related("owner", "done_by"))
    stages = [
        {"name": LaunchStage(code).label, "tasks": [_task(task, at) for task in tasks if task.stage == code]}
        for code in LaunchStage.values
    ]
    done, late = sum(bool(task.done_at) for task in tasks), [t for t in tasks if not t.done_at and t.due_at < at]
    whole = (programme.due_at - programme.starts_at).total_seconds()
    gone = min(1.0, max(0.0, (at - programme.starts_at).total_seconds() / whole)) if whole > 0 else 1.0
    return {
        "programme": programme,
        "road": LaunchRoad(programme.road).label,
        "clock_days": CLOCK_DAYS,
        "stages": stages,
        "done": done,
        "total": len(tasks),
        "gone": round(gone * 100),
        "gone_words": _("%(share)s of the time until the first shift is over") % {"share": percent(gone)},
        "late": len(late),
        "late_ours": sum(task.side == LaunchSide.CLIENT for task in late),
        "risks": programme.risks.all(),
    }


def _task(task: LaunchTask, at: Any) -> dict[str, Any]:
    return {"task": task, "late": not task.done_at and task.due_at < at, "ours": task.side == LaunchSide.CLIENT}


def plans_of(plans: Iterable[ContingencyPlan]) -> list[dict[str, Any]]:
    """Plans with the last run of each."""
    found = list(plans)
    last: dict[int, CallTreeRun] = {}
    for run in CallTreeRun.objects.filter(plan__in=found).order_by("started_at"):
        last[run.plan_id] = run
    return [{"plan": plan, "run": last.get(plan.pk), "mix": _mix(plan)} for plan in found]


def _mix(plan: ContingencyPlan) -> list[Bar]:
    return [Bar(str(label), plan.mix.get(code, 0)) for code, label in MIX.items()]


def plan_page(plan: ContingencyPlan) -> dict[str, Any]:
    """The mix, the runs with who answered how fast, and what the pool could do now."""
    runs = plan.runs.prefetch_related("steps")[:5]
    return {
        "mix": _mix(plan),
        "mix_sentence": _("%(seats)s seats within %(minutes)s minutes.")
        % {"seats": plan.seats, "minutes": plan.within_minutes},
        "runs": [_run(run) for run in runs],
        "running": any(run.ended_at is None for run in runs),
        "pool": _pool_now(plan),
        "proofs": proofs_of(plan, at=now()),
    }


def _run(run: CallTreeRun) -> dict[str, Any]:
    steps = list(run.steps.all())
    reached = [step for step in steps if step.answered_at]
    minutes = [(step.answered_at - run.started_at).total_seconds() / 60 for step in reached if step.answered_at]
    return {
        "run": run,
        "steps": steps,
        "reached": len(reached),
        "slowest": round(max(minutes)) if minutes else None,
    }


def _pool_now(plan: ContingencyPlan) -> Any:
    """What the pool's part of the mix could be promised, were it set off now; None where the plan asks no agents."""
    seats = plan.mix.get("shared", 0) + plan.mix.get("home", 0)
    card = RateCard.objects.in_effect(client=plan.client, channel=plan.channel, at=now())
    if not seats or card is None:
        return None
    starts = (now() + timedelta(minutes=plan.within_minutes)).replace(minute=0, second=0, microsecond=0)
    starts += timedelta(hours=1)
    return rate_demand(
        Demand(
            skill_id=plan.skill.pk,
            channel=plan.channel,
            language=plan.language.code,
            slots=(Slot(starts, starts + LENGTH_RATED, seats, card.pay_minor),),
            client_id=plan.client_id,
        )
    )


def initial_of(plan: ContingencyPlan) -> dict[str, Any]:
    """What a plan holds, as its form shows it."""
    lines = [f"{step['after_minutes']} | {step['who']} | {step['contact']}" for step in plan.call_tree]
    names = ("title", "trigger", "channel", "within_minutes", "hours")
    return {
        **{name: getattr(plan, name) for name in names},
        "skill": plan.skill_id,
        "language": plan.language_id,
        "call_tree": "\n".join(lines),
        **plan.mix,
    }
