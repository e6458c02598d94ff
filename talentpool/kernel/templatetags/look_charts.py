"""Chart tags of look.py. Each draws its picture, one sentence that says what to see, a legend, table and CSV.

Every tag takes ``sentence`` (required: what to see) and ``csv`` (address of the same numbers as a file; without one
the file is in the link itself, so that no chart is ever without).
"""

import csv as csv_files
import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from talentpool.kernel import charts
from talentpool.kernel.formats import count, percent

register = template.Library()
Frame = dict[str, Any]


def _frame(
    picture: str,
    sentence: Any,
    csv: str,
    columns: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    legend: Sequence[tuple[str, Any]] = (),
) -> Frame:
    return {
        "picture": mark_safe(picture),
        "sentence": sentence,
        "csv": csv or _file(columns, rows),
        "columns": columns,
        "rows": rows,
        "legend": legend,
    }


def _file(columns: Sequence[Any], rows: Sequence[Sequence[Any]]) -> str:
    """The table as a link that is its own CSV file; a cell that a spreadsheet would run is made plain text."""
    sheet = io.StringIO()
    writer = csv_files.writer(sheet)
    for row in [columns, *rows]:
        cells = [str(cell) for cell in row]
        writer.writerow([f"'{c}" if c[:1] in ("=", "+", "-", "@", "\t", "\r") else c for c in cells])
    return "data:text/csv;charset=utf-8,%EF%BB%BF" + quote(sheet.getvalue())


@register.simple_tag
def sparkline(values: Sequence[float | None], label: Any = "", good: str = "up") -> str:
    """A trend of a few numbers, 96 × 28 px."""
    return mark_safe(charts.sparkline(list(values or []), label=str(label), good=good))


@register.inclusion_tag("components/chart.html")
def fill_chart(steps: Sequence[charts.Step], sentence: Any, csv: str = "", now_at: float | None = None) -> Frame:
    """Required as an ink staircase, filled bars, gap hatched; ``steps``: Step or three values."""
    known = [s if isinstance(s, charts.Step) else charts.Step(*s) for s in steps]
    rows = [[s.label, count(s.required), count(s.filled), count(s.gap)] for s in known]
    picture = charts.fill_chart(known, label=str(sentence), now_at=now_at)
    legend = [("need", _("required")), ("filled", _("filled")), ("gap", _("gap"))]
    return _frame(picture, sentence, csv, [_("Interval"), _("Required"), _("Filled"), _("Gap")], rows, legend)


@register.inclusion_tag("components/chart.html")
def curve_chart(
    series: Sequence[charts.Series],
    labels: Sequence[str],
    sentence: Any,
    csv: str = "",
    stepped: bool = False,
    band: Any = None,
    from_zero: bool = True,
) -> Frame:
    """Up to four lines; ``series``: Series or (name, values); ``band``: (low, high) around the first."""
    known = [s if isinstance(s, charts.Series) else charts.Series(*s) for s in series]
    picture = charts.curve_chart(
        known, list(labels), label=str(sentence), band=band, stepped=stepped, from_zero=from_zero
    )
    rows = [[label, *(count(s.values[i]) for s in known)] for i, label in enumerate(labels)]
    styles = ("line", "line b", "line c", "line d")
    legend = [(style, s.name) for style, s in zip(styles, known, strict=False)]
    return _frame(picture, sentence, csv, [_("Interval"), *(s.name for s in known)], rows, legend)


@register.inclusion_tag("components/chart.html")
def heat_map(
    rows: Sequence[charts.HeatRow],
    columns: Sequence[str],
    sentence: Any,
    csv: str = "",
    too_few: float | None = None,
) -> Frame:
    """Rows × hours; darker is more, × where somebody is there but fewer than ``too_few``."""
    known = [r if isinstance(r, charts.HeatRow) else charts.HeatRow(*r) for r in rows]
    picture = charts.heat_map(known, list(columns), label=str(sentence), too_few=too_few)
    cells = [[r.name, *(count(v) for v in r.values)] for r in known]
    legend = [("h0", _("none")), ("h2", _("some")), ("h5", _("plenty"))]
    if too_few is not None:
        legend.append(("few", _("too few")))
    return _frame(picture, sentence, csv, ["", *columns], cells, legend)


