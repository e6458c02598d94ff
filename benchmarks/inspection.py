"""H10: characters a second of the whole inspector (10,000 words, 200 context rules, steps, times) ÷ the bare library.

Both find the same 10,000 words and more in the same text. In the 400 real chats that the product is tried on, listed
words begin at 11 of 100 characters: greetings and other steps at 6, anchors of chains at 5, topics at 2, words that a
rule forbids at fewer than one in 1,000. The text made here is as full of them.
"""

import random
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from ahocorasick_rs import AhoCorasick

from benchmarks.measure import Headline, Scale, alternate, several
from benchmarks.talk import talk
from tasks.quality.rules.compiling import Compiled, compile_rule_set
from tasks.quality.rules.inspecting import inspect_all
from tasks.quality.rules.shapes import Turn
from tasks.quality.starter import starter_data

NEEDS_DATABASE = False
WORDS, CONTEXT_RULES, CHARACTERS = 10_000, 200, 1_500_000
CALL, CHAT = 300, 12  # turns of a half-hour call and of a chat
TOGETHER = 50  # conversations handed over at once, as a try-out and a file do


def rule_set(chance: random.Random) -> dict[str, Any]:
    """The starter set filled up to 10,000 words in rules of which 200 ask for context."""
    rules = starter_data()
    have = sum(len(r["words"]) for r in rules["wording"])
    words = {"".join(chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(chance.randint(2, 6))) for _ in range(WORDS)}
    left = sorted(words)[: WORDS - have]
    share = -(-len(left) // CONTEXT_RULES)
    for n in range(CONTEXT_RULES):
        rules["wording"].append(
            {
                "code": f"filled_{n}",
                "name": {"en": "filled", "zh-hans": "填充"},
                "severity": "sensitive",
                "group": "other",
                "words": left[n * share : (n + 1) * share] or ["填充词"],
                "negation": "drop",
                "unless": {"words": ["订单", "活动"], "within": 10},
                "needs": {"words": ["您", "你", "我"], "within": 30},
            }
        )
    return rules


def conversations(chance: random.Random, *, turns: int) -> list[list[Turn]]:
    """Service talks with times, until there are enough characters."""
    at, found, characters = datetime(2026, 11, 2, 9, 0, tzinfo=UTC), [], 0
    while characters < CHARACTERS:
        found.append(talk(chance, turns=turns, starts_at=at))
        characters += sum(len(t.text) for t in found[-1])
    return found


class Contest:
    """Both on the same conversations; each call is one pass and gives characters a second."""

    def __init__(self, turns: int) -> None:
        chance = random.Random(20261101)
        self.compiled: Compiled = compile_rule_set(rule_set(chance))
        self.talks: Sequence[Sequence[Turn]] = conversations(chance, turns=turns)
        self.characters = sum(len(t.text) for turns in self.talks for t in turns)
        self.bare = AhoCorasick(list(self.compiled.patterns), store_patterns=False)
        self.texts = ["\n".join(t.text for t in turns) for turns in self.talks]

    def ours(self) -> float:
        begin = time.perf_counter()
        for first in range(0, len(self.talks), TOGETHER):
            inspect_all(compiled=self.compiled, talks=self.talks[first : first + TOGETHER])
        return self.characters / (time.perf_counter() - begin)

    def theirs(self) -> float:
        begin = time.perf_counter()
        for text in self.texts:
            self.bare.find_matches_as_indexes(text, overlapping=True)
        return self.characters / (time.perf_counter() - begin)


def run(scale: Scale) -> Iterator[Headline]:
    """One core. Calls first; chats beside them, whose few hundred characters carry the same fixed cost each."""
    del scale
    call, chat = Contest(CALL), Contest(CHAT)
    pairs = alternate(call.ours, call.theirs)
    note = f"{WORDS:,} words, {CONTEXT_RULES} context rules, calls of {call.characters // len(call.talks):,} characters"
    yield pairs.headline("inspection", target="≥ 0.5", unit="characters/s", note=note)
    yield several("inspection-speed", pairs.ours, target="≥ 5,000,000", unit="characters/s", note="one core, calls")
    a_second = len(chat.talks) * chat.ours() / chat.characters
    note = f"chats of {chat.characters // len(chat.talks)} characters: {a_second:,.0f} a second"
    yield several("inspection-chat", [chat.ours() for _ in range(3)], target="> 0", unit="characters/s", note=note)
