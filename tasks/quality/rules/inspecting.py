"""All judges on conversations: a few at a time, because arrays cost little per character and much per call."""

from collections.abc import Iterator, Sequence

from tasks.quality.rules.buffer import fill_buffer, refuse_beyond
from tasks.quality.rules.compiling import Compiled
from tasks.quality.rules.shapes import Bounds, Finding, InspectionError, TimingResult, Turn
from tasks.quality.rules.sorting import sort_matches
from tasks.quality.rules.steps import judge_steps
from tasks.quality.rules.timing import judge_timings
from tasks.quality.rules.wording import judge_wording

BOUNDS = Bounds()
_TOGETHER = 16_000  # characters; more no longer fit a processor's nearest memory with all that is found in them
_Timed = list[tuple[TimingResult, ...]]


def inspect(*, compiled: Compiled, turns: Sequence[Turn], bounds: Bounds = BOUNDS) -> Finding:
    """Judge one conversation by one rule set; deterministic, linear in the text.

    Raises ConversationEmpty, ConversationTooLarge, TurnTooLong, TimesBroken.
    """
    (found,) = inspect_all(compiled=compiled, talks=[turns], bounds=bounds)
    if isinstance(found, InspectionError):
        raise found
    return found


def inspect_all(
    *, compiled: Compiled, talks: Sequence[Sequence[Turn]], bounds: Bounds = BOUNDS
) -> list[Finding | InspectionError]:
    """Judge many conversations by one rule set: each as ``inspect`` does, and faster than one by one.

    In their order; where one can't be judged, its error stands in its place.
    """
    found: list[Finding | InspectionError] = []
    for some in _portions(talks):
        errors: list[InspectionError | None] = []
        fine: list[Sequence[Turn]] = []
        timed: _Timed = []
        for turns in some:
            try:
                refuse_beyond(turns, bounds=bounds)
                timed.append(judge_timings(rules=compiled.rules.timings, turns=turns))
            except InspectionError as error:
                errors.append(error)
            else:
                errors.append(None)
                fine.append(turns)
        judged = _judged(compiled, fine, timed, bounds) if fine else iter(())
        found += [next(judged) if error is None else error for error in errors]
    return found


def _portions(talks: Sequence[Sequence[Turn]]) -> Iterator[list[Sequence[Turn]]]:
    portion: list[Sequence[Turn]] = []
    characters = 0
    for turns in talks:
        portion.append(turns)
        characters += sum([len(t.text) for t in turns])
        if characters >= _TOGETHER:
            yield portion
            portion, characters = [], 0
    if portion:
        yield portion


def _judged(compiled: Compiled, talks: Sequence[Sequence[Turn]], timed: _Timed, bounds: Bounds) -> Iterator[Finding]:
    buffer = fill_buffer(talks)
    met = sort_matches(compiled, buffer)
    for talk, timings in enumerate(timed):
        hits, truncated = judge_wording(
            compiled=compiled, buffer=buffer, matches=met.matches.get(talk, ()), bounds=bounds
        )
        applies, topic = met.applies[talk], met.topics[talk]
        steps = judge_steps(rules=compiled.rules.steps, buffer=buffer, taken=met.taken, talk=talk, applies=applies)
        yield Finding(
            hits=hits,
            steps=steps,
            timings=timings,
            score=compiled.scorer.score(hits=hits, steps=steps, timings=timings),
            digest=compiled.digest,
            truncated=truncated,
            topic=compiled.rules.topics[topic].code if topic >= 0 else "",
        )
