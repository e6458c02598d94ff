"""Volumes in, and back out again as a batch."""

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import File
from django.db import transaction
from django.db.models import F

from accounts.models import Client, User
from talentpool.agents.states import Channel
from talentpool.kernel.clock import now
from talentpool.kernel.queue import wake
from talentpool.kernel.tables import RowProblem, Table, TableProblem
from tasks.staffing.errors import FileTooLarge, VolumesInUse
from tasks.staffing.models import VolumeInterval, VolumeSet
from tasks.staffing.rules.volumes import Book, Tally, book_for, days_to_lay
from tasks.staffing.states import IMPORT, ImportState, VolumeSource

FILE_BYTES_AT_MOST = 512 << 20
ROW_ERRORS_KEPT = 1_000
MISSING_KEPT = 400
PROGRESS_SECONDS = 0.5
ATTEMPTS = 3
Progress = Callable[[VolumeSet], None]


@transaction.atomic
def upload_volumes(
    *,
    client: Client,
    name: str,
    file: "File[Any]",
    by: User | None,
    channel: str = Channel.CALL,
    interval_minutes: int = 30,
    starting: date | None = None,
    source: str = "",
    read_later: bool = True,
) -> VolumeSet:
    """Keep the file and wake the job that reads it, unless the caller reads it at once (``read_later=False``).

    source refuses the other kind of file; empty takes either.
    """
    size = int(file.size or 0)
    if size > FILE_BYTES_AT_MOST:
        raise FileTooLarge(limit=FILE_BYTES_AT_MOST >> 20)
    volumes = VolumeSet(
        client=client,
        name=name.strip() or Path(str(file.name)).name,
        source=source,
        channel=channel,
        timezone=client.timezone,
        interval_minutes=interval_minutes,
        starting=starting,
        bytes_total=size,
        created_by=by,
        progress_at=now(),
    )
    volumes.file.save(f"{volumes.ref}.table", file, save=False)
    volumes.save()
    if read_later:
        wake("tasks.staffing.jobs.read_volumes", volumes_id=volumes.pk)
    return volumes


@transaction.atomic
def enter_volumes(
    *, client: Client, name: str, intervals: Iterable[Mapping[str, Any]], by: User | None, channel: str, minutes: int
) -> VolumeSet:
    """Volumes given as values: ``starts_at`` (aware), ``offered``, ``handling_s`` of each interval."""
    volumes = VolumeSet.objects.create(
        client=client,
        name=name,
        source=VolumeSource.TYPED,
        channel=channel,
        timezone=client.timezone,
        interval_minutes=minutes,
        created_by=by,
        state=ImportState.READING,
    )
    tallies: dict[datetime, Tally] = {}
    for row in intervals:
        handled = row["offered"] * row["handling_s"]
        tallies.setdefault(row["starts_at"], Tally()).add(Tally(row["offered"], 0, 0, handled, row["offered"]))
    _keep(volumes, tallies, handling_s=0.0, rows=len(tallies))
    return volumes


def read_volumes(*, volumes: VolumeSet, progress: Progress | None = None) -> VolumeSet:
    """Read the file to the end, row by row; safe to call twice, as only one caller gets WAITING to READING.

    Not one transaction: progress must be seen while it reads. The intervals and DONE are written together.
    """
    IMPORT.move(volumes, ImportState.READING, progress_at=now(), attempts=F("attempts") + 1)
    try:
        book, rows = _read(volumes, progress)
        if not book.tallies:
            raise TableProblem("no_rows")
        _keep(volumes, _laid(volumes, book), handling_s=book.mean_handling_s(), rows=rows)
    except TableProblem as problem:
        _fail(volumes, problem.code, problem.places)
    except FileNotFoundError:
        _fail(volumes, "file_gone", {})
    return volumes


def resume_imports(*, at: datetime, silent_for: timedelta, unread_for: timedelta) -> int:
    """Take imports from workers that fell silent, and wake those that nobody reads. Returns how many were woken.

    An import whose reading stopped ``ATTEMPTS`` times fails: the file itself may be what kills its worker.
    """
    for volumes in VolumeSet.objects.filter(state=ImportState.READING, progress_at__lt=at - silent_for):
        if volumes.attempts >= ATTEMPTS:
            _fail(volumes, "worker_died", {})
        else:
            IMPORT.move(volumes, ImportState.WAITING, progress_at=at - unread_for)
    unread = VolumeSet.objects.filter(state=ImportState.WAITING, progress_at__lte=at - unread_for)
    waiting = list(unread.values_list("pk", flat=True))
    for pk in waiting:
        wake("tasks.staffing.jobs.read_volumes", volumes_id=pk)
    return len(waiting)


