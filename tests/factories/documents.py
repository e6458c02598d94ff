"""Pictures of documents for tests: a photo as a phone takes it, a scan, a hostile file."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

PLACE = "26 deg 5 min N"  # what a camera notes, and nobody must keep


@lru_cache(maxsize=4)
def photo(width: int = 900, height: int = 600, kind: str = "JPEG") -> bytes:
    """A card on a table, taken upside down, with the camera's notes."""
    picture = Image.new("RGB", (width, height), "#d8dccf")
    ImageDraw.Draw(picture).rectangle((60, 60, width - 60, height - 60), fill="white", outline="black", width=4)
    notes = Image.Exif()
    notes[0x0112] = 3  # taken upside down
    notes[0x010E] = PLACE
    out = io.BytesIO()
    picture.save(out, kind, exif=notes)
    return out.getvalue()


@lru_cache(maxsize=4)
def scan(pages: int = 2, password: str = "") -> bytes:
    """A PDF of so many pages."""
    out = io.BytesIO()
    sheet = Canvas(out, pagesize=(300, 200), encrypt=password or None)
    for page in range(pages):
        sheet.drawString(30, 100, f"specimen page {page + 1}")
        sheet.showPage()
    sheet.save()
    return out.getvalue()
