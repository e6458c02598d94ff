"""Both activation rates as the pages show them."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from talentpool.activation.actions import refresh_rates
from talentpool.activation.rates import HORIZONS, WINDOWS, Reading, readings
from talentpool.activation.rules.wilson import Share
from talentpool.kernel.clock import now


class Command(BaseCommand):
    help = "The platform activation rate of every segment, from drills, and beside it the rate among offered agents."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--segment", help="one segment: skill~channel~language~kind")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        at = now()
        refresh_rates(at=at)
        found = [r for r in readings(at=at) if options["segment"] in (None, r.slug)]
        if options["segment"] and not found:
            raise CommandError(f"No segment {options['segment']}: it is written skill~channel~language~kind.")
        for reading in found:
            self.stdout.write(json.dumps(as_json(reading)) if options["json"] else as_line(reading))


def _share(share: Share | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return {"rate": share.value, "low": share.low, "high": share.high, "sample": share.sample}


def as_json(reading: Reading) -> dict[str, Any]:
    """A segment's rates as plain values; a rate that is not known is null."""
    return {
        "segment": reading.slug,
        "reserve": reading.strength.reserve,
        "ready": reading.strength.ready,
        "platform": _share(reading.rate),
        "platform_by_window": {
            f"{days}d_{hours}h": _share(reading.platform.get((days, hours))) for days in WINDOWS for hours in HORIZONS
        },
        "sample": reading.sample,
        "age_days": reading.age_days,
        "stale": reading.stale,
        "among_offered": _share(reading.offered.get(90)),
        "reach_of_pings": _share(reading.reach.get(90)),
    }


def as_line(reading: Reading) -> str:
    """One line for people."""
    rate, offered = reading.rate, reading.offered.get(90)
    shown = f"{rate.value:6.1%} {rate.low:.0%}-{rate.high:.0%}" if rate else "unknown"
    beside = f"{offered.value:.1%} of {offered.sample}" if offered else "none asked"
    return f"{reading.slug:48} platform {shown:16} sample {reading.sample:5}  among offered {beside}"
