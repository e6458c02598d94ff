"""``manage.py import_volumes FILE --client SLUG``: counts per interval."""

from tasks.staffing.importing import ImportCommand
from tasks.staffing.states import VolumeSource


class Command(ImportCommand):
    help = "Import contacts per interval: columns interval_start, offered, aht_s (CSV or XLSX)."
    source = VolumeSource.COUNTS
