"""Words for what rules found: each failure of a kit check with one line that says how to mend it."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talentpool.agents.rules.kit import AT_MOST
from talentpool.screening.models import GateAttempt

# key: (name, unit, how to mend it)
KIT = {
    "memory_gb": (_("Memory"), "GB", _("Close other programs; if it stays, another computer is needed.")),
    "cores": (_("Processor cores"), "", _("This computer is too slow for calls and chat; use another one.")),
    "screen_width": (_("Screen width"), "px", _("Open this page on the computer you will work with, not on a phone.")),
    "screen_height": (_("Screen height"), "px", _("Use a larger screen, or rotate it.")),
    "latency_ms": (_("Round trip"), "ms", _("Use a network cable, or sit nearer to the router.")),
    "jitter_ms": (_("Steadiness of the network"), "ms", _("Pause downloads and videos of others, then measure again.")),
    "down_mbps": (_("Download"), "Mbit/s", _("Pause other downloads; if it stays, ask your provider for more speed.")),
    "up_mbps": (_("Upload"), "Mbit/s", _("Pause uploads and backups; if it stays, ask your provider for more speed.")),
    "microphone": (_("Microphone"), "", _("Plug in a headset, and allow this page to use it.")),
    "level": (_("Microphone level"), "", _("Speak while it measures; turn the microphone's level up.")),
    "quiet_room": (_("Quiet room"), "", _("Find a room with a door, or ask for a place in a hub.")),
}


def kit_rows(attempt: GateAttempt) -> list[dict[str, Any]]:
    """What was measured, what is needed, and how to mend it, worst first."""
    rows = []
    for key, found in attempt.measures.get("findings", {}).items():
        if key not in KIT:
            continue
        name, unit, mend = KIT[key]
        rows.append(
            {
                "name": name,
                "ok": found["ok"],
                "value": _shown(key, found["value"], unit),
                "needed": _needed(key, found["limit"], unit),
                "mend": "" if found["ok"] else mend,
            }
        )
    return sorted(rows, key=lambda row: row["ok"])


def _shown(key: str, value: float | None, unit: str) -> str:
    if value is None:
        return gettext("not told")
    if key in ("microphone", "quiet_room"):
        return gettext("yes") if value else gettext("no")
    return f"{value:.2f}" if key == "level" else f"{value:.0f} {unit}".strip()


def _needed(key: str, limit: float, unit: str) -> str:
    if key in ("microphone", "quiet_room"):
        return gettext("yes")
    number = f"{limit:g} {unit}".strip()
    return f"≤ {number}" if key in AT_MOST else f"≥ {number}"
