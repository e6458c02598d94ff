import os
import signal
from pathlib import Path
from typing import Any

from django.apps import AppConfig


class LocalConfig(AppConfig):
    name = "talentpool.local"
    label = "local"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Under the supervisor, Celery says when it is ready, and its pool dies with it."""
        if "READY_FILE" in os.environ:
            from celery import signals

            signals.worker_ready.connect(_say_ready)
            signals.beat_init.connect(_say_ready)
            signals.worker_process_init.connect(_die_with_worker)


def _say_ready(**_: Any) -> None:
    Path(os.environ["READY_FILE"]).touch()


def _die_with_worker(**_: Any) -> None:
    from talentpool.local.children import die_with_parent

    die_with_parent(signal.SIGKILL, os.getppid())
