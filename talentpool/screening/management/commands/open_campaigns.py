"""``manage.py open_campaigns``: the question bank and the two standing campaigns; may run twice."""

from typing import Any

from django.core.management.base import BaseCommand

from talentpool.screening.actions import open_standing_campaigns


class Command(BaseCommand):
    help = "Load the question bank and open the standing campaigns, where they are not there yet."

    def handle(self, *args: Any, **options: Any) -> None:
        for campaign in open_standing_campaigns():
            self.stdout.write(f"/apply/{campaign.slug}/ {campaign.state}")
