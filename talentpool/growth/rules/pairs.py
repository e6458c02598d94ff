"""Who could teach whom: strong where a colleague is weak."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

WEAK, STRONG, LEAD = 0.78, 0.82, 0.08
MOST_LEARNERS = 2


@dataclass(frozen=True)
class Person:
    """scores: capability -> 0 to 1, only where there is enough evidence; teaches: pairs she teaches in already."""

    key: int
    level: int
    scores: Mapping[str, float]
    languages: frozenset[str] = frozenset()
    teaches: int = 0
    refused: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Match:
    """mutual: a capability the learner could teach back, or ""."""

    learner: int
    teacher: int
    capability: str
    learner_score: float
    teacher_score: float
    mutual: str = ""


def weakest_of(person: Person) -> str | None:
    """The weakest capability, where it is weak at all."""
    known = sorted((score, name) for name, score in person.scores.items())
    return known[0][1] if known and known[0][0] < WEAK else None


def propose(learners: Iterable[Person], teachers: Iterable[Person]) -> list[Match]:
    """One teacher for each learner, the weakest learners first; nobody teaches more than two.

    A teacher shares a language, stands at least as high, and is clearly stronger; who can be taught something back is
    preferred, then who teaches fewest, then who is strongest.
    """
    free = list(teachers)
    busy = {one.key: one.teaches for one in free}
    found = []
    for learner in sorted(learners, key=lambda one: (min(one.scores.values(), default=1.0), one.key)):
        capability = weakest_of(learner)
        able = [one for one in free if capability and _can(one, learner, capability) and busy[one.key] < MOST_LEARNERS]
        if not capability or not able:
            continue
        best = min(able, key=lambda one: (not _mutual(learner, one), busy[one.key], -one.scores[capability], one.key))
        busy[best.key] += 1
        mutual = _mutual(learner, best)
        scores = learner.scores[capability], best.scores[capability]
        found.append(Match(learner.key, best.key, capability, *scores, mutual))
    return found


def _can(teacher: Person, learner: Person, capability: str) -> bool:
    score = teacher.scores.get(capability, 0.0)
    return (
        teacher.key != learner.key
        and teacher.key not in learner.refused
        and teacher.level >= learner.level
        and score >= STRONG
        and score >= learner.scores[capability] + LEAD
        and (not learner.languages or bool(teacher.languages & learner.languages))
    )


def _mutual(learner: Person, teacher: Person) -> str:
    """Where the teacher is weakest and the learner strong."""
    weak = weakest_of(teacher)
    return weak if weak and learner.scores.get(weak, 0.0) >= STRONG else ""
