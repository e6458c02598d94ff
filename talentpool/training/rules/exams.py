"""Drawing a written part that covers the business lines, marking timed tasks, conduct, when a person decides."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PARTS = ("written", "oral", "system", "conduct")
HIGHEST_MARK = 5
HURRIED_SHARE = 0.2  # a lesson closed in under a fifth of its planned time was not read
HURRIED_COSTS = 30.0
MISSED_CLASS_COSTS = 10.0


def coverable(lines: Sequence[str], with_questions: Sequence[str], *, drawn: int) -> float:
    """The share of business lines (0 to 100) that one draw of ``drawn`` questions can cover; 100 where there are none."""
    wanted = set(lines)
    if not wanted:
        return 100.0
    return 100.0 * min(len(wanted & set(with_questions)), drawn) / len(wanted)


def missing(lines: Sequence[str], with_questions: Sequence[str]) -> list[str]:
    """The lines that no question asks about, in their order."""
    asked = set(with_questions)
    return [line for line in lines if line not in asked]


def draw(questions: Mapping[str, str], *, lines: Sequence[str], count: int, seed: int) -> list[str]:
    """``count`` questions (question -> line): one of each line first, in random order, then of all that are left.

    So a draw of at least as many questions as lines covers every line that has a question.
    """
    lot = random.Random(seed)  # noqa: S311  (a lot, not a secret)
    by_line: dict[str, list[str]] = {}
    for question, line in sorted(questions.items()):
        by_line.setdefault(line, []).append(question)
    first = [lot.choice(by_line[line]) for line in sorted(set(lines)) if line in by_line]
    lot.shuffle(first)
    rest = sorted(set(questions) - set(first))
    lot.shuffle(rest)
    chosen = (first + rest)[:count]
    lot.shuffle(chosen)
    return chosen


def covered(lines: Sequence[str], drawn_lines: Sequence[str]) -> float:
    """The share of business lines (0 to 100) that a draw asked about."""
    wanted = set(lines)
    return 100.0 * len(wanted & set(drawn_lines)) / len(wanted) if wanted else 100.0


def task_score(*, right: int, of: int, took_seconds: float, allowed_seconds: float) -> float:
    """0 to 100: the share that is right; after the time allowed it counts half, after twice the time nothing."""
    if not of or took_seconds > 2 * allowed_seconds:
        return 0.0
    share = 100.0 * right / of
    return share if took_seconds <= allowed_seconds else share / 2


def oral_score(marks: Mapping[str, int], contact_types: Sequence[str]) -> float | None:
    """0 to 100 from marks 1 to 5, one for every main contact type; None while one is missing."""
    if not contact_types or set(marks) < set(contact_types):
        return None
    return 100.0 * sum(marks[kind] for kind in contact_types) / (HIGHEST_MARK * len(contact_types))


def conduct_score(*, lessons: int, finished: int, hurried: int, missed_classes: int = 0) -> float:
    """0 to 100 from the lesson and attendance record: what was finished, less what was skipped through or missed."""
    if not lessons:
        return 100.0
    base = 100.0 * finished / lessons
    return max(0.0, base - HURRIED_COSTS * hurried / lessons - MISSED_CLASS_COSTS * missed_classes)


def is_hurried(*, seconds: int, planned_minutes: int) -> bool:
    """Whether a lesson was closed too fast to have been read."""
    return seconds < HURRIED_SHARE * planned_minutes * 60


@dataclass(frozen=True)
class PartResult:
    """Where one part stands: the best score so far and how many finished tries."""

    best: float | None
    tries: int


def ready_for_decision(parts: Mapping[str, PartResult], *, pass_mark: float, max_tries: int) -> bool:
    """A person decides on the four parts together: when all are passed, or one can't be tried again."""
    if any(parts.get(part) is None or parts[part].best is None for part in PARTS):
        return False
    below = [parts[part] for part in PARTS if (parts[part].best or 0.0) < pass_mark]
    return not below or any(result.tries >= max_tries for result in below)


def below_mark(parts: Mapping[str, PartResult], *, pass_mark: float) -> list[str]:
    """The parts that are missing or under the mark."""
    return [part for part in PARTS if part not in parts or (parts[part].best or 0.0) < pass_mark]


def paid_seconds(*, counted: int, elapsed: float, planned_minutes: int) -> int:
    """Reading time that is paid: what was counted, never more than passed by, nor than three times what was planned."""
    return max(0, math.floor(min(counted, elapsed, 3 * planned_minutes * 60)))
