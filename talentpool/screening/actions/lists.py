"""Lists of people: handed in, checked to the end, then written, or taken back as a whole."""

import io
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F

from accounts.models import User
from talentpool.agents.models import Language, Region
from talentpool.kernel.clock import now
from talentpool.kernel.queue import wake
from talentpool.kernel.tables import Row, RowProblem, Table, TableProblem
from talentpool.screening import storage
from talentpool.screening.actions import listed
from talentpool.screening.errors import ListTooLarge
from talentpool.screening.models import Campaign, PeopleList
from talentpool.screening.rules.candidates import PERSONAL, Candidate, Read, reader_for
from talentpool.screening.states import PEOPLE_LIST, Becomes, ListState

BYTES_AT_MOST = 64 << 20
ROW_ERRORS_KEPT = 1_000
BATCH = 1_000
PROGRESS_SECONDS = 0.5
ATTEMPTS = 3
Progress = Callable[[PeopleList], None]
JOB = "talentpool.screening.jobs.work_on_list"


@transaction.atomic
def hand_in_list(
    *,
    content: bytes,
    name: str,
    origin: str,
    by: User | None,
    campaign: Campaign | None = None,
    kind: str = "shared",
    later: bool = True,
) -> PeopleList:
    """Keep a file, encrypted, and wake the job that checks it (unless ``later`` is False: the caller does).

    With a campaign every row becomes an invited application, else an agent in training of ``kind``. Raises ListTooLarge.
    """
    if len(content) > BYTES_AT_MOST:
        raise ListTooLarge(limit=BYTES_AT_MOST >> 20)
    people = PeopleList(
        name=Path(name).name[:120],
        origin=origin[:300],
        becomes=Becomes.APPLICATION if campaign else Becomes.AGENT,
        campaign=campaign,
        kind=campaign.kind if campaign else kind,
        bytes_total=len(content),
        created_by=by,
    )
    people.path = storage.keep(f"lists/{people.ref}.sealed", content)
    people.save()
    if later:
        wake(JOB, list_id=people.pk)
    return people


def check_list(*, people: PeopleList, progress: Progress | None = None) -> PeopleList:
    """Read the file to the end without writing anybody: how many are good, bad, known. Only one caller gets to."""
    PEOPLE_LIST.move(people, ListState.CHECKING, progress_at=now(), attempts=F("attempts") + 1)
    people.rows_read = people.rows_bad = people.rows_known = people.rows_good = people.bytes_read = 0
    people.row_errors = []
    listed.begin_pass(people=people)
    try:
        for batch in _batches(people, progress, note=True):
            people.rows_good += len(listed.fresh(people=people, rows=batch, note=True))
        if not people.rows_good:
            raise TableProblem("no_rows")
    except (TableProblem, FileNotFoundError) as problem:
        return _fail(people, problem)
    counts = {name: getattr(people, name) for name in COUNTS}
    PEOPLE_LIST.move(people, ListState.CHECKED, progress_at=now(), attempts=0, **counts)
    return people


COUNTS = ("rows_read", "rows_bad", "rows_known", "rows_good", "bytes_read", "row_errors")


@transaction.atomic
def confirm_list(*, people: PeopleList, by: User | None, later: bool = True) -> PeopleList:
    """A person has seen what the list would do, and wants it. Raises WrongState."""
    PEOPLE_LIST.move(people, ListState.CONFIRMED, confirmed_by=by, progress_at=now())
    if later:
        wake(JOB, list_id=people.pk)
    return people


def write_list(*, people: PeopleList, progress: Progress | None = None) -> PeopleList:
    """Write everybody, a thousand rows a transaction; after a broken run it goes on behind the last one."""
    PEOPLE_LIST.move(people, ListState.WRITING, progress_at=now(), attempts=F("attempts") + 1)
    people.refresh_from_db(fields=["attempts"])
    listed.begin_pass(people=people)
    try:
        for batch in _batches(people, None, note=False):
            if batch[-1][0] > people.written_to:
                listed.write(people=people, rows=[pair for pair in batch if pair[0] > people.written_to])
                if progress:
                    progress(people)
    except (TableProblem, FileNotFoundError) as problem:
        return _fail(people, problem)
    PEOPLE_LIST.move(people, ListState.DONE, finished_at=now(), path=_forget(people))
    return people


