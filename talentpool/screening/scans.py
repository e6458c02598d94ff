"""From a file somebody handed in to pictures that can be kept: a photo is drawn anew, a PDF page by page elsewhere."""

import subprocess
import sys
from pathlib import Path

from talentpool.screening import pdf_drawing
from talentpool.screening.rules.pictures import Illegible, is_pdf, redrawn

SECONDS = 20
FAULTS = {pdf_drawing.LOCKED: "locked", pdf_drawing.MANY: "many_pages"}


def pictures_of(content: bytes) -> list[bytes]:
    """JPEGs, one for each page. Raises Illegible."""
    return _pages_of_pdf(content) if is_pdf(content) else [redrawn(content)]


def _pages_of_pdf(content: bytes) -> list[bytes]:
    """Drawn by a process with bounds of its own; ours never opens the file."""
    command = [sys.executable, "-I", str(Path(pdf_drawing.__file__))]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise Illegible("no_picture") from error
    if done.returncode:
        raise Illegible(FAULTS.get(done.returncode, "no_picture"))
    found, rest = [], done.stdout
    while rest:
        length = int.from_bytes(rest[:4], "big")
        found.append(redrawn(rest[4 : 4 + length]))
        rest = rest[4 + length :]
    return found
