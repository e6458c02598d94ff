"""All judges on one conversation."""

from collections import Counter
from collections.abc import Sequence

from tasks.quality.rules.buffer import Buffer, fill_buffer
from tasks.quality.rules.compiling import Compiled, Use
from tasks.quality.rules.scoring import score
from tasks.quality.rules.shapes import Bounds, Finding, Role, Turn
from tasks.quality.rules.steps import Found, judge_steps
from tasks.quality.rules.timing import judge_timings
from tasks.quality.rules.wording import Match, chain_match, judge_wording

BOUNDS = Bounds()


def inspect(*, compiled: Compiled, turns: Sequence[Turn], bounds: Bounds = BOUNDS) -> Finding:
    """Judge one conversation by one rule set; deterministic, linear in the text.

    Raises ConversationEmpty, ConversationTooLarge, TurnTooLong, TimesBroken.
    """
    timings = judge_timings(rules=compiled.rules.timings, turns=turns)
    buffer = fill_buffer(turns, bounds=bounds)
    met = _sort_out(compiled, buffer)
    hits, truncated = judge_wording(compiled=compiled, buffer=buffer, matches=met.matches, bounds=bounds)
    steps = judge_steps(rules=compiled.rules.steps, buffer=buffer, found=met.found, applying=frozenset(met.applying))
    return Finding(
        hits=hits,
        steps=steps,
        timings=timings,
        score=score(rules=compiled.rules, hits=hits, steps=steps, timings=timings),
        digest=compiled.digest,
        truncated=truncated,
        topic=_topic(compiled, +met.topics),
    )


def _topic(compiled: Compiled, topics: Counter[int]) -> str:
    """The topic the customer named most; of equals the one that stands first in the rule set."""
    best = max(topics, key=lambda n: (topics[n], -n), default=None)
    return "" if best is None else compiled.rules.topics[best].code


class _Sorted:
    """The automaton's matches by what they are for."""

    def __init__(self, compiled: Compiled, buffer: Buffer) -> None:
        self.compiled, self.buffer = compiled, buffer
        self.matches: list[Match] = []
        self.found: list[Found] = []
        self.topics: Counter[int] = Counter()
        self.applying = {n for n, step in enumerate(compiled.rules.steps) if step.applies is None}

    def take(self, use: Use, number: int, word: str, start: int, end: int) -> None:
        """One pattern met in the text, for one of its uses."""
        if use is Use.WORDING:
            self.matches.append(Match(number, word, start, end))
        elif use is Use.STEP:
            self.found.append(Found(number, start, end))
        elif use is Use.CHAIN:
            rule, chain = self.compiled.chains[number]
            whole = chain_match(chain, rule, word, self.buffer.text, start)
            self.matches += [whole] if whole else []
        elif use is Use.TOPIC:
            self.topics[number] += self.buffer.turns[self.buffer.turn_of(start)].role is Role.CUSTOMER
        elif number not in self.applying and _applies(self.compiled, self.buffer, number, start):
            self.applying.add(number)


def _sort_out(compiled: Compiled, buffer: Buffer) -> _Sorted:
    """One pass of the automaton."""
    kept = _Sorted(compiled, buffer)
    for pattern, start, end in compiled.automaton.find_matches_as_indexes(buffer.text, overlapping=True):
        if _is_whole(compiled.bounded[pattern], buffer.text, start, end):
            for use, number in compiled.owners[pattern]:
                kept.take(use, number, compiled.patterns[pattern], start, end)
    return kept


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