@register.inclusion_tag("components/chart.html")
def interval_plot(rates: Sequence[charts.Rate], sentence: Any, csv: str = "") -> Frame:
    """Rates with their 95 % interval; under its target a rate turns coral; not measured is "unknown"."""
    picture = charts.interval_plot(rates, label=str(sentence), unknown=_("unknown"))
    rows = [[r.name, percent(r.rate), percent(r.low), percent(r.high), count(r.sample)] for r in rates]
    return _frame(picture, sentence, csv, ["", _("Rate"), _("Low (95 %)"), _("High (95 %)"), _("Sample")], rows)


@register.inclusion_tag("components/chart.html")
def correlation_plot(rates: Sequence[charts.Rate], sentence: Any, csv: str = "") -> Frame:
    """Correlations from −1 to 1 with their 95 % interval; one that touches 0 proves nothing."""
    picture = charts.interval_plot(rates, label=str(sentence), unknown=_("unknown"), scale=charts.CORRELATIONS)
    shown = [[None if v is None else f"{v:.2f}" for v in (r.rate, r.low, r.high)] for r in rates]
    rows = [[r.name, *(v or "" for v in cells), count(r.sample)] for r, cells in zip(rates, shown, strict=True)]
    return _frame(picture, sentence, csv, ["", "r", _("Low (95 %)"), _("High (95 %)"), _("Sample")], rows)


@register.inclusion_tag("components/chart.html")
def bar_chart(
    rows: Sequence[charts.Bar],
    sentence: Any,
    csv: str = "",
    target: float | None = None,
    top: float | None = None,
) -> Frame:
    """Horizontal bars; ``rows``: Bar or (name, value[, shown[, tone]])."""
    known = [r if isinstance(r, charts.Bar) else charts.Bar(*r) for r in rows]
    picture = charts.bars(known, label=str(sentence), target=target, top=top)
    return _frame(picture, sentence, csv, ["", _("Value")], [[r.name, r.words] for r in known])


@register.inclusion_tag("components/chart.html")
def funnel(stages: Sequence[charts.Bar], sentence: Any, csv: str = "") -> Frame:
    """Stages, each with the share that came on from the one before; Bar or (name, value)."""
    known = [s if isinstance(s, charts.Bar) else charts.Bar(*s) for s in stages]
    picture = charts.funnel(known, label=str(sentence))
    return _frame(picture, sentence, csv, [_("Stage"), _("People")], [[s.name, s.words] for s in known])


@register.inclusion_tag("components/chart.html")
def radar(axes: Sequence[charts.Axis], sentence: Any, csv: str = "") -> Frame:
    """Capabilities 0 to 100; ``axes``: Axis or (name, value[, before])."""
    known = [a if isinstance(a, charts.Axis) else charts.Axis(*a) for a in axes]
    rows = [[a.name, count(a.value), count(a.before)] for a in known]
    picture = charts.radar(known, label=str(sentence))
    legend = [("area", _("now"))]
    if any(a.before is not None for a in known):
        legend.append(("area before", _("before")))
    return _frame(picture, sentence, csv, ["", _("Now"), _("Before")], rows, legend)


@register.inclusion_tag("components/chart.html")
def reliability(bins: Sequence[charts.Bin], sentence: Any, csv: str = "") -> Frame:
    """Promised against kept; Bin or (promised, kept, cases)."""
    known = [b if isinstance(b, charts.Bin) else charts.Bin(*b) for b in bins]
    rows = [[percent(b.promised), percent(b.kept), count(b.cases)] for b in known]
    picture = charts.reliability(known, label=str(sentence))
    return _frame(picture, sentence, csv, [_("Promised"), _("Kept"), _("Cases")], rows, [("target", _("honest"))])


@register.inclusion_tag("components/chart.html")
def scatter_chart(
    spots: Sequence[charts.Spot], good: charts.Good, across: Any, up: Any, sentence: Any, csv: str = ""
) -> Frame:
    """A dot a thing; those outside the tinted field carry the letters under which the table names them."""
    picture = charts.scatter(spots, good=good, label=str(sentence), across=str(across), up=str(up))
    rows = [[f"{s.mark} {s.name}".strip(), percent(s.x), f"{s.y:.2f}", count(s.cases)] for s in spots]
    legend = [("band", _("where they should lie"))]
    return _frame(picture, sentence, csv, ["", across, up, _("Cases")], rows, legend)
