"""Volumes come in from whatever file people have, and nothing is lost on the way."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile, File
from django.core.management import CommandError, call_command

from accounts.models import Client
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from tasks.staffing import actions, jobs
from tasks.staffing.models import VolumeSet
from tasks.staffing.states import ImportState
from tests.factories import accounts as people

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "callcentre_bank_il_1999"
real_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the bank's call log is not at {DATA}")
pytestmark = pytest.mark.django_db

LOG = "arrival,vru_s,wait_s,outcome,service_s\n"
COUNTS = "interval_start,offered,aht_s\n"


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}},
    }
    return tmp_path


@pytest.fixture
def client_company() -> Client:
    return people.client_company()


def read(client: Client, content: str | bytes, **fields: Any) -> VolumeSet:
    raw = content.encode() if isinstance(content, str) else content
    volumes = actions.upload_volumes(client=client, name="a file", file=ContentFile(raw, "a.csv"), by=None, **fields)
    return actions.read_volumes(volumes=volumes)


def codes(volumes: VolumeSet) -> list[tuple[int, str]]:
    return [(error["row"], error["code"]) for error in volumes.row_errors]


@real_data
@pytest.mark.real_data
@pytest.mark.parametrize("month", ["01", "02"])
def test_half_hour_counts_equal_the_published_ones(client_company: Client, month: str) -> None:
    with (DATA / f"calls_1999_{month}.csv").open("rb") as log:
        volumes = actions.upload_volumes(client=client_company, name="log", file=File(log, "log.csv"), by=None)
    actions.read_volumes(volumes=volumes)
    assert volumes.rows_bad == 0
    found = {
        row.starts_at + timedelta(hours=8): (row.offered, row.answered, row.abandoned)
        for row in volumes.intervals.all()
    }
    with (DATA / f"intervals_30min_1999_{month}.csv").open() as published:
        rows = list(csv.DictReader(published))
    for row in rows:
        start = datetime.fromisoformat(row["interval_start"]).replace(tzinfo=UTC)
        expected = (float(row["offered"]), int(row["answered"]), int(row["abandoned"]))
        assert found.pop(start, (0.0, 0, 0)) == expected, start
    assert not found


@real_data
@pytest.mark.real_data
def test_real_log_is_laid_on_coming_days_with_its_weekdays(client_company: Client) -> None:
    call_command(
        "import_calls",
        str(DATA / "calls_1999_01.csv"),
        client=client_company.slug,
        starting=date(2026, 12, 1),
        stdout=io.StringIO(),
        stderr=io.StringIO(),
    )
    volumes = VolumeSet.objects.get()
    assert volumes.laid_days is not None
    assert volumes.laid_days % 7 == 0
    assert volumes.first_day == date(2026, 12, 4)  # 1 January 1999 was a Friday, and so is this
    assert volumes.offered == 30_108
    surge = volumes.intervals.order_by("-offered").first()
    assert surge
    moved = datetime(1999, 1, 10, 16, tzinfo=UTC) + timedelta(days=volumes.laid_days)
    assert (surge.offered, surge.abandoned, surge.starts_at + timedelta(hours=8)) == (165, 61, moved)


@real_data
@pytest.mark.real_data
def test_published_counts_can_be_imported_as_they_are(client_company: Client) -> None:
    with (DATA / "intervals_30min_1999_02.csv").open("rb") as counts:
        volumes = actions.upload_volumes(client=client_company, name="f", file=File(counts, "f.csv"), by=None)
    actions.read_volumes(volumes=volumes)
    assert (volumes.source, volumes.offered, volumes.rows_bad) == ("counts", 31_071, 0)


def test_who_hangs_up_in_the_menu_was_never_offered(client_company: Client) -> None:
    rows = [
        "2026-01-05 09:29:50,15,0,AGENT,60",  # leaves the menu at 09:30:05
        "2026-01-05 09:31:00,5,0,HANG,0",
        "2026-01-05 09:31:00,5,30,HANG,0",
        "2026-01-05 09:32:00,5,0,PHANTOM,0",
    ]
    volumes = read(client_company, LOG + "\n".join(rows))
    (interval,) = volumes.intervals.all()
    assert interval.starts_at == datetime(2026, 1, 5, 1, 30, tzinfo=UTC)
    assert (interval.offered, interval.answered, interval.abandoned, interval.handling_s) == (2, 1, 1, 60)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_every_usual_encoding_is_recognised(client_company: Client, encoding: str) -> None:
    text = "interval_start,offered,aht_s,备注\n2026-01-05 09:00,10,180,促销高峰\n2026-01-05 09:30,5,170,平常\n"
    volumes = read(client_company, text.encode(encoding))
    assert (volumes.state, volumes.offered, volumes.rows_bad) == ("done", 15, 0)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_usual_separator_is_recognised(client_company: Client, separator: str) -> None:
    text = (COUNTS + "2026-01-05 09:00,10,180\n").replace(",", separator)
    assert read(client_company, text).offered == 10


def test_a_workbook_is_read_and_its_formulas_are_not(client_company: Client) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["interval_start", "offered", "aht_s"])
    sheet.append([datetime.fromisoformat("2026-01-05 09:00"), 10, 180])
    sheet.append([datetime.fromisoformat("2026-01-05 09:30"), "=1+1", 180])
    stream = io.BytesIO()
    book.save(stream)
    volumes = read(client_company, stream.getvalue())
    assert (volumes.offered, codes(volumes)) == (10, [(3, "formula")])


def test_bad_rows_are_named_and_the_good_ones_kept(client_company: Client) -> None:
    rows = [
        "2026-01-05 09:00,10,180",
        "yesterday,10,180",
        "2026-01-05 10:00,minus,180",
        "2026-01-05 10:30,-4,180",
        "2026-01-05 11:00,=HYPERLINK(1),180",
        "2026-01-05 11:10,4,180",
        "2026-01-05 09:00,4,180",
        "2026-01-05 12:00",
        "2026-01-05 12:30,,180",
        "2026-01-05 13:00,1e99,180",
        "2026-01-05 13:30,NaN,180",
        "2026-01-05T14:00+08:00,1,180",
        "2026-01-05 14:30,1\x00,180",
        "9999-01-05 14:30,1,180",
        "2026/1/5 15:00,7,180",
    ]
    volumes = read(client_company, COUNTS + "\n".join(rows))
    assert codes(volumes) == [
        (3, "not_a_time"),
        (4, "not_a_number"),
        (5, "negative"),
        (6, "formula"),
        (7, "off_grid"),
        (8, "duplicate_interval"),
        (9, "too_few_columns"),
        (10, "missing_value"),
        (11, "too_large"),
        (12, "not_a_number"),
        (13, "zone_given"),
        (14, "nul"),
        (15, "not_a_time"),
    ]
    assert (volumes.state, volumes.offered, volumes.rows_bad) == ("done", 17, 13)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"   \n ", "empty_file"),
        (b"a,b,c\n1,2,3\n", "columns_missing"),
        (COUNTS.encode(), "no_rows"),
        (b"PK\x03\x04 not a workbook", "no_table"),
        (b"%PDF-1.4\x00\x00binary", "no_table"),
        (b"interval_start,offered,aht_s\nx,y,z\n", "no_rows"),
    ],
)
def test_a_file_that_is_no_table_fails_with_a_sentence(client_company: Client, content: bytes, code: str) -> None:
    volumes = read(client_company, content)
    assert volumes.state == ImportState.FAILED
    assert volumes.failure is not None
    assert volumes.failure["code"] in (code, "columns_missing")
    assert not volumes.intervals.exists()


def test_the_other_kind_of_file_is_refused_where_one_kind_is_asked(client_company: Client) -> None:
    volumes = read(client_company, COUNTS + "2026-01-05 09:00,1,1\n", source="call_log")
    assert volumes.failure == {
        "code": "columns_missing",
        "places": {"columns": "arrival, wait_s, outcome, service_s"},
    }


def test_the_file_is_forgotten_once_it_is_counted(
    client_company: Client, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        volumes = read(client_company, COUNTS + "2026-01-05 09:00,1,60\n")
    assert not volumes.file
    assert not [path for path in storage.rglob("*") if path.is_file()]


def test_an_import_is_read_once_however_often_its_message_comes(client_company: Client) -> None:
    volumes = read(client_company, COUNTS + "2026-01-05 09:00,1,60\n")
    assert jobs.read_volumes(volumes.pk) == "taken"
    with pytest.raises(WrongState):
        actions.read_volumes(volumes=volumes)
    assert volumes.intervals.count() == 1


def test_an_import_whose_worker_died_goes_on_and_gives_up_after_three(client_company: Client) -> None:
    file = ContentFile((COUNTS + "2026-01-05 09:00,1,60\n").encode(), "a.csv")
    volumes = actions.upload_volumes(client=client_company, name="a", file=file, by=None)
    long_ago = now() - timedelta(hours=1)
    VolumeSet.objects.update(state="reading", progress_at=long_ago, attempts=1)
    assert jobs.resume_imports() == 1
    assert jobs.read_volumes(volumes.pk) == "done"
    VolumeSet.objects.update(state="reading", progress_at=long_ago, attempts=3)
    jobs.resume_imports()
    volumes.refresh_from_db()
    assert volumes.state == ImportState.FAILED


def test_an_import_can_be_taken_back_as_a_whole(client_company: Client) -> None:
    volumes = read(client_company, COUNTS + "2026-01-05 09:00,1,60\n")
    actions.undo_import(volumes=volumes, by=people.member(client_company, "planner"))
    assert volumes.state == ImportState.UNDONE
    assert not volumes.intervals.exists()


def test_command_says_what_went_wrong(client_company: Client, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no client"):
        call_command("import_volumes", str(tmp_path / "x.csv"), client="nobody")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_volumes", str(tmp_path / "x.csv"), client=client_company.slug)
    (tmp_path / "x.csv").write_text(LOG + "2026-01-05 09:00,0,0,AGENT,60\n")
    with pytest.raises(CommandError, match="interval_start"):
        call_command("import_volumes", str(tmp_path / "x.csv"), client=client_company.slug, stderr=io.StringIO())
