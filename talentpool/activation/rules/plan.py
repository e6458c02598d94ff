"""Waves: the fewest expected offers that fill the seats with the wanted probability, under a published order.

Every wave learns from the one before: how many to ask now depends on how many seats are left. The plan is the
policy that minimises expected offers - price x P(filled), found backwards from the last wave, where the
price of a failed fill is raised until the target is met (a Lagrange multiplier). Answers are independent
here; the common shock enters where the last wave is sized against what was seen (``last_wave``), and in the
promise. Source: Bellman, Dynamic Programming (1957), ch. 3; Everett, Generalized Lagrange multiplier method,
Operations Research 11 (1963).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from talentpool.activation.rules.fill import fill_curve, fill_curves, first_reaching
from talentpool.activation.rules.inputs import FillInputError, Floats, share, shares, whole
from talentpool.activation.rules.shock import Shock, given_shock
from talentpool.activation.rules.waves import Steps, solve

PRICES = (1.0, 1e7)  # offers that a sure fill may cost instead of a sure failure: the bracket of the search


@dataclass(frozen=True)
class Plan:
    """What to send, wave by wave. Sizes are offers; probabilities 0 to 1."""

    seats: int
    waves: int
    first: int
    expected_offers: float
    fill_probability: float
    reaches_target: bool
    fluid_offers: float
    _steps: Steps | None
    _choices: tuple[np.ndarray, ...]

    def next(self, *, asked: int, yes: int, waves_left: int) -> int:
        """How many more to ask, ``asked`` people and ``yes`` yeses into the plan. 0 when it is full."""
        left = self.seats - yes
        if left <= 0 or waves_left <= 0:
            return 0
        if asked == 0:
            return self.first
        if self._steps is None:
            return 0
        at = int(np.searchsorted(self._steps.positions, asked))
        if at >= len(self._steps.positions):
            return 0
        row = self._choices[waves_left - 1][at]
        goal = int(row[min(left, len(row) - 1)])
        return max(0, int(self._steps.positions[goal]) - asked)


def fluid_offers(*, seats: int, probabilities: Floats) -> float:
    """The (fractional) number of offers whose expected yeses are the seats: no plan can count on fewer."""
    reached = np.concatenate([[0.0], np.cumsum(probabilities)])
    if reached[-1] < seats:
        return float("inf")
    return float(np.interp(seats, reached, np.arange(len(reached))))


def plan_waves(*, seats: int, probabilities: Sequence[float] | Floats, target: float, waves: int = 3) -> Plan:
    """The plan for asking people in the given order in at most ``waves`` waves.

    Where the target can't be reached, everybody is asked at once: no plan comes nearer, and to wait for answers
    would only lose time. ``reaches_target`` is False then, with the real probability.
    """
    wanted, vector, goal = whole(seats, name="seats"), shares(probabilities), share(target, name="target")
    rounds = whole(waves, name="waves", least=1, most=20)
    if wanted == 0:
        raise FillInputError("seats_too_small", "A plan needs at least one seat.")
    if rounds == 1:
        return _one_wave(wanted, vector, goal)
    steps = Steps.around(seats=wanted, probabilities=vector, target=goal)
    if steps.curve_end < goal * (1 - 1e-12):
        return _one_wave(wanted, vector, goal)
    solution = solve(steps, waves=rounds, price=_price(steps, rounds, goal))
    return Plan(
        seats=wanted,
        waves=rounds,
        first=int(steps.positions[solution.first]),
        expected_offers=solution.offers,
        fill_probability=solution.filled,
        reaches_target=True,
        fluid_offers=fluid_offers(seats=wanted, probabilities=vector),
        _steps=steps,
        _choices=solution.choices,
    )


def _one_wave(seats: int, probabilities: Floats, target: float) -> Plan:
    curve = fill_curve(seats=seats, probabilities=probabilities)
    reached = first_reaching(curve, target)
    first = len(probabilities) if reached is None else reached
    return Plan(
        seats=seats,
        waves=1,
        first=first,
        expected_offers=float(first),
        fill_probability=float(curve[first]),
        reaches_target=reached is not None,
        fluid_offers=fluid_offers(seats=seats, probabilities=probabilities),
        _steps=None,
        _choices=(),
    )


def _price(steps: Steps, waves: int, target: float) -> float:
    """The least price of a failed fill at which the best policy reaches the target (bisection, in
    logarithms)."""
    low, high = np.log(PRICES[0]), np.log(PRICES[1])
    while high - low > 0.1:
        middle = (low + high) / 2
        reached = solve(steps, waves=waves, price=float(np.exp(middle))).filled >= target * (1 - 1e-12)
        low, high = (low, middle) if reached else (middle, high)
    return float(np.exp(high))


SUREST = 0.99  # to be surer would ask a whole pool for the last percent


def aim(*, target: float, promised: float) -> float:
    """What the waves of a shift aim at, 0 to 1: the target, or more where more was promised for it."""
    return max(share(target, name="target"), min(share(promised, name="promised"), SUREST))


@dataclass(frozen=True)
class WaveAdvice:
    """A wave to send now: how many, what it should bring, and how sure the seats are filled after it."""

    offers: int
    expected_yes: float
    fill_probability: float
    reaches_target: bool


def last_wave(
    *,
    seats: int,
    probabilities: Sequence[float] | Floats,
    target: float,
    worlds: tuple[Floats, Floats, Floats],
) -> WaveAdvice:
    """The smallest wave that fills ``seats`` with the target probability over the given worlds.

    worlds: (rho, z, weight) as ``Shock.worlds`` or ``seen_worlds`` give them.
    """
    wanted, vector, goal = whole(seats, name="seats"), shares(probabilities), share(target, name="target")
    rho, z, weight = worlds
    chances = given_shock(vector[:, None], rho=rho[None, :], z=z[None, :])
    curve = fill_curves(seats=wanted, probabilities=chances) @ weight
    reached = first_reaching(curve, goal)
    offers = len(vector) if reached is None else reached
    expected = float(np.minimum(chances[:offers].sum(axis=0), wanted) @ weight) if offers else 0.0
    return WaveAdvice(offers, expected, float(curve[offers]), reached is not None)


def seen_worlds(
    *, shock: Shock, asked: Sequence[float] | Floats, yes: int, count: int = 15
) -> tuple[Floats, Floats, Floats]:
    """The worlds of a shock, reweighted by how the people already asked have answered (Bayes)."""
    rho, z, weight = shock.worlds(count)
    vector = shares(asked)
    if not len(vector):
        return rho, z, weight
    chances = np.clip(given_shock(vector[:, None], rho=rho[None, :], z=z[None, :]), 1e-9, 1 - 1e-9)
    mean = chances.mean(axis=0)
    logs = yes * np.log(mean) + (len(vector) - yes) * np.log1p(-mean)
    seen = weight * np.exp(logs - logs.max())
    seen = seen / seen.sum()
    kept = seen > 1e-6
    return rho[kept], z[kept], seen[kept] / seen[kept].sum()


def next_wave(
    *,
    seats: int,
    probabilities: Sequence[float] | Floats,
    waves_left: int,
    target: float,
    shock: Shock,
    asked: Sequence[float] | Floats = (),
    yes: int = 0,
) -> WaveAdvice:
    """How many of the people still to ask (in order) to ask now.

    seats: still open. asked, yes: everybody asked before for these seats and how many of them said yes.
    Earlier waves are sized by the plan under the likeliest world; the last one against all worlds that
    remain possible.
    """
    worlds = seen_worlds(shock=shock, asked=asked, yes=yes)
    vector = shares(probabilities)
    if seats <= 0:
        return WaveAdvice(0, 0.0, 1.0, True)
    if waves_left <= 1:
        return last_wave(seats=seats, probabilities=vector, target=target, worlds=worlds)
    rho, z, weight = worlds
    likely = given_shock(vector[:, None], rho=rho[None, :], z=z[None, :]) @ weight
    plan = plan_waves(seats=seats, probabilities=likely, target=target, waves=waves_left)
    after = fill_curve(seats=seats, probabilities=likely[: plan.first])[-1]
    return WaveAdvice(plan.first, float(min(likely[: plan.first].sum(), seats)), float(after), plan.reaches_target)
