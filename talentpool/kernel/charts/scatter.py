"""Two measures of many things at once: where the good ones lie, and which lie elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from talentpool.kernel.charts import svg


@dataclass(frozen=True)
class Spot:
    """One thing. x: 0 to 1; y: -1 to 1; ``tone`` of its dot ("", person, info); ``mark``: a few letters beside it."""

    name: str
    x: float
    y: float
    cases: int = 0
    tone: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Good:
    """The field things should lie in: x from ``low`` to ``high``, y from ``least`` up."""

    low: float
    high: float
    least: float


def scatter(spots: Sequence[Spot], *, good: Good, label: str, across: str, up: str) -> str:
    """A dot a thing on the field ``good``; bigger dots mean more cases. ``across``, ``up``: what the axes measure."""
    return svg.in_three_sizes(lambda canvas: _scatter(canvas, spots, good, label, (across, up)))


def _scatter(canvas: svg.Canvas, spots: Sequence[Spot], good: Good, label: str, names: tuple[str, str]) -> str:
    canvas = svg.Canvas(canvas.size, canvas.width, canvas.height + 60, left=40, right=16, top=26, bottom=40)
    low = min(0.0, *(spot.y for spot in spots)) if spots else 0.0
    bottom = -1.0 if low < -0.5 else -0.5 if low < 0 else 0.0
    most = max((spot.cases for spot in spots), default=0) or 1

    def x(share: float) -> float:
        return canvas.left + share * canvas.plot_width

    def y(value: float) -> float:
        return canvas.y1 - (value - bottom) / (1 - bottom) * canvas.plot_height

    field = (x(good.low), y(1), x(good.high) - x(good.low), y(good.least) - y(1))
    parts = [svg.element("path", d=svg.box_path([field]), cls="band")]
    ticks = [tick for tick in (-1.0, -0.5, 0.0, 0.5, 1.0) if tick >= bottom]
    parts.append(svg.y_axis(canvas, ticks, y, lambda value: f"{value:g}"))
    parts += [svg.words(x(t), canvas.y1 + 16, f"{t:.0%}", anchor="middle") for t in (0.0, 0.25, 0.5, 0.75, 1.0)]
    parts.append(svg.words(canvas.x1, canvas.height - 4, names[0], anchor="end"))
    parts.append(svg.words(4, 14, names[1]))
    for spot in sorted(spots, key=lambda spot: bool(spot.tone)):  # what needs a look lies on top
        radius = 3.5 + 4 * (spot.cases / most) ** 0.5
        told = svg.element("title", escape(spot.name))
        cls = f"dot {spot.tone}".strip()
        parts.append(svg.element("circle", told, cx=x(spot.x), cy=y(spot.y), r=radius, cls=cls))
        parts.append(_mark(canvas, spot, x(spot.x), y(spot.y), radius))
    return svg.drawing(canvas, label, *parts)


def _mark(canvas: svg.Canvas, spot: Spot, x: float, y: float, radius: float) -> str:
    if not spot.mark:
        return ""
    fits = x + radius + 3 + svg.text_width(spot.mark) <= canvas.width
    return svg.words(
        x + (radius + 3 if fits else -radius - 3), y + 4, spot.mark, anchor="start" if fits else "end", cls="strong"
    )
