"""How simulated agents behave, for the demo's history and for ``simulate`` alike.

The bands are those a shift marketplace published: 4.9 % of the offers shown are claimed, 23 % when seen within 3 hours
of posting and 5 % after 12 hours; 3.5 % of claims are cancelled; another counts 17 % of claimed shifts not worked; about
half of a substitute pool does 75 to 90 % of the work. Of volunteers called in a drill about two thirds reply, and a
third of those are available. A temper is derived from seed and agent number, and stored nowhere: the product must find
it out from answers, as it would with real people.
"""

import hashlib
from dataclasses import dataclass
from math import exp, log
from random import Random

CANCELLED = 0.035
NOT_WORKED = 0.10  # between the bands: 3.5 % cancel, 17 % of another market's claims were not worked
DRILL_REPLIES = 0.66
DRILL_AVAILABLE = 0.36


@dataclass(frozen=True)
class Temper:
    """One agent's habits. eager: log-odds added to every yes; the rest are probabilities, quality is 0 to 1."""

    eager: float
    replies: float
    comes: float
    punctual: float
    quality: float
    minutes_to_look: float


def temper(seed: int, number: str) -> Temper:
    """The same agent of the same demo always behaves alike."""
    random = Random(hashlib.sha256(f"{seed}:{number}".encode()).digest())
    return Temper(
        eager=random.gauss(0.0, 1.25),
        replies=min(0.97, max(0.15, random.gauss(DRILL_REPLIES, 0.18))),
        comes=min(0.995, max(0.6, 1 - random.betavariate(1.2, 1.2 / NOT_WORKED - 1.2))),
        punctual=min(0.999, random.betavariate(18, 1.5)),
        quality=random.betavariate(14, 3),
        minutes_to_look=random.lognormvariate(log(35), 1.0),
    )


def logistic(x: float) -> float:
    return 1 / (1 + exp(-x))


def yes_probability(
    who: Temper, *, hours_since_posting: float, lead_hours: float, pay_over_floor: float, weekend: bool
) -> float:
    """Chance that she says yes to an offer she sees. ``pay_over_floor``: 0.1 = 10 % above her least pay.

    The level falls from the band of the first three hours to the band after twelve.
    """
    freshness = min(max((hours_since_posting - 3) / 9, 0.0), 1.0)
    level = log(0.16 / 0.84) * (1 - freshness) + log(0.03 / 0.97) * freshness
    pay = 1.2 * (min(max(pay_over_floor, -0.2), 0.6) - 0.25)
    notice = -0.5 if lead_hours < 6 else 0.0
    return logistic(level + who.eager + pay + notice + (0.2 if weekend else 0.0))


def drill_answer(who: Temper, random: Random) -> str:
    """yes, no or none to a drill call."""
    if random.random() > who.replies:
        return "none"
    return "yes" if random.random() < logistic(log(DRILL_AVAILABLE / (1 - DRILL_AVAILABLE)) + 0.8 * who.eager) else "no"
