"""``manage.py import_agents FILE``: a list of people becomes agents in training, or invited applications."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talentpool.agents.states import Kind
from talentpool.screening import actions
from talentpool.screening.list_words import file_words, row_words
from talentpool.screening.models import Campaign, PeopleList
from talentpool.screening.states import ListState

ERRORS_SHOWN = 20


class Command(BaseCommand):
    """Progress and row errors go to standard error, the result to standard output. Exit 1 if nobody was imported."""

    help = "Import people from CSV or XLSX: name, phone or email; identity, kind, region, languages, channels, years, hours."

    requires_system_checks: list[str] = []  # they read every page's address, and cost more than ten thousand rows

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--campaign", default="", help="a campaign's slug: rows become invited applications to it")
        parser.add_argument("--kind", choices=Kind.values, default=Kind.SHARED, help="where a row says none")
        parser.add_argument("--origin", default="", help="where the list comes from; everybody on it reads this")
        parser.add_argument("--check", action="store_true", help="only say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        people = self._handed_in(options)
        self._finished(actions.check_list(people=people, progress=self._checked))
        self._errors(people)
        if options["check"]:
            actions.undo_list(people=people, by=None)
        else:
            actions.confirm_list(people=people, by=None, later=False)
            self._finished(actions.write_list(people=people, progress=self._written))
        self.stdout.write(
            f"{people.ref}: {people.rows_read:,} rows, {people.rows_written:,} people "
            f"({people.get_becomes_display()}), {people.rows_known:,} known already, {people.rows_bad:,} bad"
        )

    def _handed_in(self, options: dict[str, Any]) -> PeopleList:
        campaign = None
        if options["campaign"]:
            campaign = Campaign.objects.filter(slug=options["campaign"]).first()
            if campaign is None:
                raise CommandError(f"There is no campaign “{options['campaign']}”.")
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror or error}") from error
        name = options["file"].name
        return actions.hand_in_list(
            content=content,
            name=name,
            origin=options["origin"] or name,
            by=None,
            campaign=campaign,
            kind=options["kind"],
            later=False,
        )

    def _checked(self, people: PeopleList) -> None:
        self.stderr.write(f"read {people.rows_read:,} rows, {people.rows_bad:,} bad, {people.percent} %")

    def _written(self, people: PeopleList) -> None:
        self.stderr.write(f"written {people.rows_written:,} of {people.rows_good:,}")

    def _errors(self, people: PeopleList) -> None:
        for error in people.row_errors[:ERRORS_SHOWN]:
            where = f"{error['column']}: " if error["column"] else ""
            self.stderr.write(f"row {error['row']}: {where}{row_words(error['code'])}")

    def _finished(self, people: PeopleList) -> None:
        if people.state == ListState.FAILED:
            raise CommandError(file_words(people.failure or {}))
