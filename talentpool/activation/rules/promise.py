"""Promised fill: the probability that enough people will have *worked*, for whole orders.

Simulated, because people who take one shift can't take the next (overlap, rest, weekly cap), because people
who said yes don't all come, and because answers move together (common shock). One run is one possible world:
people are asked in the published order until a shift has its seats and its standby; standby replaces whoever
doesn't come. For one shift with independent answers the exact value is ``fill.fill_probability``, and tests
hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt
import scipy

from talentpool.activation.rules.inputs import FillInputError, Floats, share, whole
from talentpool.activation.rules.pool import binomial_tail
from talentpool.activation.rules.shock import NO_SHOCK, TINY, Shock

Ints = npt.NDArray[np.int64]
WEEK_HOURS = 168.0


@dataclass(frozen=True)
class Shifts:
    """The shifts of an order. Hours are counted from any common zero that is a start of week; arrays of one
    length."""

    starts: Floats
    ends: Floats
    seats: Ints
    standby: Ints

    def __post_init__(self) -> None:
        if not len(self.starts) == len(self.ends) == len(self.seats) == len(self.standby):
            raise FillInputError("shifts_uneven", "Every shift needs a start, an end, seats and standby.")
        if np.any(self.ends <= self.starts):
            raise FillInputError("shift_ends_before_start", "A shift must end after it starts.")
        if np.any(self.seats < 0) or np.any(self.standby < 0):
            raise FillInputError("seats_too_small", "Seats and standby can't be negative.")


@dataclass(frozen=True)
class Candidates:
    """The eligible, in the published order.

    yes: (people, shifts) acceptance probability, 0 where not eligible. show_up: (people,) probability to
    come after a yes. week_hours: (people,) hours still free in a week under the person's cap.
    """

    yes: Floats
    show_up: Floats
    week_hours: Floats


@dataclass(frozen=True)
class Promise:
    """What can be promised. Probabilities and shares 0 to 1; arrays per shift, in the order given."""

    full: float
    full_error: float
    by_shift: Floats
    worked: Floats
    accepted: Floats
    runs: int
    worked_error: float = 0.0  # standard error of mean_worked

    @property
    def mean_worked(self) -> float:
        """Expected seats worked, all shifts together."""
        return float(self.worked.sum())


@dataclass
class _Worlds:
    rho: Floats
    z: Floats
    free_from: npt.NDArray[np.float32]
    hours_left: npt.NDArray[np.float32]


def standby_for(*, seats: int, show_up: float, target: float) -> int:
    """The least standby b with P(binomial(seats + b, show_up) >= seats) >= target; independent no-shows."""
    wanted, come, goal = (
        whole(seats, name="seats"),
        share(show_up, name="show_up"),
        share(target, name="target"),
    )
    if come == 0 or (goal == 1 and come < 1):
        raise FillInputError("target_unreachable", "No standby makes this certain.")
    extra = 0
    while float(binomial_tail(people=wanted + extra, chance=come, least=wanted)) < goal * (1 - TINY):
        extra += 1
    return extra


def simulate_promise(
    shifts: Shifts, candidates: Candidates, *, rng: np.random.Generator,
    rest_hours: float | Floats = 11.0, shock: Shock = NO_SHOCK, runs: int = 1000,
) -> Promise:  # fmt: skip
    """P(worked >= seats) of each shift and of all of them, over ``runs`` possible worlds.

    rest_hours: between the end of one shift and the start of the next of the same person; one number, or one
    each. The standard error of ``full`` is ``full_error``; a seeded generator makes the answer repeatable.
    """
    _check(shifts, candidates, runs)
    people = len(candidates.yes)
    rests = np.broadcast_to(np.asarray(rest_hours, dtype=float), (people,))
    rho, z = shock.draw(rng, runs)
    worlds = _Worlds(
        rho,
        z,
        np.full((runs, people), -np.inf, np.float32),
        np.tile(candidates.week_hours.astype(np.float32), (runs, 1)),
    )
    worked, accepted = np.zeros((runs, len(shifts.seats))), np.zeros((runs, len(shifts.seats)))
    week = None
    for shift in np.argsort(shifts.starts, kind="stable"):
        if week != shifts.starts[shift] // WEEK_HOURS:
            week = shifts.starts[shift] // WEEK_HOURS
            worlds.hours_left[:] = candidates.week_hours
        worked[:, shift], accepted[:, shift] = _ask(int(shift), shifts, candidates, worlds, rests, rng)
    return _promise(shifts, worked, accepted)


def _promise(shifts: Shifts, worked: Floats, accepted: Floats) -> Promise:
    runs = len(worked)
    filled = worked >= shifts.seats
    full = float(filled.all(axis=1).mean())
    # One run short of certainty: 1,000 filled worlds don't prove that none is unfilled.
    error = sqrt(max(full * (1 - full), 1 / runs) / runs)
    worked_error = float(worked.sum(axis=1).std()) / sqrt(runs)
    return Promise(full, error, filled.mean(axis=0), worked.mean(axis=0), accepted.mean(axis=0), runs, worked_error)


def _ask(
    shift: int, shifts: Shifts, candidates: Candidates, worlds: _Worlds, rests: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Ask people in order until every world has its seats and standby; (worked, accepted) per world."""
    seats, standby = int(shifts.seats[shift]), int(shifts.standby[shift])
    start, end = float(shifts.starts[shift]), float(shifts.ends[shift])
    eligible = np.flatnonzero(candidates.yes[:, shift] > 0)
    runs = len(worlds.rho)
    yes, came, spare = np.zeros(runs, np.int64), np.zeros(runs, np.int64), np.zeros(runs, np.int64)
    asked, open_runs = 0, np.arange(runs)
    while asked < len(eligible) and len(open_runs) and seats:
        missing = seats + standby - int(yes[open_runs].min())
        mean = max(float(candidates.yes[eligible[asked : asked + 500], shift].mean()), 0.01)
        group = eligible[asked : asked + ceil(missing / mean * 1.1) + 8]
        asked += len(group)
        said, shows = _answers(shift, candidates, group, open_runs, worlds, rng)
        cells = np.ix_(open_runs, group)
        said &= (worlds.free_from[cells] <= start) & (worlds.hours_left[cells] >= end - start)
        place = np.cumsum(said, axis=1) + yes[open_runs, None]
        said &= place <= seats + standby
        _book(said, cells, worlds, end + rests, end - start)
        on_seat = said & (place <= seats)
        came[open_runs] += (on_seat & shows).sum(axis=1)
        spare[open_runs] += (said & ~on_seat & shows).sum(axis=1)
        yes[open_runs] += said.sum(axis=1)
        open_runs = open_runs[yes[open_runs] < seats + standby]
    return np.minimum(came + spare, seats).astype(float), np.minimum(yes, seats).astype(float)


