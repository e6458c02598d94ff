"""Drills by schedule: a segment is drilled again before its interval gets too wide or too old."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from talentpool.activation.actions.drills import announce_drill, plan_drill, start_drill
from talentpool.activation.drills import Plan, Terms, plan_for
from talentpool.activation.models import Drill, DrillSchedule, Settings
from talentpool.activation.rates import Reading, left_in, readings
from talentpool.activation.rules.sampling import calls_for
from talentpool.activation.rules.wilson import Share
from talentpool.activation.segments import Segment
from talentpool.activation.states import DrillState, ScheduleOutcome
from talentpool.kernel.clock import now

AHEAD_DAYS = 7  # a drill takes days to be answered: it is sent while the interval still holds
UNDER_WAY = (DrillState.PLANNED, DrillState.RUNNING)


@transaction.atomic
def set_schedule(*, segment: Segment, by: User, **choices: Any) -> DrillSchedule:
    """Set or change the standing order of a segment: widest, least_days, depth, announced, answer_minutes,
    thanks_minor, most_minor, active."""
    made, _is_new = DrillSchedule.objects.update_or_create(
        skill_id=segment.skill_id,
        channel=segment.channel,
        language_id=segment.language,
        kind=segment.kind,
        defaults={**choices, "set_by": by, "set_at": now()},
    )
    return made


def follow_schedules(*, at: datetime) -> int:
    """Look at every active schedule and send what is due; returns how many drills. May run twice: the row is locked."""
    keys = list(DrillSchedule.objects.filter(active=True).order_by("pk").values_list("pk", flat=True))
    if not keys:
        return 0
    known = {reading.segment: reading for reading in readings(at=at, trends=False)}
    return sum(_follow(pk, known, at) for pk in keys)


@transaction.atomic
def _follow(pk: int, known: dict[Segment, Reading], at: datetime) -> int:
    rows = DrillSchedule.objects.select_for_update(of=("self",), skip_locked=True).select_related("skill")
    schedule = rows.filter(pk=pk, active=True).first()
    if schedule is None:
        return 0
    segment = Segment(schedule.skill_id, schedule.channel, schedule.language_id, schedule.kind)
    plan = plan_for(
        segment,
        at=at,
        precision=schedule.widest,
        thanks_minor=schedule.thanks_minor,
        least=calls_for(schedule.widest),
    )
    outcome = _outcome(schedule, segment, known.get(segment), plan, at)
    DrillSchedule.objects.filter(pk=pk).update(looked_at=at, outcome=outcome)
    if outcome != ScheduleOutcome.SENT:
        return 0
    terms = Terms(
        schedule.depth, schedule.answer_minutes, announced=schedule.announced, thanks_minor=schedule.thanks_minor
    )
    drill = plan_drill(segment=segment, plan=plan, terms=terms, by=None, schedule=schedule)
    if schedule.announced:
        announce_drill(drill=drill, begins_at=at + timedelta(hours=Settings.current().announce_hours), by=None)
    else:
        start_drill(drill=drill, by=None)
    return 1


def _outcome(
    schedule: DrillSchedule, segment: Segment, reading: Reading | None, plan: Plan, at: datetime
) -> ScheduleOutcome:
    known = reading.rate if reading is not None and not reading.stale else None
    if _narrow(known, schedule) and _narrow(left_in(AHEAD_DAYS, segment, at=at), schedule):
        return ScheduleOutcome.NARROW
    same = Drill.objects.filter(
        skill_id=segment.skill_id,
        channel=segment.channel,
        language_id=segment.language,
        kind=segment.kind,
        backbone=False,
    )
    if same.filter(state__in=UNDER_WAY).exists():
        return ScheduleOutcome.RUNNING
    if same.filter(state=DrillState.DONE, starts_at__gt=at - timedelta(days=schedule.least_days)).exists():
        return ScheduleOutcome.TOO_SOON
    if plan.sample == 0:
        return ScheduleOutcome.NOBODY
    return ScheduleOutcome.COSTLY if plan.cost_minor > schedule.most_minor else ScheduleOutcome.SENT


def _narrow(share: Share | None, schedule: DrillSchedule) -> bool:
    return share is not None and share.half_width <= schedule.widest
