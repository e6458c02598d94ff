"""Templates are read by people too: one line never holds a whole page."""

import re
from pathlib import Path

from django.conf import settings

LONG = 160
BLOCK = (
    "main div section article header footer nav aside form fieldset ul ol li dl dt dd table thead tbody tr th td p "
    "h1 h2 h3 h4 details summary figure"
)
OPENING = re.compile(rf"<(?:{'|'.join(BLOCK.split())})\b")


def crowded(text: str) -> list[int]:
    """Numbers of the long lines that open more than one block-level element."""
    lines = enumerate(text.splitlines(), start=1)
    return [number for number, line in lines if len(line) > LONG and len(OPENING.findall(line)) > 1]


def test_no_line_of_a_template_is_crowded() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    found = [
        f"{path.relative_to(folder)}:{n}" for path in sorted(folder.rglob("*.html")) for n in crowded(path.read_text())
    ]
    assert not found, "break these lines where a block-level element begins:\n" + "\n".join(found)


def test_a_crowded_line_is_noticed() -> None:
    assert crowded("<p>short</p><p>lines</p>\n" + "<ul><li>" + "x" * LONG + "</li></ul>") == [2]
