"""All judges on one conversation."""

from collections import Counter
from collections.abc import Sequence

from tasks.quality.rules.buffer import Buffer, fill_buffer
from tasks.quality.rules.compiling import Compiled, Use
from tasks.quality.rules.scoring import score
from tasks.quality.rules.shapes import Bounds, Finding, Role, Turn
from tasks.quality.rules.steps import Found, judge_steps
from tasks.quality.rules.timing import judge_timings
from tasks.quality.rules.wording import Match, judge_wording

BOUNDS = Bounds()


def inspect(*, compiled: Compiled, turns: Sequence[Turn], bounds: Bounds = BOUNDS) -> Finding:
    """Judge one conversation by one rule set; deterministic, linear in the text.

    Raises ConversationEmpty, ConversationTooLarge, TurnTooLong, TimesBroken.
    """
    timings = judge_timings(rules=compiled.rules.timings, turns=turns)
    buffer = fill_buffer(turns, bounds=bounds)
    matches, found, applying, topics = _sort_out(compiled, buffer)
    hits, truncated = judge_wording(compiled=compiled, buffer=buffer, matches=matches, bounds=bounds)
    steps = judge_steps(rules=compiled.rules.steps, buffer=buffer, found=found, applying=applying)
    return Finding(
        hits=hits,
        steps=steps,
        timings=timings,
        score=score(rules=compiled.rules, hits=hits, steps=steps, timings=timings),
        digest=compiled.digest,
        truncated=truncated,
        topic=_topic(compiled, topics),
    )


def _topic(compiled: Compiled, topics: Counter[int]) -> str:
    """The topic the customer named most; of equals the one that stands first in the rule set."""
    best = max(topics, key=lambda n: (topics[n], -n), default=None)
    return "" if best is None else compiled.rules.topics[best].code


def _sort_out(compiled: Compiled, buffer: Buffer) -> tuple[list[Match], list[Found], frozenset[int], Counter[int]]:
    """One pass of the automaton, its matches by what they are for."""
    matches: list[Match] = []
    found: list[Found] = []
    topics: Counter[int] = Counter()
    applying = {n for n, step in enumerate(compiled.rules.steps) if step.applies is None}
    for pattern, start, end in compiled.automaton.find_matches_as_indexes(buffer.text, overlapping=True):
        if not _is_whole(compiled.bounded[pattern], buffer.text, start, end):
            continue
        for use, number in compiled.owners[pattern]:
            if use is Use.WORDING:
                matches.append(Match(number, compiled.patterns[pattern], start, end))
            elif use is Use.STEP:
                found.append(Found(number, start, end))
            elif use is Use.TOPIC:
                topics[number] += buffer.turns[buffer.turn_of(start)].role is Role.CUSTOMER
            elif number not in applying and _applies(compiled, buffer, number, start):
                applying.add(number)
    return matches, found, frozenset(applying), +topics


def _applies(compiled: Compiled, buffer: Buffer, step: int, start: int) -> bool:
    condition = compiled.rules.steps[step].applies
    return condition is not None and buffer.turns[buffer.turn_of(start)].role is condition.role


def _is_whole(bounded: tuple[bool, bool], text: str, start: int, end: int) -> bool:
    """A word with Latin letters or digits at its edge is not matched inside a longer one."""
    if bounded[0] and start > 0 and _joins(text[start - 1]):
        return False
    return not (bounded[1] and end < len(text) and _joins(text[end]))


def _joins(character: str) -> bool:
    return character.isascii() and character.isalnum()
