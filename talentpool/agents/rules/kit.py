"""Whether a computer, its headset and its network are good enough to serve customers from home."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LIMITS: dict[str, float] = {
    "memory_gb": 4,
    "cores": 2,
    "screen_width": 1024,
    "screen_height": 600,
    "latency_ms": 150,
    "jitter_ms": 40,
    "down_mbps": 8,
    "up_mbps": 2,
    "microphone": 1,
    "level": 0.01,
    "quiet_room": 1,
}
AT_MOST = frozenset({"latency_ms", "jitter_ms"})
# Some browsers do not tell these; what is not told is not held against anybody.
MAY_BE_UNTOLD = frozenset({"memory_gb", "cores"})
CEILING = 1e6


@dataclass(frozen=True)
class Finding:
    """One thing measured. ``value`` None: not told. ``ok`` holds for an untold value that may be untold."""

    key: str
    value: float | None
    limit: float
    ok: bool

    @property
    def at_most(self) -> bool:
        return self.key in AT_MOST


def number(value: Any) -> float | None:
    """A finite number between 0 and a million, or None for everything else."""
    if isinstance(value, bool):
        return float(value)
    try:
        read = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return read if math.isfinite(read) and 0 <= read <= CEILING else None


def judge(measured: Mapping[str, Any], limits: Mapping[str, float] | None = None) -> list[Finding]:
    """One finding per limit, in the order of ``LIMITS``. ``limits``: a campaign's own, by key; 0 switches one off.

    measured: memory_gb, cores, screen_width and screen_height (CSS px), latency_ms (median round trip), jitter_ms
    (median change between round trips), down_mbps, up_mbps, microphone (1 present), level (0 to 1), quiet_room (1 yes).
    """
    findings = []
    for key, limit in {**LIMITS, **(limits or {})}.items():
        value = number(measured.get(key))
        findings.append(Finding(key=key, value=value, limit=limit, ok=_holds(key, value, limit)))
    return findings


def _holds(key: str, value: float | None, limit: float) -> bool:
    if not limit:
        return True
    if value is None:
        return key in MAY_BE_UNTOLD
    return value <= limit if key in AT_MOST else value >= limit


def score(findings: list[Finding]) -> float:
    """The share of findings that hold, 0 to 100; the gate is passed only at 100."""
    return 100.0 * sum(one.ok for one in findings) / len(findings) if findings else 0.0