@transaction.atomic
def undo_import(*, volumes: VolumeSet, by: User) -> VolumeSet:
    """Take a whole import back: its intervals go, its line stays as a record. Refused while something needs it."""
    if volumes.requirements.filter(orders__isnull=False).exists():
        raise VolumesInUse
    IMPORT.move(volumes, ImportState.UNDONE, finished_at=now(), undone_by=by)
    volumes.requirements.all().delete()
    volumes.intervals.all().delete()
    return volumes


def _read(volumes: VolumeSet, progress: Progress | None) -> tuple[Book, int]:
    with volumes.file.open("rb") as file:
        table = Table(file, size=volumes.bytes_total)
        book = book_for(table.header, minutes=volumes.interval_minutes, expected=volumes.source)
        volumes.source, volumes.row_errors, volumes.rows_bad, rows = book.source, [], 0, 0
        due = time.monotonic() + PROGRESS_SECONDS
        for rows, row in enumerate(table.rows(), start=1):
            try:
                if row.problem:
                    raise row.problem
                book.enter(book, row.cells)
            except RowProblem as problem:
                _note(volumes, row.number, problem)
            if rows % 1000 == 0 and time.monotonic() > due:
                due = time.monotonic() + PROGRESS_SECONDS
                _show(volumes, rows, table.position(), progress)
        _show(volumes, rows, volumes.bytes_total, progress)
    return book, rows


def _note(volumes: VolumeSet, number: int, problem: RowProblem) -> None:
    volumes.rows_bad += 1
    if len(volumes.row_errors) < ROW_ERRORS_KEPT:
        value = problem.value.replace("\x00", "\ufffd")
        volumes.row_errors.append({"row": number, "code": problem.code, "column": problem.column, "value": value})


def _show(volumes: VolumeSet, rows: int, position: int, progress: Progress | None) -> None:
    volumes.rows_read, volumes.bytes_read, volumes.progress_at = rows, position, now()
    volumes.save(update_fields=["source", "rows_read", "rows_bad", "bytes_read", "row_errors", "progress_at"])
    if progress:
        progress(volumes)


def _laid(volumes: VolumeSet, book: Book) -> dict[datetime, Tally]:
    """The tallies by UTC start, moved to coming dates if a first day is given; two that meet are added up."""
    zone = ZoneInfo(volumes.timezone)
    days = 0
    if volumes.starting:
        days = days_to_lay(min(book.tallies).date(), starting=volumes.starting)
        volumes.laid_days = days
    laid: dict[datetime, Tally] = {}
    for start, tally in book.tallies.items():
        moment = (start + timedelta(days=days)).replace(tzinfo=zone).astimezone(UTC)
        laid.setdefault(moment, Tally()).add(tally)
    return laid


@transaction.atomic
def _keep(volumes: VolumeSet, tallies: Mapping[datetime, Tally], *, handling_s: float, rows: int) -> None:
    """Write the intervals, the sums and DONE together, and let the uploaded file go."""
    zone = ZoneInfo(volumes.timezone)
    VolumeInterval.objects.bulk_create(
        (
            VolumeInterval(
                volumes=volumes,
                starts_at=start,
                offered=tally.offered,
                handling_s=tally.handled_s / tally.handled if tally.handled else handling_s,
                answered=tally.answered,
                abandoned=tally.abandoned,
            )
            for start, tally in sorted(tallies.items())
        ),
        batch_size=2000,
    )
    handled = sum(tally.handled for tally in tallies.values())
    storage, stored = volumes.file.storage, volumes.file.name
    IMPORT.move(
        volumes,
        ImportState.DONE,
        finished_at=now(),
        file="",
        source=volumes.source,
        rows_read=rows,
        laid_days=volumes.laid_days,
        offered=sum(tally.offered for tally in tallies.values()),
        answered=sum(tally.answered for tally in tallies.values()),
        abandoned=sum(tally.abandoned for tally in tallies.values()),
        handling_s=sum(tally.handled_s for tally in tallies.values()) / handled if handled else 0.0,
        first_day=min(tallies).astimezone(zone).date(),
        last_day=max(tallies).astimezone(zone).date(),
        missing_days=_missing(tallies, zone),
    )
    if stored:
        # A call log names customers; once it is counted nobody needs it.
        transaction.on_commit(lambda: storage.delete(stored), robust=True)


def _missing(tallies: Mapping[datetime, Tally], zone: ZoneInfo) -> list[str]:
    """Days between the first and the last that no row speaks of."""
    known = {start.astimezone(zone).date() for start in tallies}
    first, last = min(known), max(known)
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days))
    return [day.isoformat() for day in days if day not in known][:MISSING_KEPT]


def _fail(volumes: VolumeSet, code: str, places: Mapping[str, str]) -> None:
    failure = {"code": code, "places": dict(places)}
    IMPORT.move(volumes, ImportState.FAILED, failure=failure, finished_at=now())
