"""A period's review as a PDF in the reader's language. The font is one of the Asian fonts every PDF reader has."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from reportlab.graphics.shapes import Drawing, Line, PolyLine, Rect, String
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

_FONT = "STSong-Light"
_INK, _LINE, _BAR, _BAND = (colors.HexColor(c) for c in ("#17212b", "#e2dfd6", "#0b7a65", "#dff0ea"))
_WIDTH, _HEIGHT = 170 * mm, 52 * mm


def review_pdf(title: str, sheet: dict[str, Any]) -> bytes:
    """The review on A4. sheet: what ``period_pages.sheet_of`` gives."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    out = io.BytesIO()
    margins: dict[str, Any] = {f"{side}Margin": 20 * mm for side in ("left", "right", "top", "bottom")}
    document = SimpleDocTemplate(out, pagesize=A4, title=title, author="TalentPool", **margins)
    parts: list[Flowable] = [Paragraph(_plain(title), _style(18, 3))]
    parts += [Paragraph(_plain(" · ".join(f"{n} {v}" for n, v in sheet["figures"])), _style(10, 5))]
    if sheet["words"]:
        parts += [Paragraph(_plain(line), _style(10, 2)) for line in sheet["words"].splitlines() if line.strip()]
    if sheet["chart"]:
        parts += [Paragraph(_("Day by day"), _style(13, 2)), _curve(sheet["chart"])]
        parts += [Paragraph(_plain(sheet["chart"]["sentence"]), _style(9, 5))]
    for heading, bars in (
        (_("Rules broken most"), sheet["rules"]),
        (_("Causes of repeat contacts and complaints"), sheet["causes"]),
    ):
        if bars:
            parts += [Paragraph(heading, _style(13, 2)), _bars(bars), Spacer(1, 4 * mm)]
    parts += [Paragraph(_("Person by person"), _style(13, 2)), _people(sheet["people"])] if sheet["people"] else []
    document.build(parts)
    return out.getvalue()


def _style(size: int, space: int) -> ParagraphStyle:
    return ParagraphStyle(
        "s", fontName=_FONT, fontSize=size, leading=size * 1.45, textColor=_INK, spaceAfter=space * mm
    )


def _curve(chart: dict[str, Any]) -> Drawing:
    """Daily means inside their band, on a scale from 0 to 100."""
    drawing = Drawing(_WIDTH, _HEIGHT)
    means, (low, high) = chart["series"][0][1], chart["band"]
    step = _WIDTH / max(1, len(means))
    for n, (a, b) in enumerate(zip(low, high, strict=True)):
        drawing.add(_box(n * step, a / 100 * _HEIGHT, step, (b - a) / 100 * _HEIGHT, _BAND))
    middle = chart["series"][1][1][0] / 100 * _HEIGHT
    drawing.add(Line(0, middle, _WIDTH, middle, strokeColor=_LINE))
    points = [v for n, m in enumerate(means) if m is not None for v in ((n + 0.5) * step, m / 100 * _HEIGHT)]
    if len(points) >= 4:
        drawing.add(PolyLine(points, strokeColor=_BAR, strokeWidth=1.4))
    for n in range(0, len(means), max(1, len(means) // 8)):
        drawing.add(String(n * step, 0, chart["labels"][n], fontName=_FONT, fontSize=7, fillColor=_INK))
    return drawing


def _box(x: float, y: float, width: float, height: float, color: Any) -> Rect:
    look: dict[str, Any] = {"fillColor": color, "strokeColor": None}
    return Rect(x, y, width, height, **look)


def _bars(rows: Sequence[Sequence[Any]]) -> Drawing:
    pitch = 6 * mm
    drawing = Drawing(_WIDTH, pitch * len(rows))
    top = max(float(row[1]) for row in rows) or 1.0
    for n, row in enumerate(rows):
        y = pitch * (len(rows) - 1 - n)
        drawing.add(String(0, y + 4, str(row[0])[:28], fontName=_FONT, fontSize=9, fillColor=_INK))
        length = max(1.0, float(row[1]) / top * 75 * mm)
        drawing.add(_box(60 * mm, y + 2, length, 9, _BAR))
        words = str(row[2] if len(row) > 2 else row[1])
        drawing.add(String(62 * mm + length, y + 4, words, fontName=_FONT, fontSize=9, fillColor=_INK))
    return drawing


def _people(rows: Sequence[Sequence[Any]]) -> Table:
    table = Table(
        [[_("Alias"), _("Conversations"), _("Mean score")], *map(list, rows)],
        repeatRows=1,
        colWidths=[60 * mm, 40 * mm, 40 * mm],
    )
    look: list[Any] = [
        ("FONT", (0, 0), (-1, -1), _FONT, 9),
        ("LINEBELOW", (0, 0), (-1, -2), 0.4, _LINE),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
    ]
    table.setStyle(TableStyle([*look, ("TEXTCOLOR", (0, 0), (-1, -1), _INK)]))
    return table


def _plain(text: Any) -> str:
    """Text for a paragraph: markup in it is shown, not obeyed."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
