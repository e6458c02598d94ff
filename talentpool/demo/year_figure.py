"""The simulated year as one picture: intervals against their targets, who can be activated, and what it cost."""

from collections.abc import Sequence
from itertools import accumulate

from talentpool.demo.year import Segment

WIDTH, HEIGHT, LEFT, TOP, GAP = 920, 250, 64, 46, 64
COLOURS = ("#0d6e5c", "#1d5f9c", "#8a4b08", "#7a3b76", "#b3432b", "#48566a")
STYLE = "font-family='DejaVu Sans, Noto Sans CJK SC, sans-serif' font-size='13' fill='#1b2430'"


def figure(nothing: Sequence[Segment], drilled: Sequence[Segment], kept: Sequence[Segment]) -> str:
    """An SVG that stands alone. nothing, drilled, kept: the same segments under the three policies."""
    panels = [
        _panel(0, "Half of the 95 % interval, as a share of its target (1 = target)", _widths(kept), 2.0, target=1.0),
        _panel(1, "Share of the reserve that can be activated within a day", _truths(nothing, drilled, kept), 0.6),
        _panel(2, "Cost so far, thousand yuan", _costs(drilled, kept), _top(kept)),
    ]
    tall = 3 * (HEIGHT + GAP) + TOP
    frame = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {tall}' role='img' {STYLE}>"
    return f"{frame}<rect width='{WIDTH}' height='{tall}' fill='#ffffff'/>{''.join(panels)}</svg>\n"


Line = tuple[str, Sequence[float], str]


def _widths(segments: Sequence[Segment]) -> list[Line]:
    return [
        (f"{s.size:,} people, ± {s.target * 100:.0f}", [w / s.target for w in s.width], colour)
        for s, colour in zip(segments, COLOURS, strict=True)
    ]


def _truths(nothing: Sequence[Segment], drilled: Sequence[Segment], kept: Sequence[Segment]) -> list[Line]:
    policies = (("nothing done", nothing), ("drills", drilled), ("drills and freshness", kept))
    return [(name, _mean(found), colour) for (name, found), colour in zip(policies, COLOURS[4::-2], strict=True)]


def _mean(segments: Sequence[Segment]) -> list[float]:
    people = sum(s.size for s in segments)
    return [sum(s.truth[w] * s.size for s in segments) / people for w in range(len(segments[0].truth))]


def _costs(drilled: Sequence[Segment], kept: Sequence[Segment]) -> list[Line]:
    return [("drills", _spent(drilled), COLOURS[2]), ("drills and freshness", _spent(kept), COLOURS[0])]


def _spent(segments: Sequence[Segment]) -> list[float]:
    weeks = (sum(s.cost_minor[w] for s in segments) for w in range(len(segments[0].cost_minor)))
    return [minor / 100_000 for minor in accumulate(weeks)]


def _top(kept: Sequence[Segment]) -> float:
    return max(1.0, _spent(kept)[-1] * 1.1)


def _panel(number: int, title: str, lines: Sequence[Line], top: float, *, target: float | None = None) -> str:
    zero = TOP + number * (HEIGHT + GAP) + HEIGHT - 20
    tall, wide = HEIGHT - 60, WIDTH - LEFT - 210

    def place(week: int, value: float) -> str:
        share = min(value, top) / top
        return f"{LEFT + wide * week / 51:.1f},{zero - tall * share:.1f}"

    parts = [f"<text x='{LEFT}' y='{zero - tall - 16}' font-weight='bold'>{title}</text>"]
    for part in (0, 0.5, 1):
        y = zero - tall * part
        parts.append(f"<path d='M{LEFT} {y:.1f}H{LEFT + wide}' stroke='#d8d4cb'/>")
        parts.append(f"<text x='{LEFT - 8}' y='{y + 4:.1f}' text-anchor='end'>{top * part:.2g}</text>")
    if target is not None:
        y = zero - tall * target / top
        parts.append(
            f"<path d='M{LEFT} {y:.1f}H{LEFT + wide}' stroke='#1b2430' stroke-dasharray='5 4' stroke-width='1.5'/>"
        )
    for month in range(0, 52, 13):
        parts.append(f"<text x='{LEFT + wide * month / 51:.0f}' y='{zero + 18}'>week {month + 1}</text>")
    for index, (name, values, colour) in enumerate(lines):
        points = " ".join(place(week, value) for week, value in enumerate(values) if value == value)
        parts.append(f"<polyline points='{points}' fill='none' stroke='{colour}' stroke-width='2'/>")
        x, y = LEFT + wide + 16, zero - tall + 10 + index * 21
        parts.append(f"<path d='M{x} {y - 4}h18' stroke='{colour}' stroke-width='3'/>")
        parts.append(f"<text x='{x + 26}' y='{y}'>{name}</text>")
    return "".join(parts)
