"""Lines over time: volumes, seats per half-hour by model, a forecast with its band."""

from collections.abc import Sequence
from dataclasses import dataclass

from talentpool.kernel.charts import svg

STYLES = ("line", "line b", "line c", "line d")


@dataclass(frozen=True)
class Series:
    """A named line; None is a hole, never a zero."""

    name: str
    values: Sequence[float | None]


def curve_chart(
    series: Sequence[Series],
    labels: Sequence[str],
    *,
    label: str,
    band: tuple[Sequence[float], Sequence[float]] | None = None,
    stepped: bool = False,
) -> str:
    """Up to four lines over ``labels``; ``band`` is (low, high) behind the first; ``stepped`` for seats."""

    def draw(canvas: svg.Canvas) -> str:
        return _draw(canvas, series[:4], labels, label, band, stepped)

    return svg.in_three_sizes(draw)


def _top(series: Sequence[Series], band: tuple[Sequence[float], Sequence[float]] | None) -> float:
    known = [v for one in series for v in one.values if v is not None]
    return max([*known, *(band[1] if band else ()), 1.0])


def _draw(
    canvas: svg.Canvas,
    series: Sequence[Series],
    labels: Sequence[str],
    label: str,
    band: tuple[Sequence[float], Sequence[float]] | None,
    stepped: bool,
) -> str:
    ticks = svg.nice_ticks(_top(series, band), 3 if canvas.size == "s" else 4)
    left = max(20.0, svg.text_width(svg.tick_words(ticks[-1])) + 10)
    canvas = svg.Canvas(canvas.size, canvas.width, canvas.height, left=left)
    width = canvas.plot_width / max(1, len(labels))

    def y(value: float) -> float:
        return canvas.y1 - value / ticks[-1] * canvas.plot_height

    def x(index: int) -> float:
        return canvas.left + (index + 0.5) * width

    parts = [svg.y_axis(canvas, ticks, y, svg.tick_words)]
    if band:
        there = [(x(i), y(v)) for i, v in enumerate(band[1])]
        back = [(x(i), y(v)) for i, v in reversed(list(enumerate(band[0])))]
        parts.append(svg.element("path", d=svg.line_path(there + back) + "Z", cls="band"))
    for one, style in zip(series, STYLES, strict=False):
        drawn = ""
        for start, run in _runs(one.values):
            if stepped:
                drawn += svg.step_path(run, x0=canvas.left + start * width, step=width, y=y)
            else:
                drawn += svg.line_path([(x(start + i), y(v)) for i, v in enumerate(run)])
        parts.append(svg.element("path", d=drawn, cls=style))
    parts.append(svg.x_labels(canvas, labels, width))
    return svg.drawing(canvas, label, *parts)


def _runs(values: Sequence[float | None]) -> list[tuple[int, list[float]]]:
    """The unbroken stretches of a line with where each begins."""
    found: list[tuple[int, list[float]]] = []
    open_run = False
    for index, value in enumerate(values):
        if value is None:
            open_run = False
        elif open_run:
            found[-1][1].append(value)
        else:
            found.append((index, [value]))
            open_run = True
    return found
