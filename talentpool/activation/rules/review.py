"""The published rule of the pool review: what is proposed, never what is decided."""

from __future__ import annotations

RULE_VERSION = "2"


def proposal(
    *,
    freshness: float,
    idle_days: float,
    unanswered: int,
    answered: int,
    fresh_below: float,
    rest_after_days: float,
    silent_from: int,
) -> str | None:
    """ "rest", "refresh" or None (keep, nothing to propose).

    freshness: of the freshest skill, 0 to 1. idle_days: since the last proof of any skill, or since joining.
    unanswered, answered: questions of the last ``rest_after_days``. A rest is proposed only to who was asked
    ``silent_from`` times and answered none of them: who was never asked has done nothing wrong. A release is never
    proposed: only a person may think of it.
    """
    if freshness >= fresh_below or idle_days < rest_after_days / 2:
        return None
    silent = answered == 0 and unanswered >= silent_from
    return "rest" if silent else "refresh"
