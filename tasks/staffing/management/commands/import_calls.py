"""``manage.py import_calls FILE --client SLUG [--starting DATE]``: a call log, counted per interval."""

from argparse import ArgumentParser
from datetime import date

from tasks.staffing.importing import ImportCommand
from tasks.staffing.states import VolumeSource


class Command(ImportCommand):
    help = "Import a call log: columns arrival, wait_s, outcome, service_s, vru_s if there is a menu (CSV or XLSX)."
    source = VolumeSource.CALL_LOG

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the history is laid."""
        super().add_arguments(parser)
        parser.add_argument(
            "--starting",
            type=date.fromisoformat,
            help="lay the log on coming days from this date (YYYY-MM-DD) on, weekdays kept; as it is if not given",
        )
