"""Rows × hours: where there are people, and where there are too few."""

from collections.abc import Sequence
from dataclasses import dataclass

from talentpool.kernel.charts import svg

LEVELS = 5


@dataclass(frozen=True)
class HeatRow:
    """A named row; None is unknown."""

    name: str
    values: Sequence[float | None]


def heat_map(rows: Sequence[HeatRow], columns: Sequence[str], *, label: str, too_few: float | None = None) -> str:
    """Darker means more; × marks a cell with someone but fewer than ``too_few``, · one that is unknown."""
    top = max((v for row in rows for v in row.values if v is not None), default=0.0)
    return svg.in_three_sizes(lambda canvas: _draw(canvas, rows, columns, label, top, too_few))


def level_of(value: float | None, top: float) -> int:
    """0 (none) to 5 (plenty), linear up to ``top``."""
    if not value or value <= 0 or top <= 0:
        return 0
    return min(LEVELS, 1 + int(value / top * LEVELS * 0.9999))


def _draw(
    canvas: svg.Canvas,
    rows: Sequence[HeatRow],
    columns: Sequence[str],
    label: str,
    top: float,
    too_few: float | None,
) -> str:
    above = canvas.size == "s"  # on a phone the name stands over its row
    widest = max((svg.text_width(row.name) for row in rows), default=0.0)
    left = 0.0 if above else min(widest, canvas.width * 0.34) + 12
    cell_height = 18.0 if above else 24.0
    pitch = cell_height + (22.0 if above else 5.0)
    canvas = svg.Canvas(canvas.size, canvas.width, len(rows) * pitch + 22, left=left, right=0, top=0)
    width = canvas.plot_width / max(1, len(columns))
    boxes: dict[int, list[tuple[float, float, float, float]]] = {}
    crosses: list[str] = []
    names: list[str] = []
    for r, row in enumerate(rows):
        y = r * pitch + (16.0 if above else 0.0)
        room = canvas.width if above else left - 12
        place = (0.0, y - 4, "start") if above else (left - 10, y + cell_height / 2 + 4, "end")
        names.append(svg.words(place[0], place[1], svg.shortened(row.name, room), anchor=place[2]))
        for c, value in enumerate(row.values):
            x = left + c * width
            boxes.setdefault(level_of(value, top), []).append((x + 1, y, width - 2, cell_height))
            crosses.append(_sign(value, too_few, x + width / 2, y + cell_height / 2))
    cells = "".join(
        svg.element("path", d=svg.box_path(found), cls=f"h{level}") for level, found in sorted(boxes.items())
    )
    few = svg.element("path", d="".join(crosses), cls="few")
    return svg.drawing(canvas, label, cells, few, *names, svg.x_labels(canvas, columns, width))


def _sign(value: float | None, too_few: float | None, x: float, y: float) -> str:
    if value is None:
        return f"M{svg.number(x - 1.5)} {svg.number(y)}h3"
    if too_few is not None and 0 < value < too_few:
        return f"M{svg.number(x - 3)} {svg.number(y - 3)}l6 6m0-6l-6 6"
    return ""
