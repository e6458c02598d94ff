"""All judges on conversations: a few at a time, because arrays cost little per character and much per call."""

from collections.abc import Iterator, Sequence

from tasks.quality.rules.buffer import Talk, fill_buffer, read_talk
from tasks.quality.rules.compiling import Compiled
from tasks.quality.rules.shapes import Bounds, Finding, InspectionError, TimingResult, Turn
from tasks.quality.rules.sorting import sort_matches
from tasks.quality.rules.steps import judge_steps
from tasks.quality.rules.timing import judge_timings
from tasks.quality.rules.wording import judge_wording

BOUNDS = Bounds()
_TOGETHER = 32_000  # characters; with many more, what is found no longer fits a processor's nearer memory
_Read = tuple[Talk, tuple[TimingResult, ...]] | InspectionError


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
    portion: list[_Read] = []
    characters = 0
    for turns in talks:
        read = _read(compiled, turns, bounds)
        portion.append(read)
        characters += 0 if isinstance(read, InspectionError) else sum(read[0].lengths)
        if characters >= _TOGETHER:
            found += _judged(compiled, portion, bounds)
            portion, characters = [], 0
    return found + _judged(compiled, portion, bounds)


def _read(compiled: Compiled, turns: Sequence[Turn], bounds: Bounds) -> _Read:
    try:
        talk = read_talk(turns, bounds=bounds)
        return talk, judge_timings(rules=compiled.rules.timings, turns=turns, spoken=talk.spoken)
    except InspectionError as error:
        return error


def _judged(compiled: Compiled, portion: Sequence[_Read], bounds: Bounds) -> list[Finding | InspectionError]:
    fine = [read for read in portion if not isinstance(read, InspectionError)]
    findings = _findings(compiled, fine, bounds) if fine else iter(())
    return [read if isinstance(read, InspectionError) else next(findings) for read in portion]


def _findings(
    compiled: Compiled, portion: Sequence[tuple[Talk, tuple[TimingResult, ...]]], bounds: Bounds
) -> Iterator[Finding]:
    buffer = fill_buffer([talk for talk, _ in portion])
    met = sort_matches(compiled, buffer)
    for talk, (_, timings) in enumerate(portion):
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
