"""What both import commands share: read a file from disk through the same actions, and say how it goes."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Client
from tasks.staffing import actions
from tasks.staffing.errors import file_sentence, row_sentence
from tasks.staffing.models import VolumeSet
from tasks.staffing.states import ImportState

ERRORS_SHOWN = 20


class ImportCommand(BaseCommand):
    """Progress and row errors go to standard error, the result to standard output. Exit 1 if nothing was imported."""

    source = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whose it is."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--client", required=True, help="the client's slug")
        parser.add_argument("--interval", type=int, choices=(15, 30, 60), default=30, help="minutes an interval")
        parser.add_argument("--name", default="", help="how the volumes are called; the file's name if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file, whole, before returning."""
        client = Client.objects.filter(slug=options["client"]).first()
        if client is None:
            raise CommandError(f"There is no client “{options['client']}”.")
        try:
            with options["file"].open("rb") as opened:
                volumes = self._import(client, File(opened, name=options["file"].name), options)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror or error}") from error
        self._report(volumes)

    def _import(self, client: Client, file: "File[Any]", options: dict[str, Any]) -> VolumeSet:
        starting: date | None = options.get("starting")
        volumes = actions.upload_volumes(
            client=client,
            name=options["name"],
            file=file,
            by=None,
            interval_minutes=options["interval"],
            starting=starting,
            source=self.source,
            read_later=False,
        )
        return actions.read_volumes(volumes=volumes, progress=self._progress)

    def _progress(self, volumes: VolumeSet) -> None:
        share = 100 * volumes.bytes_read / max(1, volumes.bytes_total)
        self.stderr.write(f"{volumes.rows_read:,} rows, {volumes.rows_bad:,} bad, {share:.0f} %")

    def _report(self, volumes: VolumeSet) -> None:
        for error in volumes.row_errors[:ERRORS_SHOWN]:
            where = f"{error['column']} “{error['value']}”: " if error["column"] else ""
            self.stderr.write(f"row {error['row']}: {where}{row_sentence(error['code'])}")
        if volumes.state != ImportState.DONE:
            raise CommandError(file_sentence(volumes.failure or {}))
        self.stdout.write(
            f"{volumes.ref}: {volumes.offered:,.0f} contacts offered, {volumes.abandoned:,} hung up, "
            f"mean handling {volumes.handling_s:.0f} s, {volumes.first_day} to {volumes.last_day}, "
            f"{volumes.rows_read:,} rows, {volumes.rows_bad:,} of them bad"
        )
