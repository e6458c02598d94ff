"""Draws the pages of a PDF as JPEG. Run as a process of its own with little memory and time: a hostile file ends only it.

In: the PDF on standard input. Out: for each page four bytes of length, big-endian, and the picture. Exit status: 3 locked,
4 too many pages, 5 no PDF. Imports nothing of the product.
"""

import io
import resource
import sys

import pypdfium2

MEMORY = 1 << 30
SECONDS = 10
MOST_PAGES = 4
LONGEST = 2000
LARGEST_SCALE = 4.0  # 288 dots an inch
LOCKED, MANY, NONE = 3, 4, 5
PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD of fpdfview.h


def pages(content: bytes) -> list[bytes]:
    """Each page as a JPEG; ends the process where there is none to draw."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        sys.exit(LOCKED if error.err_code == PASSWORD_ERROR else NONE)
    if not 1 <= len(document) <= MOST_PAGES:
        sys.exit(MANY if len(document) else NONE)
    return [_picture(page) for page in document]


def _picture(page: pypdfium2.PdfPage) -> bytes:
    scale = min(LARGEST_SCALE, LONGEST / max(*page.get_size(), 1.0))
    out = io.BytesIO()
    page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").save(out, "JPEG", quality=82)
    return out.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for picture in pages(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(len(picture).to_bytes(4, "big") + picture)
