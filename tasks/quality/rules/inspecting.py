"""All judges on one conversation."""

from collections.abc import Sequence

from tasks.quality.rules.buffer import fill_buffer
from tasks.quality.rules.compiling import Compiled
from tasks.quality.rules.scoring import score
from tasks.quality.rules.shapes import Bounds, Finding, Turn
from tasks.quality.rules.sorting import sort_matches
from tasks.quality.rules.steps import judge_steps
from tasks.quality.rules.timing import judge_timings
from tasks.quality.rules.wording import judge_wording

BOUNDS = Bounds()


def inspect(*, compiled: Compiled, turns: Sequence[Turn], bounds: Bounds = BOUNDS) -> Finding:
    """Judge one conversation by one rule set; deterministic, linear in the text.

    Raises ConversationEmpty, ConversationTooLarge, TurnTooLong, TimesBroken.
    """
    timings = judge_timings(rules=compiled.rules.timings, turns=turns)
    buffer = fill_buffer(turns, bounds=bounds)
    met = sort_matches(compiled, buffer)
    hits, truncated = judge_wording(compiled=compiled, buffer=buffer, matches=met.matches, bounds=bounds)
    steps = judge_steps(rules=compiled.rules.steps, buffer=buffer, places=met.places, applying=met.applying)
    return Finding(
        hits=hits,
        steps=steps,
        timings=timings,
        score=score(rules=compiled.rules, hits=hits, steps=steps, timings=timings),
        digest=compiled.digest,
        truncated=truncated,
        topic=_topic(compiled, met.topics),
    )


def _topic(compiled: Compiled, named: Sequence[int]) -> str:
    """The topic the customer named most; of equals the one that stands first in the rule set."""
    best = max(range(len(named)), key=lambda n: (named[n], -n), default=None)
    return compiled.rules.topics[best].code if best is not None and named[best] else ""
