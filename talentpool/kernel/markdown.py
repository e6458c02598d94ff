"""Markdown as HTML that cannot harm: raw HTML is not read, and what was made is cleaned once more."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}}


@lru_cache(maxsize=256)
def to_html(text: str) -> str:
    """CommonMark with tables; a heading of the first level becomes one of the second. Links: http, https, mailto."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    made = parser.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    cleaned: str = nh3.clean(
        made, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener noreferrer"
    )
    return cleaned
