"""How fast and how exactly somebody types: characters a minute for Chinese, words for English."""

from dataclasses import dataclass

LETTERS_A_WORD = 5  # the usual "standard word" of typing tests
CHINESE_GOAL, ENGLISH_GOAL = 60, 35
FASTEST = {"zh-hans": 220, "en": 140}  # beyond this nobody types: it was pasted
READING_SECONDS = 15  # before the first key the clock may stand still that long


@dataclass(frozen=True)
class Typed:
    """speed: right characters (Chinese) or standard words (English) a minute; accuracy 0 to 1; score 0 to 100."""

    speed: float
    accuracy: float
    score: float
    seconds: float
    pasted: bool


def distance(one: str, other: str) -> int:
    """Edits from one text to the other (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def _even(text: str, language: str) -> str:
    """Blanks don't count in Chinese, and one counts for many in English."""
    return "".join(text.split()) if language == "zh-hans" else " ".join(text.split())


def judge(
    *, passage: str, typed: str, language: str, seconds: float, idle: float = 0.0, goal: float | None = None
) -> Typed:
    """Compare with the part of the passage she came to. seconds: since the page opened; idle: before the first key.

    The score is reached speed against the goal, times accuracy, squared below 90 %: fast and wrong helps nobody.
    """
    wanted, given = _even(passage, language), _even(typed, language)[:2000]
    seconds = max(1.0, seconds - min(max(0.0, idle), READING_SECONDS))
    part = wanted[: max(len(given), 1)]
    wrong = distance(part, given) if given else 0
    accuracy = max(0.0, 1 - wrong / len(given)) if given else 0.0
    right = len(given) * accuracy
    speed = right / seconds * 60 / (1 if language == "zh-hans" else LETTERS_A_WORD)
    target = goal or (CHINESE_GOAL if language == "zh-hans" else ENGLISH_GOAL)
    pasted = speed > FASTEST.get(language, 140)
    care = accuracy if accuracy >= 0.9 else accuracy**2
    score = 0.0 if pasted else 100 * min(1.0, speed / target) * care
    return Typed(speed=speed, accuracy=accuracy, score=score, seconds=seconds, pasted=pasted)
