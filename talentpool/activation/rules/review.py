"""The published rule of the pool review: what is proposed, never what is decided."""

from __future__ import annotations

RULE_VERSION = "1"


def proposal(*, freshness: float, idle_days: float, fresh_below: float, rest_after_days: float) -> str | None:
    """ "rest", "refresh" or None (keep, nothing to propose).

    freshness: of the freshest skill, 0 to 1. idle_days: since the last proof of any skill, or since joining. A release is
    never proposed: only a person may think of it.
    """
    if freshness >= fresh_below or idle_days < rest_after_days / 2:
        return None
    return "rest" if idle_days >= rest_after_days else "refresh"
