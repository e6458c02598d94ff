"""A conversation that branches: is it in order, where does an answer lead, what is a way through it worth."""

from collections.abc import Mapping, Sequence
from typing import Any

START = "start"
Steps = Mapping[str, Mapping[str, Any]]


def faults(steps: Steps) -> list[str]:
    """no_start, no_answers, dead_end (a step that is not there), no_right (no answer worth 1), unreached, endless."""
    if START not in steps:
        return ["no_start"]
    found = set()
    for step in steps.values():
        answers = step.get("answers", [])
        if len(answers) < 2:
            found.add("no_answers")
        elif max(float(one["worth"]) for one in answers) < 1:
            found.add("no_right")
        if any(one.get("to") and one["to"] not in steps for one in answers):
            found.add("dead_end")
    if not found:
        found |= _walk_faults(steps)
    return sorted(found)


def _walk_faults(steps: Steps) -> set[str]:
    reached, waiting, ends = {START}, [START], False
    while waiting:
        for answer in steps[waiting.pop()]["answers"]:
            target = answer.get("to", "")
            ends = ends or not target
            if target and target not in reached:
                reached.add(target)
                waiting.append(target)
    return ({"unreached"} if set(steps) - reached else set()) | (set() if ends else {"endless"})


def answer_of(steps: Steps, at: str, key: str) -> Mapping[str, Any] | None:
    """The answer with this key at this step, or None."""
    return next((one for one in steps.get(at, {}).get("answers", []) if one["key"] == key), None)


def score(path: Sequence[Mapping[str, Any]]) -> float:
    """0 to 100: the mean worth of the answers on the way. A detour adds steps, so it costs by itself."""
    return 100.0 * sum(float(one["worth"]) for one in path) / len(path) if path else 0.0
