"""What surrounds an order: kinds of contact, the launch programme, contingency plans and their call trees."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Client, User
from talentpool.kernel.clock import now
from talentpool.kernel.queue import wake
from talentpool.messaging.channels import absolute
from tasks.orders.actions.drafting import Positioning, position_order, start_order
from tasks.orders.errors import NotNow
from tasks.orders.launching import tasks_for
from tasks.orders.models import (
    CallTreeRun,
    CallTreeStep,
    ContactType,
    ContingencyPlan,
    LaunchProgramme,
    LaunchRisk,
    LaunchTask,
    Order,
    Quote,
    ScenarioTemplate,
    ServiceLevel,
)
from tasks.orders.states import CallState, LaunchRoad, Scenario

CALL_TREE = "tasks.orders.jobs.call_trees"


@transaction.atomic
def save_contact_type(*, client: Client, by: User, one: ContactType | None = None, **given: Any) -> ContactType:
    """A new kind of contact, or other values for one. ``volume``: per cent of the channel's contacts."""
    kind = one or ContactType(client=client)
    name = given["name"].strip()
    kind.name = {"en": name, "zh-hans": name}
    kind.channel, kind.volume_share = given["channel"], float(given["volume"]) / 100
    kind.difficulty, kind.sensitivity = given["difficulty"], given["sensitivity"]
    kind.remote_fit, kind.ordered = given["remote_fit"], given["ordered"]
    kind.save()
    return kind


@transaction.atomic
def drop_contact_type(*, one: ContactType, by: User) -> None:
    """Forget a kind; orders that named it keep the seats they were computed with."""
    one.delete()


@transaction.atomic
def begin_launch(*, order: Order, quote: Quote, by: User | None) -> LaunchProgramme:
    """The launch programme of a submitted order: from warm in hours or days, from cold with a course first."""
    road = LaunchRoad.COLD if quote.breakdown.get("road") == "course" else LaunchRoad.WARM
    first = order.shifts.order_by("starts_at").values_list("starts_at", flat=True)[0]
    starts = now()
    programme = LaunchProgramme.objects.create(order=order, road=road, starts_at=starts, due_at=first)
    LaunchTask.objects.bulk_create(
        LaunchTask(programme=programme, code=t.code, name=t.name, stage=t.stage, side=t.side, due_at=due)
        for t, due in tasks_for(road, starts=starts, first=first)
    )
    return programme


@transaction.atomic
def finish_launch_task(*, task: LaunchTask, by: User, note: str = "") -> LaunchTask:
    """Somebody has done it. Twice is once."""
    if task.done_at is None:
        task.done_at, task.done_by, task.note = now(), by, note.strip()[:300]
        task.owner = task.owner or by
        task.save(update_fields=["done_at", "done_by", "note", "owner"])
    return task


@transaction.atomic
def take_launch_task(*, task: LaunchTask, by: User) -> LaunchTask:
    """A person of the side that answers for it says: that one is mine."""
    task.owner = by
    task.save(update_fields=["owner"])
    return task


@transaction.atomic
def raise_risk(*, programme: LaunchProgramme, text: str, level: str, answer: str, by: User) -> LaunchRisk:
    """Write down what may go wrong."""
    return LaunchRisk.objects.create(programme=programme, text=text, level=level, answer=answer, raised_by=by)


@transaction.atomic
def close_risk(*, risk: LaunchRisk, by: User) -> LaunchRisk:
    """It can no longer happen, or it has been answered."""
    risk.closed_at = risk.closed_at or now()
    risk.save(update_fields=["closed_at"])
    return risk


@transaction.atomic
def save_contingency(
    *, client: Client, by: User, plan: ContingencyPlan | None = None, given: Mapping[str, Any]
) -> ContingencyPlan:
    """A new plan, or a new version of one."""
    one = plan or ContingencyPlan(client=client, created_by=by)
    for name, value in given.items():
        setattr(one, name, value)
    one.changed_at = now()
    one.version = one.version + 1 if plan else 1
    one.save()
    return one


