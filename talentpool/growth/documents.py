"""The growth log as a PDF in the reader's language, with the hash of its last entry."""

import io
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

FONT = "STSong-Light"  # every PDF reader has it
INK, LINE = colors.HexColor("#17212b"), colors.HexColor("#e2dfd6")
MARGIN = 18 * mm


def log_pdf(*, who: str, rows: Iterable[tuple[str, str, str]], last_hash: str) -> bytes:
    """rows: (when, kind, what). who: as the reader may call her."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    title = _("Growth log of %(who)s") % {"who": who}
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN, title=title
    )
    small = _style(8)
    cells: list[list[Any]] = [[_("When"), _("Kind"), _("What")]]
    table = [*cells, *([when, kind, Paragraph(escape(what), small)] for when, kind, what in rows)]
    drawn = LongTable(table, repeatRows=1, colWidths=[34 * mm, 42 * mm, 98 * mm])
    drawn.setStyle(_lines())
    foot = _("Every entry is chained to the one before. Hash of the last one: %(hash)s") % {"hash": last_hash}
    document.build([Paragraph(escape(title), _style(16)), drawn, Spacer(1, 5 * mm), Paragraph(foot, small)])
    return out.getvalue()


def _style(size: int) -> ParagraphStyle:
    return ParagraphStyle("s", fontName=FONT, fontSize=size, leading=size * 1.45, textColor=INK, spaceAfter=2 * mm)


def _lines() -> TableStyle:
    return TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), FONT, 8),
            ("TEXTCOLOR", (0, 0), (-1, -1), INK),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, LINE),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
    )
