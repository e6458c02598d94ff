"""``manage.py load_question_bank``: the bank as its files say; may run twice."""

from typing import Any

from django.core.management.base import BaseCommand

from talentpool.screening.actions import load_question_bank


class Command(BaseCommand):
    help = "Load the screening questions from talentpool/screening/bank; new and changed ones only."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_question_bank()} questions new or changed")
