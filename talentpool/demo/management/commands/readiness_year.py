"""``manage.py readiness_year [--seed S] [--figure FILE.svg]``: a simulated year of drills and freshness actions."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand

from talentpool.demo.year import Segment, simulate
from talentpool.demo.year_figure import figure


class Command(BaseCommand):
    help = (
        "Simulate a year: do drills and freshness actions keep every interval under its target, and what do they cost?"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--figure", type=Path, help="write the picture here")

    def handle(self, *, seed: int, figure: Path | None, **_: Any) -> None:
        nothing = simulate(drills=False, actions=False, seed=seed)
        drilled = simulate(drills=True, actions=False, seed=seed)
        kept = simulate(drills=True, actions=True, seed=seed)
        self.stdout.write(
            "people  target  under target  truth inside  activatable: nothing / drills / both   calls  yuan"
        )
        for none, some, both in zip(nothing, drilled, kept, strict=True):
            self.stdout.write(_row(none, some, both))
        if figure is not None:
            figure.write_text(_drawn(nothing, drilled, kept))


def _drawn(nothing: list[Segment], drilled: list[Segment], kept: list[Segment]) -> str:
    return figure(nothing, drilled, kept)


def _row(none: Segment, some: Segment, both: Segment) -> str:
    inside = float(np.mean(both.inside[4:]))
    ends = " / ".join(f"{100 * np.mean(s.truth[-13:]):.0f} %" for s in (none, some, both))
    cost = sum(both.cost_minor) / 100
    return (
        f"{both.size:>6,}  ± {100 * both.target:>2.0f}    {100 * both.kept:>5.0f} %       {100 * inside:>4.0f} %"
        f"         {ends:<38} {sum(both.calls):>6,}  {cost:>8,.0f}"
    )
