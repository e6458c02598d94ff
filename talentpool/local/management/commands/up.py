"""``manage.py up``: the whole product on one machine."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from talentpool.local import supervisor


class Command(BaseCommand):
    help = (
        "Start database, broker, web, worker and beat on this machine and stop them at Ctrl-C. "
        "Settings: PORT, DATA_DIR, DATABASE_URL, CELERY_BROKER_URL, CACHE_URL, DEMO=0."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(supervisor.main())
