"""``manage.py load_courses``: the courses as their folders say; may run twice."""

from typing import Any

from django.core.management.base import BaseCommand

from talentpool.training.actions import load_courses


class Command(BaseCommand):
    help = "Load the courses of talentpool/training/content, and publish new ones."

    def handle(self, *args: Any, **options: Any) -> None:
        for course in load_courses():
            self.stdout.write(f"{course.slug} v{course.version}: {course.state}")
