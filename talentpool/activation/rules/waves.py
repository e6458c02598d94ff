"""The recursion behind a plan: from the last wave back to the first, on a grid of places in the published
order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from talentpool.activation.rules.fill import count_chances, fill_curve
from talentpool.activation.rules.inputs import Floats

PLACES = 40  # waves end on at most so many places; up to that many people the plan is exact
NOTHING = 1e-13

Ints = npt.NDArray[np.int64]


class Answers(NamedTuple):
    """Chances of ``least``, least + 1, ... yeses; chances below 1e-13 at both ends are dropped."""

    least: int
    chances: Floats

    @classmethod
    def of(cls, chances: Floats) -> Answers:
        kept = np.flatnonzero(chances > NOTHING)
        return cls(int(kept[0]), chances[kept[0] : kept[-1] + 1])

    def tail(self, width: int) -> Floats:
        """P(yes >= r) for r = 0 ... width."""
        reached = np.cumsum(self.chances[::-1])[::-1]
        whole = np.concatenate([np.full(self.least, reached[0]), reached, np.zeros(max(0, width + 1))])
        return whole[: width + 1]

    def expect(self, values: Floats) -> Floats:
        """E values[r - yes] for every r, where values[0] also stands for every r below 0."""
        width = len(values) - 1
        padded = np.concatenate([np.full(self.least + len(self.chances), values[0]), values])
        start = len(self.chances)  # the place of r = 0, shifted down by `least`
        window = padded[start - len(self.chances) + 1 : start + width + 1]
        return np.convolve(window, self.chances, mode="valid")


@dataclass(frozen=True)
class Steps:
    """Places where a wave may end, and how people between two places answer."""

    seats: int
    width: int
    positions: Ints
    curve_end: float
    start: tuple[Answers, ...]
    between: tuple[tuple[Answers, ...], ...]
    tails: tuple[Floats, ...]

    @classmethod
    def around(cls, *, seats: int, probabilities: Floats, target: float) -> Steps:
        """Places from where a fill becomes possible (1e-4) to where it is sure beyond the target."""
        curve = fill_curve(seats=seats, probabilities=probabilities)
        people = len(probabilities)
        sure = 1 - (1 - min(target, 1 - 1e-9)) / 20
        low = min(max(1, int(np.searchsorted(curve, 1e-4))), people)
        high = min(int(np.searchsorted(curve, sure)) + 1, people)
        places = np.unique(np.linspace(low, max(low, high), PLACES).round().astype(np.int64))
        if high <= PLACES:  # few enough to look at every place, also where one would rather give up early
            places = np.arange(min(1, people), high + 1, dtype=np.int64)
        pieces = [count_chances(probabilities=part) for part in np.split(probabilities[: places[-1]], places[:-1])]
        start = _from_start(pieces)
        width = int(min(seats, seats - start[0].least if start else seats))
        between = tuple(_onwards(pieces, at) for at in range(len(places)))
        tails = tuple(np.array([answers.tail(width) for answers in row]) for row in between)
        return cls(seats, max(1, width), places, float(curve[-1]), start, between, tails)


def _from_start(pieces: list[Floats]) -> tuple[Answers, ...]:
    """How everybody up to each place answers; pieces: the people between one place and the next."""
    found, chances = [], np.ones(1)
    for piece in pieces:
        chances = np.convolve(chances, piece)
        found.append(Answers.of(chances))
    return tuple(found)


def _onwards(pieces: list[Floats], at: int) -> tuple[Answers, ...]:
    """How the people from one place to each later one answer."""
    chances = np.ones(1)
    found = [Answers(0, chances)]
    for piece in pieces[at + 1 :]:
        chances = np.convolve(chances, piece)
        found.append(Answers.of(chances))
    return tuple(found)


class Solution(NamedTuple):
    """The best policy at one price: where the first wave ends, what it costs, and every later choice."""

    first: int
    offers: float
    filled: float
    choices: tuple[Ints, ...]


class Stage(NamedTuple):
    """Per place and seats left: the value, its parts, and the place where the next wave ends."""

    value: Floats
    offers: Floats
    filled: Floats
    choice: Ints


def solve(steps: Steps, *, waves: int, price: float) -> Solution:
    """Minimise expected offers - price x P(filled) over at most ``waves`` waves, 2 or more."""
    stages = [_last(steps, price)]
    while len(stages) < waves - 1:
        stages.append(_earlier(steps, stages[-1], price))
    after = stages[-1]
    costs, fills = [], []
    for at, place in enumerate(steps.positions):
        left = _seats_left(steps, steps.start[at])
        costs.append(place + float(left @ after.offers[at]))
        fills.append(float(left @ after.filled[at]))
    best = int(np.argmin(np.array(costs) - price * np.array(fills)))
    return Solution(best, costs[best], fills[best], tuple(stage.choice for stage in stages))


def _seats_left(steps: Steps, answers: Answers) -> Floats:
    """Chances that 0, 1, ... width seats are left after the first wave."""
    left = steps.seats - np.arange(answers.least, answers.least + len(answers.chances))
    chances = np.zeros(steps.width + 1)
    np.add.at(chances, np.clip(left, 0, steps.width), answers.chances)
    return chances


def _last(steps: Steps, price: float) -> Stage:
    shape = (len(steps.positions), steps.width + 1)
    offers, filled, choice = np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=np.int64)
    column = np.arange(steps.width + 1)
    for at, tails in enumerate(steps.tails):
        more = (steps.positions[at:] - steps.positions[at]).astype(float)
        best = np.argmin(more[:, None] - price * tails, axis=0)
        best[0] = 0
        offers[at], filled[at], choice[at] = more[best], tails[best, column], best + at
    return Stage(offers - price * filled, offers, filled, choice)


def _earlier(steps: Steps, after: Stage, price: float) -> Stage:
    shape = (len(steps.positions), steps.width + 1)
    offers, filled, choice = np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=np.int64)
    for at, row in enumerate(steps.between):
        more = (steps.positions[at:] - steps.positions[at]).astype(float)
        values = np.array([answers.expect(after.value[at + on]) for on, answers in enumerate(row)])
        best = np.argmin(more[:, None] + values, axis=0)
        best[0] = 0
        choice[at] = best + at
        for on in np.unique(best):
            here = best == on
            offers[at, here] = more[on] + row[on].expect(after.offers[at + on])[here]
            filled[at, here] = row[on].expect(after.filled[at + on])[here]
    return Stage(offers - price * filled, offers, filled, choice)
