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
    from_zero: bool = True,
) -> str:
    """Up to four lines over ``labels``; ``band`` is (low, high) behind the first; ``stepped`` for seats.

    ``from_zero`` False: the axis begins below the lowest value, where only differences count, as in a control chart.
    """
    low, high = _extremes(series, band)

    def draw(canvas: svg.Canvas) -> str:
        about = 3 if canvas.size == "s" else 4
        ticks = svg.nice_ticks(high, about) if from_zero else svg.ticks_between(low, high, about)
        return _draw(canvas, series[:4], labels, label, band, stepped, ticks)

    return svg.in_three_sizes(draw)


def _extremes(series: Sequence[Series], band: tuple[Sequence[float], Sequence[float]] | None) -> tuple[float, float]:
    known = [v for one in series for v in one.values if v is not None]
    low, high = band or ((), ())
    return min([*known, *low], default=0.0), max([*known, *high, 1.0])


def _draw(
    canvas: svg.Canvas,
    series: Sequence[Series],
    labels: Sequence[str],
    label: str,
    band: tuple[Sequence[float], Sequence[float]] | None,
    stepped: bool,
    ticks: Sequence[float],
) -> str:
    left = max(20.0, svg.text_width(svg.tick_words(ticks[-1])) + 10)
    canvas = svg.Canvas(canvas.size, canvas.width, canvas.height, left=left)
    width = canvas.plot_width / max(1, len(labels))

    def y(value: float) -> float:
        return canvas.y1 - (value - ticks[0]) / (ticks[-1] - ticks[0]) * canvas.plot_height

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