def _answers(
    shift: int, candidates: Candidates, group: Ints, runs: Ints, worlds: _Worlds, rng: np.random.Generator
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Who says yes, and who of them would come: one uniform number decides both."""
    chance = candidates.yes[group, shift].astype(np.float32)[None, :]
    rho, z = worlds.rho[runs], worlds.z[runs]
    if np.any(rho > 0):
        usual = scipy.special.ndtri(np.clip(chance, 1e-7, 1 - 1e-7)).astype(np.float32)
        shift_by = (np.sqrt(rho) * z / np.sqrt(1 - rho)).astype(np.float32)
        scale = (1 / np.sqrt(1 - rho)).astype(np.float32)
        moved = scipy.special.ndtr(usual * scale[:, None] + shift_by[:, None])
        chance = np.where(chance >= 1, np.float32(1), moved)
    drawn = rng.random((len(runs), len(group)), dtype=np.float32)
    return drawn < chance, drawn < chance * candidates.show_up[group].astype(np.float32)


def _book(said: npt.NDArray[np.bool_], cells: tuple[Ints, ...], worlds: _Worlds, until: Floats, hours: float) -> None:
    row, column = np.nonzero(said)
    runs, people = cells[0][row, 0], cells[1][0, column]
    worlds.free_from[runs, people] = until[people]
    worlds.hours_left[runs, people] -= hours


def _check(shifts: Shifts, candidates: Candidates, runs: int) -> None:
    people, count = candidates.yes.shape
    if count != len(shifts.seats) or len(candidates.show_up) != people or len(candidates.week_hours) != people:
        raise FillInputError("candidates_uneven", "Every candidate needs a probability for every shift.")
    for vector in (candidates.yes, candidates.show_up):
        if not np.all((vector >= 0) & (vector <= 1)):
            raise FillInputError("probabilities_out_of_range", "Probabilities must be between 0 and 1.")
    whole(runs, name="runs", least=1)
