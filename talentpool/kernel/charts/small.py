"""Small pictures: a trend beside a number, how far along, the five capabilities."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from talentpool.kernel.charts import svg


@dataclass(frozen=True)
class Axis:
    """A capability: 0 to 100 now, and before where it is known."""

    name: str
    value: float | None
    before: float | None = None


def trend_of(values: Sequence[float]) -> str:
    """ "up", "down" or "flat": the last against the first, 2 % of the size or less is flat."""
    if len(values) < 2:
        return "flat"
    size = max(abs(v) for v in values) or 1.0
    change = (values[-1] - values[0]) / size
    return "flat" if abs(change) <= 0.02 else "up" if change > 0 else "down"


def sparkline(values: Sequence[float | None], *, label: str = "", good: str = "up") -> str:
    """A trend, 96 × 28; coral when it runs against ``good`` ("up" or "down"). Empty under two points."""
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    points = [
        (3 + 90 * i / (len(known) - 1), 24 - 20 * (v - low) / span if high > low else 14.0) for i, v in enumerate(known)
    ]
    way = trend_of(known)
    tone = "flat" if way == "flat" else "" if way == good else "down"
    dot = svg.element("circle", cx=points[-1][0], cy=points[-1][1], r=3, cls="dot")
    line = svg.element("path", d=svg.line_path(points), cls="line")
    said: dict[str, str | float] = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return svg.element("svg", line, dot, viewBox="0 0 96 28", cls=f"spark {tone}".strip(), **said)


def progress_bar(value: float, goal: float | None = None, *, top: float = 100, label: str = "") -> str:
    """``value`` of ``top`` as a bar, with a mark at ``goal``."""
    full = top or 1.0
    done = max(0.0, min(1.0, value / full)) * 100
    parts = [svg.element("rect", width=done, height=8, cls="done")]
    if goal is not None and 0 < goal < full:
        parts.append(svg.element("rect", x=goal / full * 100, width=0.8, height=8, cls="goal"))
    said: dict[str, str | float] = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return svg.element("svg", *parts, viewBox="0 0 100 8", preserveAspectRatio="none", **said)


def radar(axes: Sequence[Axis], *, label: str) -> str:
    """Capabilities around a centre, 100 at the rim; an unknown one is drawn at the centre and marked "?"."""
    canvas = svg.Canvas("s", 300, 250)
    cx, cy, radius = 150.0, 128.0, 82.0
    turn = 2 * math.pi / max(3, len(axes))

    def point(index: int, share: float) -> tuple[float, float]:
        angle = index * turn - math.pi / 2
        return cx + radius * share * math.cos(angle), cy + radius * share * math.sin(angle)

    def ring(shares: Sequence[float]) -> str:
        return svg.line_path([point(i, s) for i, s in enumerate(shares)]) + "Z"

    parts = [svg.element("path", d=ring([r] * len(axes)), cls="axis") for r in (0.25, 0.5, 0.75, 1.0)]
    parts.append(
        svg.element("path", d="".join(svg.line_path([(cx, cy), point(i, 1)]) for i in range(len(axes))), cls="axis")
    )
    if any(a.before is not None for a in axes):
        parts.append(
            svg.element(
                "path", d=ring([_share(a.value if a.before is None else a.before) for a in axes]), cls="area before"
            )
        )
    parts.append(svg.element("path", d=ring([_share(a.value) for a in axes]), cls="area"))
    for index, axis in enumerate(axes):
        x, y = point(index, 1.16)
        anchor = "middle" if abs(x - cx) < 20 else "start" if x > cx else "end"
        value = "?" if axis.value is None else f"{axis.value:.0f}"
        parts.append(svg.words(x, y, svg.shortened(axis.name, 84), anchor=anchor))
        parts.append(svg.words(x, y + 15, value, anchor=anchor, cls="strong"))
    return svg.drawing(canvas, label, *parts, only=True)


def _share(value: float | None) -> float:
    return 0.0 if value is None else max(0.0, min(100.0, value)) / 100