@transaction.atomic
def set_off(*, plan: ContingencyPlan, exercise: bool, by: User, order_ref: UUID | None = None) -> CallTreeRun:
    """Call the tree: everybody in her minute, by mail with a link that answers. Refused while a run is going on."""
    ContingencyPlan.objects.select_for_update().get(pk=plan.pk)
    at = now()
    if plan.runs.filter(ended_at=None, started_at__gt=at - timedelta(hours=12)).exists():
        raise NotNow
    run = CallTreeRun.objects.create(
        plan=plan, exercise=exercise, started_by=by, started_at=at, order_ref=order_ref,
        ended_at=None if plan.call_tree else at,
    )  # fmt: skip
    CallTreeStep.objects.bulk_create(
        CallTreeStep(
            run=run,
            who=step["who"],
            contact=step["contact"],
            due_at=at + timedelta(minutes=step["after_minutes"]),
            token=secrets.token_urlsafe(32),
        )
        for step in plan.call_tree
    )
    wake(CALL_TREE)
    return run


@transaction.atomic
def begin_emergency(*, plan: ContingencyPlan, by: User) -> Order:
    """Set a plan off in earnest: the tree is called, and an emergency order is drafted for the pool's part of it."""
    template = ScenarioTemplate.objects.select_related("service_level").get(scenario=Scenario.EMERGENCY)
    level = ServiceLevel.objects.filter(channel=plan.channel).order_by("seconds").first() or template.service_level
    order = start_order(client=plan.client, template=template, by=by, title=plan.title)
    today = now().astimezone(ZoneInfo(order.timezone)).date()
    last = today + timedelta(days=max(0, ceil(plan.hours / 24) - 1))
    positioning = Positioning(
        title=plan.title,
        skill=plan.skill,
        language=plan.language,
        channel=plan.channel,
        service_level=level,
        starts_on=today,
        ends_on=last,
        bonus_minor=template.bonus_minor,
        answers={"why": plan.trigger},
    )
    order = position_order(order=order, positioning=positioning, by=by)
    set_off(plan=plan, exercise=False, by=by, order_ref=order.ref)
    return order


def call_due(*, at: datetime) -> int:
    """Mail everybody whose minute has come; returns how many. A mail that can't leave is tried again a minute later."""
    found = 0
    for pk in CallTreeStep.objects.filter(state=CallState.WAITING, due_at__lte=at).values_list("pk", flat=True):
        taken = CallTreeStep.objects.filter(pk=pk, state=CallState.WAITING, due_at__lte=at)
        if taken.update(due_at=F("due_at") + timedelta(minutes=1)):
            _call(CallTreeStep.objects.select_related("run__plan__client", "run__started_by").get(pk=pk), at)
            found += 1
    return found


def _call(step: CallTreeStep, at: datetime) -> None:
    plan = step.run.plan
    link = absolute(reverse("call_answer", kwargs={"token": step.token}))
    with translation.override(step.run.started_by.language):
        what = _("Exercise") if step.run.exercise else _("In earnest")
        title = _("%(what)s: %(plan)s") % {"what": what, "plan": plan.title}
        body = _("Trigger: %(trigger)s. Say that you are there: %(link)s") % {"trigger": plan.trigger, "link": link}
    try:
        EmailMessage(title, body, to=[step.contact]).send()
    except Exception as error:
        step.failure = type(error).__name__[:80]
        step.state = CallState.FAILED if at - step.run.started_at > timedelta(hours=1) else CallState.WAITING
        step.save(update_fields=["failure", "state"])
        return
    step.state, step.called_at, step.failure = CallState.CALLED, at, ""
    step.save(update_fields=["state", "called_at", "failure"])


@transaction.atomic
def answer_call(*, step: CallTreeStep) -> CallTreeStep:
    """Somebody of the tree is there. The last answer ends the run. Twice is once."""
    if step.answered_at is None:
        step.answered_at, step.state = now(), CallState.REACHED
        step.save(update_fields=["answered_at", "state"])
        if not step.run.steps.filter(answered_at=None).exists():
            CallTreeRun.objects.filter(pk=step.run_id, ended_at=None).update(ended_at=now())
    return step


@transaction.atomic
def end_run(*, run: CallTreeRun, by: User) -> CallTreeRun:
    """Stop a run: who was not reached stays so."""
    run.steps.filter(state__in=[CallState.WAITING, CallState.CALLED]).update(state=CallState.FAILED)
    CallTreeRun.objects.filter(pk=run.pk, ended_at=None).update(ended_at=now())
    return run
