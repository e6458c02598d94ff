"""How the kit check reads: each measure with its unit, its limit, and one line that says how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talentpool.agents.rules.kit import Finding

Text = str | Promise
YES_NO = frozenset({"microphone", "quiet_room"})


@dataclass(frozen=True)
class Line:
    """One row of the check, as a page shows it. ``shown`` and ``limit`` with their units."""

    key: str
    label: Text
    shown: Text
    limit: Text
    ok: bool
    mend: Text


LABELS: dict[str, tuple[Text, str]] = {
    "memory_gb": (_("Memory"), "GB"),
    "cores": (_("Processor cores"), ""),
    "screen_width": (_("Screen width"), "px"),
    "screen_height": (_("Screen height"), "px"),
    "latency_ms": (_("Network delay"), "ms"),
    "jitter_ms": (_("Change of the delay"), "ms"),
    "down_mbps": (_("Download"), "Mbit/s"),
    "up_mbps": (_("Upload"), "Mbit/s"),
    "microphone": (_("Headset microphone"), ""),
    "level": (_("Your voice's level"), ""),
    "quiet_room": (_("Quiet room"), ""),
}
MENDS: dict[str, Text] = {
    "memory_gb": _("Close other programs, or use another computer; a hub has one for you."),
    "cores": _("Use another computer; a hub has one for you."),
    "screen_width": _("Make the window as large as the screen, or use a computer instead of a phone."),
    "screen_height": _("Make the window as large as the screen, or use a computer instead of a phone."),
    "latency_ms": _("Use a cable instead of Wi-Fi, or come closer to the router."),
    "jitter_ms": _("Stop downloads and films in the house, then measure again."),
    "down_mbps": _("Stop downloads and films in the house, or use a cable."),
    "up_mbps": _("Stop uploads and backups, or use a cable."),
    "microphone": _("Plug the headset in and let the browser use it."),
    "level": _("Bring the microphone closer and speak as you would to a customer."),
    "quiet_room": _("Close doors and windows; a quiet room is what a customer hears."),
}


def _value(key: str, value: float | None) -> Text:
    if value is None:
        return _("not told")
    if key in YES_NO:
        return _("yes") if value else _("no")
    unit = LABELS[key][1]
    return f"{value:.3g}{' ' + unit if unit else ''}" if value < 1000 else f"{value:.0f} {unit}".strip()


def lines(findings: Iterable[Finding]) -> list[Line]:
    """Every finding as a row; a limit that is switched off is not shown."""
    return [
        Line(
            key=one.key,
            label=LABELS[one.key][0],
            shown=_value(one.key, one.value),
            limit="" if one.key in YES_NO else f"{'≤' if one.at_most else '≥'} {_value(one.key, one.limit)}",
            ok=one.ok,
            mend="" if one.ok else MENDS[one.key],
        )
        for one in findings
        if one.limit and one.key in LABELS
    ]
