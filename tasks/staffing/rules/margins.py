"""From the agents a queue needs to the agents a roster must hold, exactly and rounded up once."""

import math
from fractions import Fraction


def scheduled(*, agents: int, shrinkage: Fraction) -> int:
    """Heads to schedule so that ``agents`` remain when a share ``shrinkage`` (0 <= s < 1) is away.

    Shrinkage is breaks, training and sickness; no-shows belong to the fill plan and are not counted here.
    """
    return math.ceil(Fraction(agents) / (1 - shrinkage))


def within_occupancy(*, erlangs: Fraction, max_occupancy: Fraction) -> int:
    """The least agents whose occupancy does not exceed the bound."""
    return math.ceil(erlangs / max_occupancy)


def ramped_aht(*, aht_s: Fraction, pace: Fraction) -> Fraction:
    """Handling time of agents who work at ``pace`` (0 < pace <= 1) of an experienced one.

    A new agent's call takes longer; she does not become half a head. Calls overlap less in her hours, so
    the load grows and the queue's economies of scale stay right.
    """
    return aht_s / pace


def blended_aht(*, aht_s: Fraction, paces: dict[Fraction, int]) -> Fraction:
    """Mean handling time of a mixed crew: heads by pace.

    Calls go to whoever is free, hence in proportion to pace. The crew's total speed is Σ heads × pace ÷ aht,
    so the mean time is aht × heads ÷ Σ (heads × pace).
    """
    heads = sum(paces.values())
    return aht_s * heads / sum((pace * number for pace, number in paces.items()), Fraction(0))
