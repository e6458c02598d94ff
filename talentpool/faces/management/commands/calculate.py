"""``manage.py calculate NAME``: JSON lines in, JSON lines out, no database."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from talentpool.faces.calculations import MODULES, answer_line


class Command(BaseCommand):
    """Only answers go to standard output; a line that can't be computed answers an error and is passed."""

    help = "Answer questions of the pure rules: one JSON object a line on standard input, one answer a line."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The name of the rule."""
        parser.add_argument("name", choices=sorted(MODULES))

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 1 if any line failed."""
        failed = False
        for line in sys.stdin.buffer:
            if not line.strip():
                continue
            answer, answered = answer_line(options["name"], line)
            failed |= not answered
            self.stdout.write(json.dumps(answer, allow_nan=False))
            self.stdout.flush()
        if failed:
            sys.exit(1)
