"""Required against filled: the picture the product is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from talentpool.kernel.charts import svg


@dataclass(frozen=True)
class Step:
    """One interval: what it is called ("09:30"), seats required, seats filled."""

    label: str
    required: float
    filled: float

    @property
    def gap(self) -> float:
        return max(0.0, self.required - self.filled)


def fill_chart(steps: Sequence[Step], *, label: str, now_at: float | None = None) -> str:
    """Required as an ink staircase, filled as bars, the gap hatched.

    now_at: where "now" stands, in intervals from the start (2.5 = the middle of the third), or None.
    """
    return svg.in_three_sizes(lambda canvas: _draw(canvas, steps, label, now_at))


def _draw(canvas: svg.Canvas, steps: Sequence[Step], label: str, now_at: float | None) -> str:
    top = max([s.required for s in steps] + [s.filled for s in steps] + [1.0])
    ticks = svg.nice_ticks(top, 3 if canvas.size == "s" else 4)
    left = max(20.0, svg.text_width(svg.tick_words(ticks[-1])) + 10)
    canvas = svg.Canvas(canvas.size, canvas.width, canvas.height, left=left)
    width = canvas.plot_width / max(1, len(steps))

    def y(value: float) -> float:
        return canvas.y1 - value / ticks[-1] * canvas.plot_height

    space = min(2.0, width * 0.12)
    bars = [
        (canvas.left + i * width + space / 2, y(s.filled), width - space, canvas.y1 - y(s.filled))
        for i, s in enumerate(steps)
    ]
    gaps = [
        (canvas.left + i * width + space / 2, y(s.required), width - space, y(s.filled) - y(s.required))
        for i, s in enumerate(steps)
        if s.gap > 0
    ]
    parts = [
        svg.y_axis(canvas, ticks, y, svg.tick_words),
        svg.element("path", d=svg.box_path(bars), cls="filled"),
        svg.element("path", d=svg.box_path(gaps), cls="gap"),
        svg.element("path", d=svg.hatch_path(gaps), cls="hatch"),
        svg.element("path", d=svg.step_path([s.required for s in steps], x0=canvas.left, step=width, y=y), cls="need"),
        svg.x_labels(canvas, [s.label for s in steps], width),
    ]
    if now_at is not None and 0 <= now_at <= len(steps):
        x = canvas.left + now_at * width
        parts.append(
            svg.element("path", d=f"M{svg.number(x)} {svg.number(canvas.top - 6)}V{svg.number(canvas.y1)}", cls="now")
        )
    return svg.drawing(canvas, label, *parts)
