"""Periodic work of quality."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from celery import shared_task
from django.conf import settings

from talentpool.kernel.clock import now
from tasks.quality.actions import top_up_sample

EVERY = {"tasks.quality.jobs.draw_sample": 3600.0}


@shared_task(name="tasks.quality.jobs.draw_sample")
def draw_sample() -> int:
    """Keep the people's sample of yesterday and today at its share; may run twice."""
    today = now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return top_up_sample(day=today - timedelta(days=1)) + top_up_sample(day=today)
