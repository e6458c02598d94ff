"""The demo's answered tests: sheets that agree with their scores, of questions that differ as real ones do."""

import math
from random import Random
from typing import Any

from talentpool.screening.models import Gate, GateAttempt, Question

# Of every dozen questions: one whose key helps nobody, one nearly everybody gets, one nearly nobody.
FLAT, EASY, HARD = 3, 6, 9


class Sheets:
    """Fills attempts at tests. ``able``: how good a person is, 0 to 1; who is better gets the harder ones right."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._banks: dict[str, list[Question]] = {}

    def fill(self, attempt: GateAttempt, *, well: bool) -> None:
        """Draws, answers and marks; the mark stays on its side of the pass mark. Nothing where the gate has no bank."""
        bank = self._bank(attempt.gate)
        number = min(attempt.gate.questions, len(bank))
        if not number:
            return
        drawn = self._random.sample(bank, number)
        least = math.ceil(attempt.gate.pass_mark * number / 100)
        wanted = self._random.randint(least, number) if well else self._random.randint(number // 3, least - 1)
        places = {question.pk: self._ease(place) for place, question in enumerate(bank)}
        luck = {one.pk: places[one.pk] + self._random.gauss(0, 0.22) for one in drawn}
        right = {one.pk for one in sorted(drawn, key=lambda one: -luck[one.pk])[:wanted]}
        answers = {str(one.ref): self._choice(one, one.pk in right) for one in drawn}
        rows = [{"ref": str(one.ref), "version": one.version, "options": _keys(one)} for one in drawn]
        attempt.measures = {"questions": rows, "answers": answers}
        attempt.score = round(100 * sum(_worth(one, answers[str(one.ref)]) for one in drawn) / number, 1)

    def _bank(self, gate: Gate) -> list[Question]:
        if gate.kind not in self._banks:
            rows = Question.objects.drawable(gate.kind).order_by("pk")
            self._banks[gate.kind] = [one for one in rows if any(_worth(one, key) == 1 for key in _keys(one))]
        return self._banks[gate.kind]

    def _ease(self, place: int) -> float:
        """How easy the question at this place of the bank is; of the flat ones luck decides alone."""
        kind = place % 12
        if kind == FLAT:
            return self._random.random()
        return {EASY: 1.6, HARD: -0.5}.get(kind, 0.35 + 0.05 * kind)

    def _choice(self, question: Question, right: bool) -> str:
        best = [key for key in _keys(question) if _worth(question, key) == 1]
        none = [key for key in _keys(question) if _worth(question, key) == 0]
        return self._random.choice(best if right or not none else none)


def _keys(question: Question) -> list[str]:
    return [str(option["key"]) for option in question.options]


def _worth(question: Question, key: str) -> float:
    worths: dict[str, Any] = {str(option["key"]): option.get("worth", 0) for option in question.options}
    return float(worths[key])
