"""H7: the fill plan asks no one in vain, three waves waste almost nobody, and promises are kept.

Pure arithmetic: no database. The simulated orders have a common shock and probabilities wrong by a fifth. Nobody tells
the plan or the promise: they know what sixty past waves show, or (untold) not even those.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np

from benchmarks.measure import Headline, Pairs, Scale, count
from talentpool.activation.rules.plan import aim, next_wave, plan_waves
from talentpool.activation.rules.promise import Candidates, Promise, Shifts, simulate_promise, standby_for
from talentpool.activation.rules.shock import Shock, Wave, fit_shock, given_shock

NEEDS_DATABASE = False

TARGET = 0.95
SEATS = (5, 40, 200, 600, 1000)
TRUE_RHO = 0.04
SHOW_UP = 0.92
WRONG = 0.2
ORDERS = 1000
TOGETHER = 25  # orders of one piece of work for a process
DAYS = 4  # the most shifts of an order


def run(scale: Scale) -> Iterator[Headline]:
    rng = np.random.default_rng(7)
    pools = [(seats, rng.uniform(0.05, 0.5, max(80, seats * 8))) for seats in SEATS]
    ours = [plan_waves(seats=s, probabilities=p, target=TARGET, waves=1).expected_offers for s, p in pools]
    exact = [float(exact_minimum(s, p)) for s, p in pools]
    yield Pairs(ours, exact).headline(
        "fillplan", target="≤ 1.0", unit="offers", note="one wave ÷ exact minimum in the published order", seats=SEATS
    )
    plans = [plan_waves(seats=s, probabilities=p, target=TARGET) for s, p in pools]
    large = plans[2:]
    yield Pairs([p.expected_offers for p in large], [p.fluid_offers for p in large]).headline(
        "fillplan-waves", target="≤ 1.02", unit="offers", note="three waves ÷ fluid bound, 200 to 1,000 seats"
    )
    orders = scale.agents_or(ORDERS)
    yield kept_promises("fillplan-kept", orders=orders, note="60 past waves known")
    yield kept_promises("fillplan-kept-untold", orders=orders, waves=0, note="no past waves known")
    yield kept_promises("fillplan-kept-days", orders=orders, days=DAYS, note=f"1 to {DAYS} shifts an order")


def exact_minimum(seats: int, probabilities: np.ndarray) -> int:
    """Fewest offers in the given order, by convolving whole distributions: another way than the plan's recursion."""
    low, high = 0, len(probabilities)
    while low < high:
        middle = (low + high) // 2
        if tail(probabilities[:middle], seats) >= TARGET:
            high = middle
        else:
            low = middle + 1
    return low


def tail(probabilities: np.ndarray, seats: int) -> float:
    """P(yes >= seats) by divide and conquer over generating polynomials."""
    parts = [np.array([1 - p, p]) for p in probabilities] or [np.ones(1)]
    while len(parts) > 1:
        pairs = [np.convolve(a, b) for a, b in zip(parts[::2], parts[1::2], strict=False)]
        parts = pairs + parts[len(pairs) * 2 :]
    return float(parts[0][seats:].sum())


@dataclass
class World:
    """How people really answer: the believed probability, off by up to a fifth, moved by one shock for all."""

    rng: np.random.Generator

    def true(self, believed: np.ndarray) -> np.ndarray:
        wrong = believed * self.rng.uniform(1 - WRONG, 1 + WRONG, len(believed)) * self.rng.uniform(0.9, 1.1)
        return given_shock(np.clip(wrong, 0, 0.99), rho=TRUE_RHO, z=self.rng.standard_normal())


def past_waves(world: World, count: int) -> list[Wave]:
    """Waves as the ledger knows them: how many were asked, how many expected, how many said yes."""
    waves = []
    for _ in range(count):
        believed = world.rng.uniform(0.05, 0.5, 150)
        yes = int((world.rng.random(150) < world.true(believed)).sum())
        waves.append(Wave(150, float(believed.sum()), yes))
    return waves


def kept_promises(name: str, *, orders: int, waves: int = 60, days: int = 1, note: str) -> Headline:
    """Share of orders worked in full less the mean promised probability; at least -0.02 is wanted.

    waves: past ones that the shock is learned from. days: an order has 1 to so many shifts.
    """
    world = World(np.random.default_rng(7))
    shock = fit_shock(past_waves(world, waves))
    sizes = [min(TOGETHER, orders - done) for done in range(0, orders, TOGETHER)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        found = np.concatenate(list(pool.map(partial(played, shock=shock, days=days), sizes, range(len(sizes)))))
    promised, kept = found.mean(axis=0)
    said = f"worked {kept:.3f}, promised {promised:.3f}; rho {TRUE_RHO}, believed {shock.mean:.3f}; {note}"
    return count(name, kept - promised, target="≥ -0.02", n=orders, note=said, wrong=WRONG)


def played(orders: int, seed: int, *, shock: Shock, days: int) -> np.ndarray:
    """(orders, 2): what was promised, and whether every shift was worked in full."""
    world = World(np.random.default_rng((seed, days)))
    return np.array([one_order(world, shock, days) for _ in range(orders)], dtype=float)


def one_order(world: World, shock: Shock, days: int) -> tuple[float, bool]:
    """An order of 1 to ``days`` shifts on as many days: its promise, and how it went."""
    rng = world.rng
    shifts = int(rng.integers(1, days + 1))
    seats = int(rng.integers(4, 25))
    believed = rng.uniform(0.05, 0.5, int(seats * rng.uniform(3.5, 9)))
    standby = standby_for(seats=seats, show_up=SHOW_UP, target=0.97)
    promise = promised_fill(seats, standby, believed, shifts, shock, rng)
    moods = world.true(believed)  # one mood for the whole order: its waves go out together
    goals = [aim(target=TARGET, promised=float(part)) for part in promise.by_shift]
    return promise.full, all(carried_out(seats, standby, believed, moods, shock, goal, rng) for goal in goals)


def promised_fill(
    seats: int, standby: int, believed: np.ndarray, shifts: int, shock: Shock, rng: np.random.Generator
) -> Promise:
    """What the quote would say."""
    starts = 9.0 + 24.0 * np.arange(shifts)
    days = Shifts(starts, starts + 4, np.full(shifts, seats), np.full(shifts, standby))
    chances = np.repeat(believed[:, None], shifts, axis=1)
    people = Candidates(chances, np.full(len(believed), SHOW_UP), np.full(len(believed), 40.0))
    return simulate_promise(days, people, rng=rng, shock=shock, runs=400)


def carried_out(
    seats: int,
    standby: int,
    believed: np.ndarray,
    moods: np.ndarray,
    shock: Shock,
    goal: float,
    rng: np.random.Generator,
) -> bool:
    """Three waves to people who answer as they are in the mood for; standby replaces who does not come."""
    answers = rng.random(len(believed)) < moods
    asked, yes, wanted = 0, 0, seats + standby
    for waves_left in (3, 2, 1):
        advice = next_wave(
            seats=wanted - yes,
            probabilities=believed[asked:],
            waves_left=waves_left,
            target=goal,
            shock=shock,
            asked=believed[:asked],
            yes=yes,
        )
        yes += int(answers[asked : asked + advice.offers].sum())
        asked += advice.offers
    return bool(rng.binomial(min(yes, wanted), SHOW_UP) >= seats)
