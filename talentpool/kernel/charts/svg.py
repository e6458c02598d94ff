"""The few SVG shapes the charts are made of, and the three sizes they are drawn in."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

LETTER = 12.0  # height of a letter in drawing units


@dataclass(frozen=True)
class Canvas:
    """A drawing of ``width`` × ``height`` units with room for axes around the plot."""

    size: str
    width: float
    height: float
    left: float = 34.0
    right: float = 6.0
    top: float = 10.0
    bottom: float = 22.0

    @property
    def x1(self) -> float:
        return self.width - self.right

    @property
    def y1(self) -> float:
        return self.height - self.bottom

    @property
    def plot_width(self) -> float:
        return self.x1 - self.left

    @property
    def plot_height(self) -> float:
        return self.y1 - self.top


CANVASES = (Canvas("s", 280, 190), Canvas("m", 480, 220), Canvas("l", 960, 270))


def number(value: float) -> str:
    """A coordinate with at most one decimal: charts are sent often, so they are kept small."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def element(name: str, *children: str, **attributes: str | float) -> str:
    """One element; ``cls`` stands for class, underscores for hyphens; values are escaped, children not."""
    written = []
    for key, value in attributes.items():
        key = "class" if key == "cls" else key.replace("_", "-")
        shown = number(value) if isinstance(value, int | float) else escape(value, quote=True)
        written.append(f' {key}="{shown}"')
    inside = "".join(children)
    return f"<{name}{''.join(written)}>{inside}</{name}>" if inside else f"<{name}{''.join(written)}/>"


def words(x: float, y: float, text: str, *, anchor: str = "start", cls: str = "") -> str:
    """A line of text; ``anchor`` is start, middle or end."""
    attributes: dict[str, str | float] = {"x": x, "y": y}
    if anchor != "start":
        attributes["text_anchor"] = anchor
    if cls:
        attributes["cls"] = cls
    return element("text", escape(str(text)), **attributes)


def drawing(canvas: Canvas, label: str, *children: str, height: float | None = None, only: bool = False) -> str:
    """The whole picture; ``label`` is what a screen reader says instead of it."""
    tall = canvas.height if height is None else height
    cls = f"draw {canvas.size}{' only' if only else ''}"
    box = f"0 0 {number(canvas.width)} {number(tall)}"
    return element("svg", *children, viewBox=box, cls=cls, role="img", aria_label=label)


def in_three_sizes(draw: Callable[[Canvas], str]) -> str:
    return "".join(draw(canvas) for canvas in CANVASES)


def box_path(boxes: Iterable[tuple[float, float, float, float]]) -> str:
    """Path data of many rectangles (x, y, width, height): one element instead of hundreds."""
    return "".join(f"M{number(x)} {number(y)}h{number(w)}v{number(h)}h{number(-w)}z" for x, y, w, h in boxes if h > 0)


def hatch_path(boxes: Iterable[tuple[float, float, float, float]], gap: float = 6.0) -> str:
    """Path data of 45° lines inside rectangles, on one common grid so that neighbours join."""
    lines = []
    for x, y, w, h in boxes:
        c = math.ceil((x + y) / gap) * gap
        while c < x + y + w + h:
            xa, xb = max(x, c - y - h), min(x + w, c - y)
            lines.append(f"M{number(xa)} {number(c - xa)}L{number(xb)} {number(c - xb)}")
            c += gap
    return "".join(lines)


def step_path(values: Sequence[float], *, x0: float, step: float, y: Callable[[float], float]) -> str:
    """Path data of a staircase: each value holds for one ``step``."""
    if not values:
        return ""
    parts = [f"M{number(x0)} {number(y(values[0]))}"]
    for index, value in enumerate(values):
        parts.append(f"V{number(y(value))}H{number(x0 + (index + 1) * step)}")
    return "".join(parts)


def line_path(points: Sequence[tuple[float, float]]) -> str:
    drawn = "".join(f"{'L' if i else 'M'}{number(x)} {number(y)}" for i, (x, y) in enumerate(points))
    return drawn + "h0" if len(points) == 1 else drawn  # a lone point is a dot


def text_width(text: str) -> float:
    """Units a text takes at the charts' letter size: Chinese characters are square, others about half."""
    return sum(LETTER if ord(c) > 0x2E7F else LETTER * 0.58 for c in str(text))


def shortened(text: str, room: float) -> str:
    """``text`` cut to ``room`` units with an ellipsis; the table beneath holds it whole."""
    text = str(text)
    if text_width(text) <= room:
        return text
    while text and text_width(text) > room - LETTER:
        text = text[:-1]
    return text.rstrip(" ·,，") + "…"


def nice_ticks(top: float, about: int = 3) -> list[float]:
    """0 and round steps up to at least ``top``: 0, 20, 40, ..."""
    if top <= 0 or not math.isfinite(top):
        return [0.0, 1.0]
    raw = top / about
    power = 10 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999)
    if top >= about:
        step = max(1.0, round(step))
    return [i * step for i in range(math.ceil(top / step - 1e-9) + 1)]


def ticks_between(low: float, high: float, about: int = 3) -> list[float]:
    """Round steps from at most ``low`` to at least ``high``: 85, 90, 95, 100."""
    step = nice_ticks(max(high - low, 1.0), about)[1]
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [n * step for n in range(first, max(last, first + 1) + 1)]


def tick_words(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:g}"


def every(count: int, room: float, each: float) -> int:
    """Show only each n-th label of ``count`` so that labels of ``each`` units fit into ``room``."""
    fits = max(1, int(room // each))
    return next((n for n in (1, 2, 3, 4, 6, 8, 12, 16, 24, 48, 96, 192, 336) if count <= fits * n), max(1, count))


def y_axis(canvas: Canvas, ticks: Sequence[float], y: Callable[[float], float], show: Callable[[float], str]) -> str:
    """Hairlines and their numbers."""
    lines = "".join(f"M{number(canvas.left)} {number(y(t))}H{number(canvas.x1)}" for t in ticks)
    labels = "".join(words(canvas.left - 6, y(t) + 4, show(t), anchor="end") for t in ticks)
    return element("path", d=lines, cls="axis") + labels


def x_labels(canvas: Canvas, labels: Sequence[str], step: float, *, at_middle: bool = False) -> str:
    """As many of the labels under the plot as fit without touching."""
    widest = max((text_width(label) for label in labels), default=0) + 14
    n = every(len(labels), canvas.plot_width, widest)
    shift = step / 2 if at_middle else 0.0
    anchor = "middle" if at_middle else "start"
    drawn = []
    for index in range(0, len(labels), n):
        x = canvas.left + index * step + shift
        if anchor == "middle" or x + text_width(labels[index]) <= canvas.width + 4:
            drawn.append(words(x, canvas.height - 5, labels[index], anchor=anchor))
    return "".join(drawn)