@transaction.atomic
def undo_list(*, people: PeopleList, by: User | None, later: bool = True) -> PeopleList:
    """Drop a list that was only checked, or take a written one back, except who has acted since. Raises WrongState."""
    if people.state == ListState.CHECKED:
        PEOPLE_LIST.move(people, ListState.UNDONE, finished_at=now(), undone_by=by, path=_forget(people))
        return people
    PEOPLE_LIST.move(people, ListState.UNDOING, progress_at=now(), undone_by=by)
    if later:
        wake(JOB, list_id=people.pk)
    return people


def take_back(*, people: PeopleList) -> PeopleList:
    """Remove everybody who came of the list and has not acted; may run twice."""
    kept = listed.take_out(people=people)
    PEOPLE_LIST.move(people, ListState.UNDONE, finished_at=now(), rows_kept=kept)
    return people


def resume_lists(*, at: datetime, silent_for: timedelta, keep_for: timedelta) -> int:
    """Lists whose worker or message was lost go on; files nobody decided about are forgotten. Returns how many woken."""
    silent = PeopleList.objects.filter(progress_at__lt=at - silent_for)
    for people in silent.filter(state__in=[ListState.CHECKING, ListState.WRITING]):
        if people.attempts >= ATTEMPTS:
            _fail(people, TableProblem("worker_died"))
        else:
            back = ListState.WAITING if people.state == ListState.CHECKING else ListState.CONFIRMED
            PEOPLE_LIST.move(people, back)
    waiting = silent.filter(state__in=[ListState.WAITING, ListState.CONFIRMED, ListState.UNDOING])
    keys = list(waiting.values_list("pk", flat=True))
    for key in keys:
        wake(JOB, list_id=key)
    for people in PeopleList.objects.filter(state=ListState.CHECKED, progress_at__lt=at - keep_for).exclude(path=""):
        _fail(people, TableProblem("file_gone"))
    return len(keys)


def _batches(people: PeopleList, progress: Progress | None, *, note: bool) -> Iterator[list[tuple[int, Candidate]]]:
    """Readable rows by the thousand, each with its number; bad ones are noted where ``note`` says so."""
    file = io.BytesIO(storage.fetch(people.path))
    table = Table(file, size=people.bytes_total)
    read, batch, due = _reader(table.header), [], time.monotonic() + PROGRESS_SECONDS
    for row in table.rows():
        candidate = _read(people, read, row, note)
        people.rows_read += note
        if candidate:
            batch.append((row.number, candidate))
        if len(batch) == BATCH:
            yield batch
            batch = []
        if note and time.monotonic() > due:
            due = time.monotonic() + PROGRESS_SECONDS
            _show(people, table.position(), progress)
    if batch:
        yield batch
    if note:
        _show(people, people.bytes_total, progress)


def _reader(header: list[str]) -> Read:
    languages: dict[str, str] = {}
    for language in Language.objects.all():
        languages |= dict.fromkeys(
            [language.code, *(str(name).lower() for name in language.name.values())], language.code
        )
    regions: dict[str, str] = {}
    for region in Region.objects.all():
        regions |= dict.fromkeys([region.code, *(str(name).lower() for name in region.name.values())], region.code)
    return reader_for(header, languages=languages, regions=regions, today=now().date())


def _read(people: PeopleList, read: Read, row: Row, note: bool) -> Candidate | None:
    try:
        if row.problem:
            raise row.problem
        return read(row.cells)
    except RowProblem as problem:
        if note:
            _note_row(people, row.number, problem)
        return None


def _note_row(people: PeopleList, number: int, problem: RowProblem) -> None:
    """Count a bad row, and keep what is wrong with it; a personal value is not kept."""
    people.rows_bad += 1
    if len(people.row_errors) < ROW_ERRORS_KEPT:
        value = "" if problem.column in PERSONAL else problem.value.replace("\x00", "\ufffd")
        people.row_errors.append({"row": number, "code": problem.code, "column": problem.column, "value": value})


def _show(people: PeopleList, position: int, progress: Progress | None) -> None:
    people.bytes_read, people.progress_at = position, now()
    people.save(update_fields=[*COUNTS, "progress_at"])
    if progress:
        progress(people)


def _fail(people: PeopleList, problem: TableProblem | FileNotFoundError) -> PeopleList:
    code = problem.code if isinstance(problem, TableProblem) else "file_gone"
    places = dict(problem.places) if isinstance(problem, TableProblem) else {}
    failure = {"code": code, "places": places}
    PEOPLE_LIST.move(people, ListState.FAILED, failure=failure, finished_at=now(), path=_forget(people))
    return people


def _forget(people: PeopleList) -> str:
    """The file names people; once it has served nobody needs it."""
    path = people.path
    if path:
        transaction.on_commit(lambda: storage.forget(path), robust=True)
    return ""
