"""Rows of a file somebody sends: CSV in the encodings people have, or XLSX; streamed, with bounded memory.

A file that can't be a table at all raises TableProblem; a bad row is yielded as a RowProblem and the next goes on.
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, Any, NamedTuple

SAMPLE_BYTES = 1 << 18
CELL_CHARACTERS = 2_000
COLUMNS_AT_MOST = 200
UNPACKED_BYTES = 400 << 20  # an XLSX that unpacks to more is a bomb or a mistake
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FORMULA = ("=", "+", "@", "\t", "\r")


class TableProblem(ValueError):
    """The file as a whole can't be read; ``code`` is stable, ``places`` fill the sentence."""

    def __init__(self, code: str, **places: str) -> None:
        super().__init__(code)
        self.code, self.places = code, places


class RowProblem(ValueError):
    """One row can't be used: which column, and what stands there (shortened)."""

    def __init__(self, code: str, column: str = "", value: object = "") -> None:
        super().__init__(code)
        self.code, self.column, self.value = code, column, str(value)[:60]


class Row(NamedTuple):
    """Its number in the file (1 is the header) and its cells as text, or why it can't be read."""

    number: int
    cells: Sequence[str]
    problem: RowProblem | None = None


class Table:
    """A header and a stream of rows; ``position()`` says how far in bytes of ``size`` the reading is."""

    def __init__(self, file: IO[bytes], *, size: int) -> None:
        self.file, self.size = file, size
        start = file.read(SAMPLE_BYTES)
        file.seek(0)
        if not start.strip():
            raise TableProblem("empty_file")
        self._rows = _workbook_rows(file) if start.startswith(b"PK\x03\x04") else _text_rows(file, start)
        first = next(self._rows, None)
        if first is None or first.problem or len(first.cells) > COLUMNS_AT_MOST:
            raise TableProblem("no_table")
        self.header = [cell.strip().lower() for cell in first.cells]

    def position(self) -> int:
        return min(self.size, self.file.tell())

    def rows(self) -> Iterator[Row]:
        """Every row after the header that is not blank."""
        for row in self._rows:
            if row.problem or any(map(str.strip, row.cells)):
                yield row


def encoding_of(sample: bytes) -> str:
    """By byte-order mark, by the zero bytes of UTF-16, by whether it is UTF-8; else GB18030, which is what is left."""
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    even, odd = sample[:4096:2].count(0), sample[1:4096:2].count(0)
    if max(even, odd) > len(sample[:4096]) // 8 and min(even, odd) < max(even, odd) // 8:
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def delimiter_of(header: str) -> str:
    """The separator that splits the header most: comma, semicolon or tab."""
    return max(",;\t", key=header.count)


def _text_rows(file: IO[bytes], start: bytes) -> Iterator[Row]:
    encoding = encoding_of(start)
    head = start.decode(encoding, errors="replace").lstrip("\ufeff").splitlines()
    text = io.TextIOWrapper(_Unclosable(file), encoding=encoding, errors="replace", newline="")
    reader = csv.reader(text, delimiter=delimiter_of(head[0] if head else ""))
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(reader.line_num, (), RowProblem("cell_too_long"))
            continue
        yield _checked(reader.line_num, cells)


def _checked(number: int, cells: list[str]) -> Row:
    whole = "".join(cells)  # most rows are fine: they are looked at once, not cell by cell
    if "\x00" not in whole and "\ufffd" not in whole and len(whole) <= CELL_CHARACTERS:
        return Row(number, cells)
    for cell in cells:
        if "\x00" in cell:
            return Row(number, cells, RowProblem("nul"))
        if "\ufffd" in cell:
            return Row(number, cells, RowProblem("bad_character", value=cell))
        if len(cell) > CELL_CHARACTERS:
            return Row(number, cells, RowProblem("cell_too_long"))
    return Row(number, cells)


def _workbook_rows(file: IO[bytes]) -> Iterator[Row]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(file) as archive:
            if sum(member.file_size for member in archive.infolist()) > UNPACKED_BYTES:
                raise TableProblem("too_large")
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet: Any = book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield _checked(number, ["" if cell is None else str(cell) for cell in cells[:COLUMNS_AT_MOST]])
    except TableProblem:
        raise
    except Exception as error:  # a broken workbook fails in as many ways as it has parts
        raise TableProblem("no_table") from error


class _Unclosable(io.BufferedReader):
    """Lets the text layer go away without closing the file beneath, whose position is still asked."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(_Raw(file), buffer_size=1 << 16)


class _Raw(io.RawIOBase):
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = self._file.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run this cell."""
    return cell.startswith(_FORMULA)


def harmless(cell: object) -> str:
    """A cell for a file we give out: what a spreadsheet would run is made text."""
    text = str(cell)
    return "'" + text if text.startswith((*_FORMULA, "-")) and not _is_plain_number(text) else text


def _is_plain_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()
