"""Periodic work of quality."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from celery import shared_task
from django.conf import settings

from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from tasks.quality import actions
from tasks.quality.actions import top_up_sample
from tasks.quality.models import TryOut

SILENT = timedelta(minutes=5)
EVERY = {"tasks.quality.jobs.draw_sample": 3600.0, "tasks.quality.jobs.resume": 20.0}


@shared_task(name="tasks.quality.jobs.draw_sample")
def draw_sample() -> int:
    """Keep the people's sample of yesterday and today at its share; may run twice."""
    today = now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return top_up_sample(day=today - timedelta(days=1)) + top_up_sample(day=today)


@shared_task(name="tasks.quality.jobs.try_out")
def try_out(run: int) -> str:
    """Run one try-out; a second delivery finds it taken and leaves it."""
    found = TryOut.objects.select_related("rule_set", "against").filter(pk=run).first()
    if found is None:
        return "gone"
    try:
        return str(actions.run_try_out(run=found).state)
    except WrongState:
        return "taken"


@shared_task(name="tasks.quality.jobs.resume")
def resume() -> int:
    """What lost its worker or its wake-up goes on."""
    return actions.resume_try_outs(at=now(), silent_for=SILENT)
