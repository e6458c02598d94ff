"""Pictures of documents: what can be decoded is drawn anew, so that nothing else that was in the file is kept."""

import io

from PIL import Image, ImageOps

LONGEST = 2000  # pixels of the longer side that are kept: small print on a card can be read
SHORTEST = 500  # of the longer side; below that nobody can read a number
MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82


class Illegible(Exception):
    """A file nobody can read as a document. ``code``: too_large, empty, no_picture, too_small, too_many_pixels,
    locked, many_pages."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def is_pdf(content: bytes) -> bool:
    """By its own first bytes, whatever its name or declared type says. Source: ISO 32000-1, 7.5.2."""
    return b"%PDF-" in content[:1024]


def redrawn(content: bytes) -> bytes:
    """The same picture as a fresh JPEG, upright, at most 2,000 pixels long, without place, time, camera or comment.

    Raises Illegible.
    """
    if not content:
        raise Illegible("empty")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Illegible("too_many_pixels")
            if max(picture.size) < SHORTEST:
                raise Illegible("too_small")
            picture.draft("RGB", (LONGEST, LONGEST))  # a large JPEG is decoded at half or a quarter of its size
            return _drawn(picture)
    except Image.DecompressionBombError as error:
        raise Illegible("too_many_pixels") from error
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, OverflowError, MemoryError) as error:
        raise Illegible("no_picture") from error


def _drawn(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((LONGEST, LONGEST))
    paper = Image.new("RGB", upright.size, "white")  # what was transparent becomes paper; nothing else is carried over
    paper.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
