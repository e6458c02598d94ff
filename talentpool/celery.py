"""The Celery application. Jobs live in each room's ``jobs.py``; a room's schedule is its ``EVERY`` table."""

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentpool.settings")

app = Celery("talentpool")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")


@app.on_after_finalize.connect
def _collect_schedules(sender: Celery, **_: Any) -> None:
    """Read ``EVERY = {"talentpool.messaging.jobs.sweep": 30.0}`` (seconds) of every room that has one."""
    from django.conf import settings

    for room in settings.ROOMS:
        if find_spec(f"{room}.jobs") is None:
            continue
        for job, seconds in getattr(import_module(f"{room}.jobs"), "EVERY", {}).items():
            sender.conf.beat_schedule[job] = {"task": job, "schedule": float(seconds)}
