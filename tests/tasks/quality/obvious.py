"""The inspector once more, slow and plain: one conversation, one turn, one word at a time, no arrays, no automaton."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tasks.quality.rules.buffer import fill_buffer, read_talk
from tasks.quality.rules.chains import SENTENCE_ENDS
from tasks.quality.rules.compiling import Compiled
from tasks.quality.rules.folding import fold
from tasks.quality.rules.ruleset import GAP, Chain, RuleSet, StepRule
from tasks.quality.rules.shapes import Bounds, Finding, Role, Turn
from tasks.quality.rules.wording import Match, judge_wording

Span = tuple[int, int]
LONG_AGO = 60  # of one step's places only so many are looked at


def obvious(compiled: Compiled, turns: Sequence[Turn]) -> dict[str, Any]:
    """What ``inspect`` should say: hits, steps, times, topic, score. The words' surroundings are judged by
    ``judge_wording`` itself, which takes what was found; everything it is given is found here.
    """
    rules = compiled.rules
    folded = [fold(turn.text.replace("\x1e", " ")).text for turn in turns]
    buffer = fill_buffer([read_talk(turns, bounds=Bounds())])
    matches = [
        Match(n, word, start + int(buffer.begins[turn]), end + int(buffer.begins[turn]), turn)
        for n, rule in enumerate(rules.wording)
        for turn, text in enumerate(folded)
        if turns[turn].role is rule.role
        for word, start, end in [*said(text, rule.words), *chained(text, rule.chains)]
    ]
    hits, _ = judge_wording(compiled=compiled, buffer=buffer, matches=matches, bounds=Bounds())
    return {"hits": hits, "steps": steps(rules.steps, turns, folded), "topic": topic(rules, turns, folded)}


def same(finding: Finding, plain: dict[str, Any]) -> bool:
    return (
        finding.hits == plain["hits"]
        and [(s.step, str(s.state)) for s in finding.steps] == plain["steps"]
        and finding.topic == plain["topic"]
    )


def said(text: str, words: Sequence[str]) -> list[tuple[str, int, int]]:
    """Every place of every word; words with a Latin edge only where they stand alone."""
    return [
        (word, start, start + len(word))
        for word in words
        for start in range(len(text))
        if text.startswith(word, start) and stands(text, start, start + len(word))
    ]


def stands(text: str, start: int, end: int) -> bool:
    def latin(character: str) -> bool:
        return character.isascii() and character.isalnum()

    return not (
        (latin(text[start]) and start > 0 and latin(text[start - 1]))
        or (latin(text[end - 1]) and end < len(text) and latin(text[end]))
    )


def chained(text: str, chains: Sequence[Chain]) -> list[tuple[str, int, int]]:
    """From each place of the anchor outwards, the nearest word of the next link."""
    found = []
    for chain in chains:
        for word, start, end in said(text, chain.links[chain.anchor]):
            parts: list[tuple[str, int, int] | None] = [(word, start, end)]
            for link in reversed(chain.links[: chain.anchor]):
                parts.insert(0, nearest(text, link, parts[0], forward=False))
            for link in chain.links[chain.anchor + 1 :]:
                parts.append(nearest(text, link, parts[-1], forward=True))
            whole = [part for part in parts if part]
            if len(whole) == len(parts):
                found.append(("…".join(w for w, _, _ in whole), whole[0][1], whole[-1][2]))
    return found


def nearest(
    text: str, link: Sequence[str], to: tuple[str, int, int] | None, *, forward: bool
) -> tuple[str, int, int] | None:
    if to is None:
        return None
    near = []
    for order, word in enumerate(link):
        for start in range(len(text)):
            end = start + len(word)
            gap = start - to[2] if forward else to[1] - end
            if text.startswith(word, start) and 0 <= gap <= GAP:
                near.append(((end if forward else -start), order, (word, start, end)))
    if not near:
        return None
    best = min(near)[2]
    between = text[to[2] : best[1]] if forward else text[best[2] : to[1]]
    return None if any(c in SENTENCE_ENDS for c in between) else best


def steps(rules: Sequence[StepRule], turns: Sequence[Turn], folded: Sequence[str]) -> list[tuple[str, str]]:
    places = [taken(rule, turns, folded) if applies(rule, turns, folded) else None for rule in rules]
    chain = longest(places, 0, (-1, 0))
    states = []
    for n, rule in enumerate(rules):
        if places[n] is None:
            state = "not_applicable"
        elif n in chain:
            state = "done"
        else:
            state = "out_of_order" if places[n] else "missing"
        states.append((rule.code, state))
    return states


def applies(rule: StepRule, turns: Sequence[Turn], folded: Sequence[str]) -> bool:
    return rule.applies is None or any(
        turn.role is rule.applies.role and said(text, rule.applies.words)
        for turn, text in zip(turns, folded, strict=True)
    )


def taken(rule: StepRule, turns: Sequence[Turn], folded: Sequence[str]) -> list[Span]:
    """(turn, start) of the step, where it was early and late enough among the role's own turns."""
    own = [n for n, turn in enumerate(turns) if turn.role is rule.role]
    early = own[: rule.within_first] if rule.within_first else own
    late = own[-rule.within_last :] if rule.within_last else own
    found = [(turn, start) for turn in early if turn in late for _, start, _ in said(folded[turn], rule.words)]
    return sorted(found)[:LONG_AGO]


def longest(places: Sequence[list[Span] | None], step: int, after: Span) -> list[int]:
    """The steps of a longest chain: try each step with its first place that is not before the one before it."""
    if step == len(places):
        return []
    without = longest(places, step + 1, after)
    following = next((place for place in places[step] or [] if place >= after), None)
    if following is None:
        return without
    taking = [step, *longest(places, step + 1, following)]
    return taking if len(taking) > len(without) else without


def topic(rules: RuleSet, turns: Sequence[Turn], folded: Sequence[str]) -> str:
    named = [
        sum(len(said(text, t.words)) for turn, text in zip(turns, folded, strict=True) if turn.role is Role.CUSTOMER)
        for t in rules.topics
    ]
    return rules.topics[named.index(max(named))].code if any(named) else ""


def weighted(finding: Finding, weights: dict[str, int]) -> Fraction | None:
    """The score's total from its items, group by group."""
    means = {}
    for group in {item.group for item in finding.score.items}:
        own = [item for item in finding.score.items if item.group is group]
        means[group] = sum(i.value * i.weight for i in own) / Fraction(sum(i.weight for i in own))
    whole = sum(weights[group] for group in means)
    return sum(mean * weights[group] for group, mean in means.items()) * 100 / whole if means else None


def silences(turns: Sequence[Turn]) -> list[float]:
    """Seconds from a customer's turn that nobody waited before to the agent's next one."""
    waits, asked = [], None
    for turn in turns:
        if turn.role is Role.CUSTOMER and asked is None:
            asked = turn.at
        elif turn.role is Role.AGENT and asked is not None and turn.at is not None:
            waits.append((turn.at - asked).total_seconds())
            asked = None
    return waits
