"""Rates with their uncertainty, and whether promises were kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from talentpool.kernel.charts import svg


@dataclass(frozen=True)
class Rate:
    """A measured share with its 95 % interval, all 0 to 1; ``rate`` None means nobody has measured it yet."""

    name: str
    rate: float | None
    low: float | None = None
    high: float | None = None
    sample: int = 0
    target: float | None = None


@dataclass(frozen=True)
class Scale:
    """What stands under an interval plot. ``ticks``: from the left end to the right; ``room``: units for a row's value."""

    ticks: tuple[float, float, float] = (0.0, 0.5, 1.0)
    room: float = 104.0
    is_share: bool = True

    def at(self, value: float) -> float:
        """How far along a value stands, 0 to 1."""
        return (value - self.ticks[0]) / (self.ticks[2] - self.ticks[0])

    def tick(self, value: float) -> str:
        return f"{value:.0%}" if self.is_share else f"{value:+g}" if value else "0"

    def shown(self, value: float, low: float, high: float) -> str:
        if self.is_share:
            return f"{value * 100:.0f} % ({low * 100:.0f}–{high * 100:.0f})"
        return f"{value:.2f} ({low:.2f} – {high:.2f})"


SHARES = Scale()
CORRELATIONS = Scale(ticks=(-1.0, 0.0, 1.0), room=138.0, is_share=False)


@dataclass(frozen=True)
class Bin:
    """Promised share, kept share (0 to 1) and how many cases stand behind it."""

    promised: float
    kept: float
    cases: int = 0


def interval_plot(rates: Sequence[Rate], *, label: str, unknown: str, scale: Scale = SHARES) -> str:
    """One row a rate: a dot on its interval; ``unknown`` is the word where there is none."""
    return svg.in_three_sizes(lambda canvas: _intervals(canvas, rates, label, unknown, scale))


def _intervals(canvas: svg.Canvas, rates: Sequence[Rate], label: str, unknown: str, scale: Scale) -> str:
    above = canvas.size == "s"
    widest = max((svg.text_width(r.name) for r in rates), default=0.0)
    left = 4.0 if above else min(widest, canvas.width * 0.44) + 14
    pitch = 40.0 if above else 30.0
    canvas = svg.Canvas(canvas.size, canvas.width, len(rates) * pitch + 24, left=left, right=scale.room, top=0)

    def x(value: float) -> float:
        return canvas.left + scale.at(value) * canvas.plot_width

    grid = "".join(f"M{svg.number(x(t))} 0V{svg.number(canvas.y1)}" for t in scale.ticks)
    parts = [svg.element("path", d=grid, cls="axis")]
    for index, rate in enumerate(rates):
        y = index * pitch + (26.0 if above else pitch / 2)
        room = canvas.width if above else left - 14
        place = (0.0, y - 11, "start") if above else (left - 12, y + 4, "end")
        parts.append(svg.words(place[0], place[1], svg.shortened(rate.name, room), anchor=place[2]))
        parts.append(_one_rate(canvas, rate, x, y, scale, unknown))
    for tick in scale.ticks:
        parts.append(
            svg.words(
                x(tick),
                canvas.height - 5,
                scale.tick(tick),
                anchor="start" if tick == scale.ticks[0] and above else "middle",
            )
        )
    return svg.drawing(canvas, label, *parts)


def _one_rate(
    canvas: svg.Canvas, rate: Rate, at: Callable[[float], float], y: float, scale: Scale, unknown: str
) -> str:
    end = canvas.width - 2
    if rate.rate is None:
        return svg.words(end, y + 4, unknown, anchor="end")
    low, high = (
        rate.low if rate.low is not None else rate.rate,
        rate.high if rate.high is not None else rate.rate,
    )
    below = rate.target is not None and rate.rate < rate.target
    tone = " person" if below else ""
    parts = [
        svg.element("path", d=f"M{svg.number(at(low))} {svg.number(y)}H{svg.number(at(high))}", cls="whisker" + tone),
        svg.element("circle", cx=at(rate.rate), cy=y, r=5, cls="dot" + tone),
        svg.words(
            end,
            y + 4,
            scale.shown(rate.rate, low, high),
            anchor="end",
            cls="strong",
        ),
    ]
    if rate.target is not None:
        mark = f"M{svg.number(at(rate.target))} {svg.number(y - 8)}v16"
        parts.append(svg.element("path", d=mark, cls="target"))
    return "".join(parts)


def reliability(bins: Sequence[Bin], *, label: str) -> str:
    """Promised (across) against kept (up): the diagonal is honest; bigger dots mean more cases."""
    side = 280.0
    canvas = svg.Canvas("s", side, side - 20, left=44, right=8, top=8, bottom=26)
    most = max((b.cases for b in bins), default=0) or 1

    def x(share: float) -> float:
        return canvas.left + share * canvas.plot_width

    def y(share: float) -> float:
        return canvas.y1 - share * canvas.plot_height

    parts = [svg.y_axis(canvas, (0, 0.5, 1), y, lambda t: f"{t:.0%}")]
    parts += [svg.words(x(t), canvas.height - 6, f"{t:.0%}", anchor="end" if t == 1 else "middle") for t in (0, 0.5, 1)]
    parts.append(svg.element("path", d=svg.line_path([(x(0), y(0)), (x(1), y(1))]), cls="target"))
    parts.append(svg.element("path", d=svg.line_path([(x(b.promised), y(b.kept)) for b in bins]), cls="line"))
    for one in bins:
        parts.append(
            svg.element("circle", cx=x(one.promised), cy=y(one.kept), r=3 + 5 * (one.cases / most) ** 0.5, cls="dot")
        )
    return svg.drawing(canvas, label, *parts, only=True)
