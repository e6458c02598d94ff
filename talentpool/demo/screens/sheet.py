"""Contact sheets: all pictures of a role on one picture, and a page that links them."""

from html import escape
from pathlib import Path
from typing import Any

from talentpool.demo.screens.camera import Page

STYLE = """body{font:13px system-ui,"Noto Sans CJK SC";margin:16px;background:#ddd;color:#222}
section{display:flex;gap:8px;align-items:flex-start;margin-bottom:16px}h1{font-size:20px}
h2{font:600 12px monospace;width:150px;
overflow-wrap:anywhere;margin:0}p{color:#a00;margin:4px 0;width:150px;overflow-wrap:anywhere}
a{flex:none}
img{height:260px;width:auto;max-width:420px;object-fit:contain;object-position:top;background:#fff}"""


def write(browser: Any, folder: Path, role: str, pages: list[Page]) -> Path:
    """``<role>.html`` with every picture, and ``<role>.png`` of it; returns the latter."""
    rows = "".join(_row(folder, page) for page in pages)
    html = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><h1>{escape(role)}: {len(pages)} pages</h1>{rows}"
    source = folder / f"{role}.html"
    source.write_text(html, encoding="utf-8")
    tab = browser.new_page(viewport={"width": 2700, "height": 900})
    tab.goto(source.as_uri())
    tab.screenshot(path=str(folder / f"{role}.png"), full_page=True)
    tab.close()
    return folder / f"{role}.png"


def _row(folder: Path, page: Page) -> str:
    faults = "".join(f"<p>{escape(fault)}</p>" for fault in page.faults)
    pictures = "".join(
        f'<a href="{place.relative_to(folder)}"><img src="{place.relative_to(folder)}"></a>'
        for _variant, place in sorted(page.pictures.items(), key=lambda pair: pair[0])
    )
    return f"<section><div><h2>{escape(page.address)}</h2>{faults}</div>{pictures}</section>"
