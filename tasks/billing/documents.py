"""An invoice as a PDF in the reader's language. The font is one of the Asian fonts every PDF reader has."""

import io
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tasks.billing.display import InvoiceSheet, LineRow

_FONT = "STSong-Light"
_INK, _LINE = colors.HexColor("#17212b"), colors.HexColor("#e2dfd6")


def invoice_pdf(sheet: InvoiceSheet) -> bytes:
    """The invoice on A4: head, lines by order, credits, total. Deterministic but for the PDF's own dates."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=_("Invoice %(number)s") % {"number": sheet.number},
        author="TalentPool",
    )
    document.build([*_head(sheet), _lines(sheet), Spacer(1, 6 * mm), *_foot(sheet)])
    return out.getvalue()


def _style(size: int, *, space: int = 2) -> ParagraphStyle:
    return ParagraphStyle(
        "s", fontName=_FONT, fontSize=size, leading=size * 1.45, textColor=_INK, spaceAfter=space * mm
    )


def _head(sheet: InvoiceSheet) -> list[Flowable]:
    facts = [sheet.client, sheet.month_words, sheet.state_words]
    if sheet.due_words:
        facts.append(sheet.due_words)
    return [
        Paragraph(_("Invoice %(number)s") % {"number": sheet.number}, _style(18, space=3)),
        Paragraph(" · ".join(_plain(f) for f in facts), _style(10, space=6)),
    ]


def _lines(sheet: InvoiceSheet) -> Table:
    heads = [_("Date"), _("Order"), _("Agent"), _("What"), _("Hours"), _("Price"), _("Amount")]
    rows: list[list[Any]] = [heads, *(_cells(row) for row in sheet.rows)]
    rows += [["", "", "", _plain(c.reason), "", "", "-" + c.amount] for c in sheet.credits]
    rows.append(["", "", "", "", "", _("Total"), sheet.total])
    table = Table(rows, repeatRows=1, colWidths=[w * mm for w in (20, 40, 22, 26, 16, 24, 22)])
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), _FONT, 9),
                ("TEXTCOLOR", (0, 0), (-1, -1), _INK),
                ("LINEBELOW", (0, 0), (-1, -2), 0.4, _LINE),
                ("ALIGN", (4, 0), (-1, -1), "RIGHT"),
                ("LINEABOVE", (0, -1), (-1, -1), 1, _INK),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ]
        )
    )
    return table


def _cells(row: LineRow) -> list[Any]:
    order = Paragraph(_plain(row.order), _style(9, space=0))
    return [row.day, order, row.alias, str(row.what), row.hours, row.price, row.amount]


def _foot(sheet: InvoiceSheet) -> list[Flowable]:
    del sheet
    said = _("Hours are the approved hours of each shift: the same that the agents are paid for.")
    return [Paragraph(said, _style(9))]


def _plain(text: Any) -> str:
    """Text for a paragraph: markup in it is shown, not obeyed."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
