"""Lengths side by side: comparisons and funnels."""

from collections.abc import Sequence
from dataclasses import dataclass

from talentpool.kernel.charts import svg

TONES = ("filled", "jade", "plum", "amber", "coral", "sky")


@dataclass(frozen=True)
class Bar:
    """A named length; ``shown`` is how its value is written (default: the number); ``tone`` one of TONES."""

    name: str
    value: float
    shown: str = ""
    tone: str = "filled"

    @property
    def words(self) -> str:
        return self.shown or svg.tick_words(self.value)


def bars(rows: Sequence[Bar], *, label: str, target: float | None = None, top: float | None = None) -> str:
    """Horizontal bars from 0; ``target`` draws a mark across, ``top`` fixes the full length."""
    full = top or max([r.value for r in rows] + [target or 0.0]) or 1.0
    return svg.in_three_sizes(lambda canvas: _draw(canvas, rows, label, full, target))


def funnel(stages: Sequence[Bar], *, label: str) -> str:
    """Bars that get shorter, each with the share of the stage before that came on."""
    rows = []
    for index, stage in enumerate(stages):
        before = stages[index - 1].value if index else 0
        share = f" · {stage.value / before * 100:.0f} %" if before else ""
        rows.append(Bar(stage.name, stage.value, stage.words + share, stage.tone))
    return bars(rows, label=label)


def _draw(canvas: svg.Canvas, rows: Sequence[Bar], label: str, full: float, target: float | None) -> str:
    above = canvas.size == "s"
    widest = max((svg.text_width(r.name) for r in rows), default=0.0)
    value_room = max((svg.text_width(r.words) for r in rows), default=0.0) + 10
    left = 0.0 if above else min(widest, canvas.width * 0.36) + 12
    pitch = 40.0 if above else 30.0
    canvas = svg.Canvas(canvas.size, canvas.width, len(rows) * pitch + 2, left=left, right=value_room, top=0, bottom=2)
    parts = [svg.element("path", d=f"M{svg.number(left)} 0V{svg.number(canvas.y1)}", cls="axis")]
    for index, row in enumerate(rows):
        y = index * pitch + (20.0 if above else 6.0)
        length = max(0.0, min(1.0, row.value / full)) * canvas.plot_width
        tone = row.tone if row.tone in TONES else "filled"
        room = canvas.width if above else left - 12
        place = (0.0, y - 6, "start") if above else (left - 10, y + 13, "end")
        parts.append(svg.words(place[0], place[1], svg.shortened(row.name, room), anchor=place[2]))
        parts.append(svg.element("rect", x=left, y=y, width=max(1.0, length), height=18, rx=3, cls=tone))
        parts.append(svg.words(left + length + 7, y + 13, row.words, cls="strong"))
    if target is not None:
        at = left + target / full * canvas.plot_width
        parts.append(svg.element("path", d=f"M{svg.number(at)} 0V{svg.number(canvas.y1)}", cls="target"))
    return svg.drawing(canvas, label, *parts)
