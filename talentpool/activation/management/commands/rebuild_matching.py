"""Recomputes the matching index from its sources, while the product runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from talentpool.activation.actions import cluster_index, rebuild_index
from talentpool.kernel.clock import now


class Command(BaseCommand):
    help = "Recompute the matching index of every agent from its sources."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cluster", action="store_true", help="and lay it down in order: for a quiet hour")

    def handle(self, *args: Any, **options: Any) -> None:
        agents = rebuild_index(at=now())
        if options["cluster"]:
            cluster_index()
        self.stdout.write(f"{agents} agents")
