"""Recomputes the matching index from its sources, while the product runs."""

from typing import Any

from django.core.management.base import BaseCommand

from talentpool.activation.actions import rebuild_index
from talentpool.kernel.clock import now


class Command(BaseCommand):
    help = "Recompute the matching index of every agent from its sources."

    def handle(self, *args: Any, **options: Any) -> None:
        agents = rebuild_index(at=now())
        self.stdout.write(f"{agents} agents")
