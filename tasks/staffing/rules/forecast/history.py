"""A history as a table: a row for each day, a column for each interval of the day, a hole where nothing is known."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
SURGE_RATIO = 2.0  # times the usual of this weekday and hour …
SURGE_SPREADS = 8.0  # … and this many Poisson deviations above it
SURGE_INTERVALS = 2  # one interval alone is chance more often than an event
SURGE_DAYS = 3  # fewer days of a weekday say nothing about what is usual
NIGHTS = 6  # a history that ends less than this many hours before midnight ends with that day


@dataclass(frozen=True)
class History:
    """``values``: days × intervals, contacts offered; NaN for a day that is not known. ``first``: its first day."""

    first: date
    values: Floats

    @property
    def weekdays(self) -> npt.NDArray[np.int64]:
        """Monday is 0, for each row."""
        return (np.arange(len(self.values)) + self.first.weekday()) % 7

    @property
    def last(self) -> date:
        return self.first + timedelta(days=len(self.values) - 1)

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Which days are known."""
        return np.asarray(~np.isnan(self.values).any(axis=1))

    @property
    def missing(self) -> list[date]:
        """Days between the first and the last that nothing is known of."""
        return [self.first + timedelta(days=int(row)) for row in np.flatnonzero(~self.known)]

    def until(self, row: int) -> "History":
        """The past as it was known before day ``row``."""
        return History(self.first, self.values[:row])

    def without(self, days: Collection[date]) -> "History":
        """The same with these days forgotten, so that an event or a holiday does not repeat itself."""
        values = self.values.copy()
        for day in days:
            row = (day - self.first).days
            if 0 <= row < len(values):
                values[row] = np.nan
        return History(self.first, values)

    @classmethod
    def of(cls, offered: Iterable[tuple[datetime, float]], *, minutes: int) -> "History":
        """From local starts and contacts. A day with any row is whole: its other intervals had no contact.

        An hour that a clock change repeats is added up; the one it skips stays at nought.
        """
        slots = 1440 // minutes
        days: dict[date, Floats] = {}
        for start, contacts in offered:
            row = days.setdefault(start.date(), np.zeros(slots))
            row[(start.hour * 60 + start.minute) // minutes] += contacts
        if not days:
            raise ValueError("a history needs a row")
        first, last = min(days), max(days)
        values = np.full(((last - first).days + 1, slots), np.nan)
        for day, row in days.items():
            values[(day - first).days] = row
        return cls(first, values)


@dataclass(frozen=True)
class Surge:
    """A day on which some intervals had far more contacts than its weekday usually has.

    first, last: intervals of the day, both included. contacts and usual: over those intervals.
    """

    day: date
    first: int
    last: int
    contacts: float
    usual: float


def surges(history: History) -> list[Surge]:
    """Days that stand out, against the median of the same weekday and interval; the strongest first."""
    found = []
    for weekday in range(7):
        rows = np.flatnonzero((history.weekdays == weekday) & history.known)
        if len(rows) < SURGE_DAYS:
            continue
        usual = np.median(history.values[rows], axis=0)
        bound = np.maximum(usual * SURGE_RATIO, usual + SURGE_SPREADS * np.sqrt(usual + 1))
        for row in rows:
            above = np.flatnonzero(history.values[row] > bound)
            if len(above) >= SURGE_INTERVALS:
                day = history.first + timedelta(days=int(row))
                sums = float(history.values[row][above].sum()), float(usual[above].sum())
                found.append(Surge(day, int(above[0]), int(above[-1]), *sums))
    return sorted(found, key=lambda surge: surge.usual - surge.contacts)


def coming_days(
    values: Floats,
    *,
    first: date,
    like: Mapping[date, int],
    factors: Mapping[date, float],
    typical: Floats,
    band: tuple[Floats, Floats] | None = None,
) -> Floats:
    """A forecast with its special days: ``like`` sets a day to another weekday's typical one (7: closed),
    ``factors`` multiplies it (an event brings 1.5 times as much).

    values: days × intervals from ``first`` on. typical: 7 × intervals, a forecast of each weekday.
    """
    found = values.copy()
    for row in range(len(found)):
        day = first + timedelta(days=row)
        if day in like:
            found[row] = typical[like[day]] if like[day] < 7 else 0.0
        found[row] *= factors.get(day, 1.0)
    return found


def dates_of(first: date, days: int) -> Sequence[date]:
    """``days`` days from ``first`` on."""
    return [first + timedelta(days=row) for row in range(days)]
