"""Each place of each word is found once, by arithmetic and by the automaton alike."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.quality.rules import matching
from tasks.quality.rules.everyday import Everyday, may_be_everyday
from tasks.quality.rules.folding import fold
from tasks.quality.rules.matching import Finder

FEW = "退款好的a。\uffff"  # few characters, so that words overlap, repeat and lie inside each other
WORDS = st.lists(st.text(FEW, min_size=1, max_size=11), min_size=1, max_size=25, unique=True)


def places(words: list[str], text: str) -> list[tuple[int, int]]:
    """(word, start), one look after the other."""
    return sorted((n, at) for n, word in enumerate(words) for at in range(len(text)) if text.startswith(word, at))


def found(numbers: np.ndarray, starts: np.ndarray) -> list[tuple[int, int]]:
    return sorted(zip(numbers.tolist(), starts.tolist(), strict=True))


@given(words=WORDS, text=st.text(FEW, max_size=60))
def test_arithmetic_finds_every_place_and_nothing_else(words: list[str], text: str) -> None:
    points = np.array([ord(c) for c in text], dtype=np.uint16)
    assert found(*Everyday(words).find(points)) == places(words, text)


def test_words_that_share_a_number_are_told_apart() -> None:
    """Ten thousand words over all Chinese characters: most numbers stand for several."""
    chance = Random(3)
    words = ["".join(chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(chance.randint(2, 9))) for _ in range(10_000)]
    text = "".join(chance.choices(words, k=300)) + "".join(chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(9_000))
    points = np.frombuffer(text.encode("utf-16-le"), dtype=np.uint16)
    hits = found(*Everyday(words).find(points))
    assert len(hits) >= 300
    assert all(text.startswith(words[number], start) for number, start in hits)


@given(words=WORDS, text=st.text(FEW + "😀𠀀", max_size=40), rare=st.text("😀𠀀退", min_size=1, max_size=3))
@pytest.mark.parametrize("sharp", [0, 100])
def test_the_automaton_and_arithmetic_say_the_same(sharp: int, words: list[str], text: str, rare: str) -> None:
    """With ``sharp`` 0 only the words that are met often go by arithmetic, here every third."""
    every = list(dict.fromkeys([*words, rare]))
    folded = fold(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_SHARP", sharp)
        finder = Finder(every, often=[n % 3 == 0 for n in range(len(every))])
    assert found(*finder.find(folded.points)) == places(every, folded.text)


def test_a_word_beyond_the_first_65536_characters_is_the_automatons() -> None:
    assert not may_be_everyday("𠀀")
    assert may_be_everyday("退")
