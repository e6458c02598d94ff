"""The Celery application. Jobs live in each room's ``jobs.py``; a room's schedule is its ``EVERY`` table."""

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from celery import Celery
from celery.app.amqp import AMQP
from kombu import Connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentpool.settings")

LONGEST_PAUSE = 5  # seconds


class PatientConnection(Connection):
    """Worker and beat look for a broker that is away every few seconds, for as long as it takes.

    By themselves they wait longer each time, half a minute in the end, and give up after a hundred tries.
    """

    def ensure_connection(self, *given: Any, **more: Any) -> Any:
        """given: whom to tell of a failure, and a number of tries, which is not heeded."""
        patience = {"max_retries": None, "interval_start": 1, "interval_step": 1, "interval_max": LONGEST_PAUSE}
        return super().ensure_connection(*given[:1], **{**more, **patience})


class PatientBroker(AMQP):
    Connection = PatientConnection


app = Celery("talentpool", amqp=PatientBroker)
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
