"""``manage.py up``: the whole product on one machine."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from talentpool.local import choice
from talentpool.local.errors import LocalError
from talentpool.local.supervisor import Supervisor, stop_with_parent


class Command(BaseCommand):
    help = (
        "Start database, broker, web, worker and beat on this machine and stop them at Ctrl-C. Settings: PORT, DATA_DIR, "
        "DATABASE_URL, CELERY_BROKER_URL, CACHE_URL, DEMO=0."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if os.environ.get("STOP_WITH_PARENT"):
            stop_with_parent()
        try:
            Supervisor(choice.read(os.environ, data_dir=settings.DATA_DIR), say=self._say).run()
        except LocalError as error:
            self.stderr.write(str(error))
            raise SystemExit(1) from None

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
