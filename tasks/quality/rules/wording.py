"""The wording judge: which forbidden words were really said, and which only look like it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tasks.quality.rules.buffer import Buffer
from tasks.quality.rules.compiling import Compiled
from tasks.quality.rules.ruleset import Context, RuleSet, WordingRule
from tasks.quality.rules.shapes import WEIGHT_OF_SEVERITY, Bounds, Hit

_CLAUSE_ENDS = frozenset(",。.!?;:、…\n~")
_NEGATION_REACH = 6
_CUE_REACH = 12
_LONGEST_QUOTE = 60
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", '"': '"', "'": "'", "<": ">", "【": "】"}


class Match(NamedTuple):
    """A word met in the folded text, before context is asked; said by the role its rule is about."""

    rule: int
    word: str
    start: int
    end: int
    turn: int


def judge_wording(
    *, compiled: Compiled, buffer: Buffer, matches: Sequence[Match], bounds: Bounds
) -> tuple[tuple[Hit, ...], bool]:
    """The hits in reading order, and whether the bounds cut some off.

    Of overlapping matches of one rule the longest stays; a lighter hit inside a heavier one is dropped.
    """
    if not matches:
        return (), False
    kept: list[tuple[Match, Hit]] = []
    counts: Counter[tuple[int, int]] = Counter()
    cut = False
    for match in _longest(matches):
        rule = compiled.rules.wording[match.rule]
        if counts[match.rule, match.turn] >= bounds.hits_per_rule_and_turn or len(kept) >= bounds.hits:
            cut = True
            continue
        if _is_harmless(rule, compiled.rules, buffer, match):
            continue
        counts[match.rule, match.turn] += 1
        place = buffer.place(match.turn, match.start, match.end)
        kept.append((match, Hit(rule.code, rule.severity, rule.group, match.word, place)))
    hits = _without_covered(kept)
    return tuple(sorted(hits, key=lambda h: (h.place.turn, h.place.start, h.place.end, h.rule))), cut


def _longest(matches: Iterable[Match]) -> list[Match]:
    """Per rule: a match that overlaps a longer, earlier one is left out."""
    chosen: list[Match] = []
    last_end: dict[int, int] = {}
    for match in sorted(matches, key=lambda m: (m.start, -m.end, m.rule)):
        if match.start >= last_end.get(match.rule, -1):
            last_end[match.rule] = match.end
            chosen.append(match)
    return chosen


def _without_covered(kept: list[tuple[Match, Hit]]) -> list[Hit]:
    result: list[Hit] = []
    open_ones: list[tuple[Match, Hit]] = []
    for match, hit in sorted(
        kept, key=lambda pair: (pair[0].start, -pair[0].end, -WEIGHT_OF_SEVERITY[pair[1].severity])
    ):
        open_ones = [pair for pair in open_ones if pair[0].end > match.start]
        if not any(_covers(pair, (match, hit)) for pair in open_ones):
            result.append(hit)
            open_ones.append((match, hit))
    return result


def _covers(outer: tuple[Match, Hit], inner: tuple[Match, Hit]) -> bool:
    inside = outer[0].start <= inner[0].start and inner[0].end <= outer[0].end
    return inside and WEIGHT_OF_SEVERITY[outer[1].severity] > WEIGHT_OF_SEVERITY[inner[1].severity]


def _is_harmless(rule: WordingRule, rules: RuleSet, buffer: Buffer, match: Match) -> bool:
    text = buffer.text
    left, right = buffer.around(match.turn)
    return (
        _is_allowed(rule.allow, text, left, right, match)
        or (rule.needs is not None and not _is_near(rule.needs, text, left, right, match))
        or (rule.unless is not None and _is_near(rule.unless, text, left, right, match))
        or (rule.drops_negated and _is_negated(rules, text, left, match))
        or (rule.drops_quoted and _is_quoted(rules, text, left, right, match))
    )


def _is_allowed(allow: tuple[str, ...], text: str, left: int, right: int, match: Match) -> bool:
    """Whether an allowed phrase covers the match."""
    words = text[match.start : match.end]
    for phrase in allow:
        if words not in phrase:
            continue
        reach = max(left, match.end - len(phrase))
        found = text.find(phrase, reach, min(right, match.start + len(phrase)))
        if 0 <= found <= match.start and found + len(phrase) >= match.end:
            return True
    return False


def _is_near(context: Context, text: str, left: int, right: int, match: Match) -> bool:
    """Whether a context word stands near: "before" and "after" stay in the match's clause, "around" does
    not.
    """
    if context.where == "turn":
        return any(word in text[left:right] for word in context.words)
    before = text[max(left, match.start - context.within) : match.start]
    after = text[match.end : min(right, match.end + context.within)]
    if context.where == "before":
        before, after = before[_last_clause(before) :], ""
    elif context.where == "after":
        before, after = "", after[: _first_clause(after)]
    return any(word in before or word in after for word in context.words)


def _last_clause(text: str) -> int:
    return max((n + 1 for n, c in enumerate(text) if c in _CLAUSE_ENDS), default=0)


def _first_clause(text: str) -> int:
    return min((n for n, c in enumerate(text) if c in _CLAUSE_ENDS), default=len(text))


def _is_negated(rules: RuleSet, text: str, left: int, match: Match) -> bool:
    """Whether an odd number of negations stands shortly before the match in its clause ("不会骗您" is,
    "不是不骗您" is not).
    """
    start = match.start
    while start > left and match.start - start < _NEGATION_REACH and text[start - 1] not in _CLAUSE_ENDS:
        start -= 1
    clause = text[start : match.start]
    if not clause:
        return False
    for exception in rules.negation_exceptions:
        if exception in clause:
            clause = clause.replace(exception, " " * len(exception))
    count = 0
    for negation in rules.negations:  # the longest first
        if negation in clause:
            count += clause.count(negation)
            clause = clause.replace(negation, " " * len(negation))
    return count % 2 == 1


def _is_quoted(rules: RuleSet, text: str, left: int, right: int, match: Match) -> bool:
    """Whether the match stands inside quotation marks that a cue ("您说的") introduces: repeating is not
    saying.
    """
    if not _QUOTES.keys() & set(text[max(left, match.start - _LONGEST_QUOTE) : match.start]):
        return False
    for opening, closing in _QUOTES.items():
        begin = text.rfind(opening, max(left, match.start - _LONGEST_QUOTE), match.start)
        if begin < 0 or closing in text[begin + 1 : match.start]:
            continue
        if closing in text[match.end : min(right, match.end + _LONGEST_QUOTE)]:
            before = text[max(left, begin - _CUE_REACH) : begin]
            return any(cue in before for cue in rules.quotation_cues)
    return False
