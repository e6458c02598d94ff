"""One question of staffing and its answer: ``manage.py calculate requirement``."""

from dataclasses import asdict
from fractions import Fraction

from talentpool.kernel.questions import (
    Answer,
    Question,
    Unanswerable,
    decimal_text,
    exact,
    expect_keys,
    whole,
    within,
)
from tasks.staffing.rules.goals import AGENTS_AT_MOST, MODELS, Goal, least_agents, served
from tasks.staffing.rules.margins import scheduled
from tasks.staffing.rules.queues import Stream

ERLANGS_AT_MOST = 100_000
SECONDS_AT_MOST = 100_000_000  # about three years; longer is a mistake in the unit
_GOALS = ("agents", "service_level", "asa_target_s")
_NEEDED = ("model", "calls", "interval_s", "aht_s")
_ALLOWED = ("target_s", "patience_s", "shrinkage", "max_occupancy", *_GOALS)


def answer(question: Question) -> Answer:
    """The answer to one question; keys and units as ``calculate`` documents them. Raises Unanswerable."""
    expect_keys(question, needed=_NEEDED, allowed=_ALLOWED)
    model = _model(question)
    stream = _stream(question, model)
    target_s = _optional(question, "target_s", least=0, most=SECONDS_AT_MOST)
    shrinkage = _shrinkage(question)
    agents = _agents(question, model, stream, target_s)
    service = served(model=model, agents=agents, stream=stream, target_s=target_s)
    found: Answer = {
        "erlangs": float(stream.erlangs),
        "agents": agents,
        "scheduled": scheduled(agents=agents, shrinkage=shrinkage),
        **asdict(service),
        "definition": definition(model, target_s),
    }
    if model == "erlang_b":
        found["blocking"] = service.abandonment
        found["abandonment"] = 0.0
    return found


def definition(model: str, target_s: Fraction | None) -> str:
    """The service level in words, so that a number never travels without its meaning."""
    if model == "erlang_b":
        return "Service level: calls that find a free agent ÷ offered calls; nobody can wait (Erlang B)."
    within_target = "" if target_s is None else f" within {float(target_s):g} s of entering the queue"
    answered = f"Service level: calls answered by a person{within_target} ÷ offered calls"
    if model == "erlang_c":
        return f"{answered}; nobody hangs up (Erlang C)."
    return (
        f"{answered}; callers who hang up, however early, count as offered; "
        "the mean wait is over all offered calls (Erlang A)."
    )


def _model(question: Question) -> str:
    model = question["model"]
    if model not in MODELS:
        raise Unanswerable("unknown_model", f"model must be one of {', '.join(MODELS)}.")
    return str(model)


def _stream(question: Question, model: str) -> Stream:
    calls = within(exact(question["calls"], "calls"), "calls", above=0)
    interval_s = _duration(question, "interval_s")
    aht_s = _duration(question, "aht_s")
    patience_s = _optional(question, "patience_s", above=0, most=SECONDS_AT_MOST)
    if model == "erlang_a" and patience_s is None:
        raise Unanswerable("missing_key", "Missing key: patience_s.")
    erlangs = within(calls * aht_s / interval_s, "The load in erlangs", most=ERLANGS_AT_MOST)
    if float(erlangs) < 1e-12:
        raise Unanswerable("too_small", "The load is too small to compute with.")
    return Stream(erlangs, aht_s, patience_s)


def _agents(question: Question, model: str, stream: Stream, target_s: Fraction | None) -> int:
    given = [key for key in _GOALS if question.get(key) is not None]
    if len(given) != 1:
        code = "conflicting_keys" if given else "missing_key"
        raise Unanswerable(code, f"Give exactly one of {', '.join(_GOALS)}.")
    max_occupancy = _optional(question, "max_occupancy", above=0, most=1)
    if given == ["agents"]:
        return whole(question["agents"], "agents", least=1, most=AGENTS_AT_MOST)
    level = _optional(question, "service_level", above=0, below=1)
    asa_s = _optional(question, "asa_target_s", above=0, most=SECONDS_AT_MOST)
    if level is not None and target_s is None and model != "erlang_b":
        raise Unanswerable("missing_key", "Missing key: target_s.")
    return least_agents(model=model, stream=stream, goal=Goal(level, target_s, asa_s, max_occupancy))


def _duration(question: Question, key: str) -> Fraction:
    return within(exact(question[key], key), key, above=0, most=SECONDS_AT_MOST)


def _optional(
    question: Question,
    key: str,
    *,
    above: int | None = None,
    least: int | None = None,
    below: int | None = None,
    most: int | None = None,
) -> Fraction | None:
    if question.get(key) is None:
        return None
    return within(exact(question[key], key), key, above=above, least=least, below=below, most=most)


def _shrinkage(question: Question) -> Fraction:
    value = question.get("shrinkage")
    if value is None:
        return Fraction(0)
    return within(decimal_text(value, "shrinkage"), "shrinkage", least=0, below=1)
