"""H7: the fill plan asks no one in vain, three waves waste almost nobody, and promises are kept.

Pure arithmetic: no database. The simulated orders have a common shock and probabilities wrong by a fifth, of which the
plan and the promise know only what sixty past waves show.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.measure import Headline, Pairs, Scale, count
from talentpool.activation.rules.plan import next_wave, plan_waves
from talentpool.activation.rules.promise import Candidates, Shifts, simulate_promise, standby_for
from talentpool.activation.rules.shock import Shock, Wave, fit_shock, given_shock

NEEDS_DATABASE = False

TARGET = 0.95
SEATS = (5, 40, 200, 600, 1000)
TRUE_RHO = 0.04
SHOW_UP = 0.92
ORDERS = 200
WRONG = 0.2


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
    yield kept_promises(rng, "fillplan-kept", scale.agents_or(ORDERS))


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


def past_waves(world: World) -> list[Wave]:
    """Sixty waves as the ledger knows them: how many were asked, how many expected, how many said yes."""
    waves = []
    for _ in range(60):
        believed = world.rng.uniform(0.05, 0.5, 150)
        yes = int((world.rng.random(150) < world.true(believed)).sum())
        waves.append(Wave(150, float(believed.sum()), yes))
    return waves


def kept_promises(rng: np.random.Generator, name: str, orders: int) -> Headline:
    """Share of orders worked in full less the mean promised probability."""
    world = World(rng)
    shock = fit_shock(past_waves(world))
    promised, kept = [], []
    for _ in range(orders):
        seats = int(rng.integers(4, 25))
        believed = rng.uniform(0.05, 0.5, int(seats * rng.uniform(3.5, 9)))
        standby = standby_for(seats=seats, show_up=SHOW_UP, target=0.97)
        promise = promised_fill(seats, standby, believed, shock, rng)
        promised.append(promise)
        kept.append(carried_out(seats, standby, believed, shock, promise, world))
    difference = float(np.mean(kept) - np.mean(promised))
    note = f"worked {np.mean(kept):.3f}, promised {np.mean(promised):.3f}; rho {TRUE_RHO}, fitted {shock.mean:.3f}"
    return count(name, difference, target="≥ -0.02", n=orders, note=note, wrong=WRONG)


def promised_fill(seats: int, standby: int, believed: np.ndarray, shock: Shock, rng: np.random.Generator) -> float:
    """What the quote would say."""
    shifts = Shifts(np.array([9.0]), np.array([13.0]), np.array([seats]), np.array([standby]))
    people = Candidates(believed[:, None], np.full(len(believed), SHOW_UP), np.full(len(believed), 40.0))
    return simulate_promise(shifts, people, rng=rng, shock=shock, runs=400).full


def carried_out(seats: int, standby: int, believed: np.ndarray, shock: Shock, promise: float, world: World) -> bool:
    """Three waves to people who answer as the world has it; standby replaces who does not come."""
    answers = world.rng.random(len(believed)) < world.true(believed)
    asked, yes, wanted = 0, 0, seats + standby
    for waves_left in (3, 2, 1):
        advice = next_wave(
            seats=wanted - yes,
            probabilities=believed[asked:],
            waves_left=waves_left,
            target=max(TARGET, promise),
            shock=shock,
            asked=believed[:asked],
            yes=yes,
        )
        yes += int(answers[asked : asked + advice.offers].sum())
        asked += advice.offers
    return bool(world.rng.binomial(min(yes, wanted), SHOW_UP) >= seats)
