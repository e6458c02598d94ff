"""From rows of a call log, or of counts, to offered calls per interval.

Offered = served by a person, or hung up after waiting at all; a caller who hangs up inside the voice menu was
never offered. A call counts in the interval in which it leaves the menu: that is when it wants an agent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from talentpool.kernel.tables import RowProblem, TableProblem, is_formula

OFFERED_AT_MOST = 1_000_000
SECONDS_AT_MOST = 86_400
INTERVALS_AT_MOST = 100_000
YEARS = (1970, 2100)
SERVED = frozenset({"agent", "served", "answered"})
HUNG_UP = frozenset({"hang", "hangup", "abandoned"})
IGNORED = frozenset({"phantom", "ignored"})
CALL_COLUMNS = ("arrival", "wait_s", "outcome", "service_s")
COUNT_COLUMNS = ("interval_start", "offered", "aht_s")
ALIASES = {"starts_at": "interval_start", "handling_s": "aht_s", "calls": "offered", "duration_s": "service_s"}


@dataclass(slots=True)
class Tally:
    """What one interval saw. handled_s: seconds of service of those answered."""

    offered: float = 0.0
    answered: int = 0
    abandoned: int = 0
    handled_s: float = 0.0
    handled: float = 0.0

    def serve(self, seconds: float) -> None:
        """One more call that a person took."""
        self.offered += 1
        self.answered += 1
        self.handled_s += seconds
        self.handled += 1

    def lose(self) -> None:
        """One more caller who hung up."""
        self.offered += 1
        self.abandoned += 1

    def add(self, other: "Tally") -> None:
        self.offered += other.offered
        self.answered += other.answered
        self.abandoned += other.abandoned
        self.handled_s += other.handled_s
        self.handled += other.handled


@dataclass
class Book:
    """Tallies by the local start of their interval, and how to enter a row."""

    enter: Callable[["Book", Sequence[str]], None]
    source: str
    minutes: int
    tallies: dict[datetime, Tally] = field(default_factory=dict)

    def at(self, moment: datetime) -> Tally:
        """The tally of the interval in which the moment lies."""
        minute = moment.minute
        start = moment.replace(minute=minute - minute % self.minutes, second=0, microsecond=0)
        tally = self.tallies.get(start)
        if tally is None:
            if len(self.tallies) >= INTERVALS_AT_MOST:
                raise TableProblem("too_many_intervals")
            tally = self.tallies[start] = Tally()
        return tally

    def mean_handling_s(self) -> float:
        """Over the whole file; what intervals without an answered call take."""
        handled = sum(tally.handled for tally in self.tallies.values())
        return sum(tally.handled_s for tally in self.tallies.values()) / handled if handled else 0.0


def book_for(header: Sequence[str], *, minutes: int, expected: str = "") -> Book:
    """The right book for these columns. expected: "call_log" or "counts" to refuse the other kind.

    Raises TableProblem ``columns_missing`` with what is missing.
    """
    names = [ALIASES.get(name, name) for name in header]
    is_log = expected == "call_log" or (expected != "counts" and "arrival" in names)
    wanted = CALL_COLUMNS if is_log else COUNT_COLUMNS
    missing = [name for name in wanted if name not in names]
    if missing:
        raise TableProblem("columns_missing", columns=", ".join(missing))
    places = {name: names.index(name) for name in {*wanted, "vru_s", "answered", "abandoned"} if name in names}
    reader = _call_reader(places) if is_log else _count_reader(places)
    return Book(enter=reader, source="call_log" if is_log else "counts", minutes=minutes)


def _call_reader(places: dict[str, int]) -> Callable[[Book, Sequence[str]], None]:
    width = max(places[name] for name in CALL_COLUMNS)

    def enter(book: Book, cells: Sequence[str]) -> None:
        if len(cells) <= width:
            raise RowProblem("too_few_columns")
        arrival = moment(cells[places["arrival"]], "arrival")
        outcome = cells[places["outcome"]].strip().lower()
        menu = number(cells, places, "vru_s", most=SECONDS_AT_MOST, absent=0.0)
        wait = number(cells, places, "wait_s", most=SECONDS_AT_MOST)
        service = number(cells, places, "service_s", most=SECONDS_AT_MOST, absent=0.0)
        wanted = arrival + timedelta(seconds=menu) if menu else arrival
        if outcome in SERVED:
            book.at(wanted).serve(service)
        elif outcome in HUNG_UP:
            if wait > 0:
                book.at(wanted).lose()
        elif outcome not in IGNORED:
            raise RowProblem("unknown_outcome", "outcome", outcome)

    return enter


def _count_reader(places: dict[str, int]) -> Callable[[Book, Sequence[str]], None]:
    width = max(places[name] for name in COUNT_COLUMNS)

    def enter(book: Book, cells: Sequence[str]) -> None:
        if len(cells) <= width:
            raise RowProblem("too_few_columns")
        start = moment(cells[places["interval_start"]], "interval_start")
        if start.minute % book.minutes or start.second or start.microsecond:
            raise RowProblem("off_grid", "interval_start", cells[places["interval_start"]])
        if start in book.tallies:
            raise RowProblem("duplicate_interval", "interval_start", cells[places["interval_start"]])
        offered = number(cells, places, "offered", most=OFFERED_AT_MOST)
        blank = not cells[places["aht_s"]].strip()
        handling = 0.0 if blank else number(cells, places, "aht_s", most=SECONDS_AT_MOST)
        answered = int(number(cells, places, "answered", most=OFFERED_AT_MOST, absent=0.0))
        abandoned = int(number(cells, places, "abandoned", most=OFFERED_AT_MOST, absent=0.0))
        weight = 0.0 if blank else float(answered or offered)
        book.at(start).add(Tally(offered, answered, abandoned, handling * weight, weight))

    return enter


def moment(cell: str, column: str) -> datetime:
    """A local time without zone: ``1999-01-01 00:00:02``, with T, or with slashes; seconds optional."""
    text = cell.strip()
    if not text:
        raise RowProblem("missing_value", column)
    if is_formula(text):
        raise RowProblem("formula", column, text)
    try:
        found = datetime.fromisoformat(text if "/" not in text else _dashed(text))
    except ValueError:
        raise RowProblem("not_a_time", column, text) from None
    if found.tzinfo is not None:
        raise RowProblem("zone_given", column, text)
    if not YEARS[0] <= found.year < YEARS[1]:
        raise RowProblem("not_a_time", column, text)
    return found


def _dashed(text: str) -> str:
    day, _, clock = text.partition(" ")
    year, month, number = day.split("/")
    hour, _, rest = clock.partition(":")
    return f"{year}-{month:0>2}-{number:0>2}" + (f" {hour:0>2}:{rest}" if clock else "")


def number(
    cells: Sequence[str], places: dict[str, int], column: str, *, most: float, absent: float | None = None
) -> float:
    """A number from 0 to ``most``; an absent column or empty cell counts as ``absent`` where that is given."""
    place = places.get(column, len(cells))
    text = cells[place].strip() if place < len(cells) else ""
    if text.isdigit() and text.isascii() and len(text) < 16:  # nearly every cell of a call log
        plain = float(text)
        if plain > most:
            raise RowProblem("too_large", column, text)
        return plain
    return _unusual(text, column, most=most, absent=absent)


def _unusual(text: str, column: str, *, most: float, absent: float | None) -> float:
    if not text:
        if absent is None:
            raise RowProblem("missing_value", column)
        return absent
    if is_formula(text):
        raise RowProblem("formula", column, text)
    try:
        found = float(text) if text.isascii() and "_" not in text else float("nan")
    except ValueError:
        raise RowProblem("not_a_number", column, text) from None
    if found != found:
        raise RowProblem("not_a_number", column, text)
    if found < 0:
        raise RowProblem("negative", column, text)
    if found > most:
        raise RowProblem("too_large", column, text)
    return found


def days_to_lay(first: date, *, starting: date) -> int:
    """By how many days to move a history that begins on ``first``: a multiple of 7, so weekdays stay.

    The moved first day is the first day from ``starting`` on with the same weekday.
    """
    return (starting - first).days + (first - starting).days % 7


def source_day(day: date, *, known: Sequence[date], cycle: int = 0) -> date | None:
    """The day of history that stands for a coming ``day``: itself if known, else one with the same weekday.

    known: sorted days of the history. cycle: which of the matching days, counted around; None without any.
    """
    if day in known:
        return day
    matching = [past for past in known if past.weekday() == day.weekday()]
    return matching[cycle % len(matching)] if matching else None
