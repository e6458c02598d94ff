"""What every template has without loading anything: components, charts, formats.

Components are drawn by ``templates/components/``; charts by ``kernel.charts``; words for numbers by
``kernel.formats``. A page composes them and adds no markup of its own for what stands here.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from talentpool.kernel import charts, clock
from talentpool.kernel.templatetags import look_charts, look_formats
from talentpool.kernel.ways import leads_in, wears

register = template.Library()
register.tags.update(look_charts.register.tags)
register.tags.update(look_formats.register.tags)
register.filters.update(look_formats.register.filters)

MEANINGS = {
    "ready": '<circle cx="5" cy="5" r="5"/>',
    "waiting": '<circle cx="5" cy="5" r="4" fill="none" stroke-width="2"/>',
    "person": '<path d="M5-.6 10.6 5 5 10.6-.6 5z"/>',
    "info": '<path d="M0 0h10v10H0z"/>',
    "growth": '<path d="M5 0 10.5 9.5H-.5z"/>',
    "plain": '<path d="M0 4h10v2H0z"/>',
}
TONE_OF_LEVEL = {"success": "ready", "warning": "waiting", "error": "person", "info": "info", "debug": "info"}
ICON_OF_TONE = {"ready": "check", "waiting": "clock", "person": "alert", "info": "info", "growth": "growth"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line icon of static/img/icons.svg; decoration unless it has a ``label``."""
    return _icon(name, str(label), _icons(settings.STATIC_URL))


@lru_cache(maxsize=8)
def _icons(_place: str) -> str:
    """Where the icons are; asked thirty times a page."""
    return static("img/icons.svg")


@lru_cache(maxsize=1024)
def _icon(name: str, label: str, place: str) -> SafeString:
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, place, name)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', place, name)


@register.simple_tag
def tag(meaning: str, text: Any) -> SafeString:
    """A state in a word; ``meaning``: ready, waiting, person, info, growth, plain; each with its shape."""
    return _tag(meaning if meaning in MEANINGS else "plain", text if isinstance(text, str) else str(text))


@lru_cache(maxsize=1024, typed=True)  # a text marked as safe equals one that isn't: only its type tells them apart
def _tag(known: str, text: str) -> SafeString:
    shape = mark_safe(f'<svg class="shape" viewBox="0 0 10 10" aria-hidden="true">{MEANINGS[known]}</svg>')
    return format_html('<span class="tag {}">{}{}</span>', known, shape, text)


@register.filter
def holds(principal: Any, roles: str) -> bool:
    """Whether the reader is staff in one of these roles, so that a page offers only doors she may open."""
    return bool(principal.has_role(*roles.split()))


@register.inclusion_tag("components/figure.html")
def figure(
    label: Any,
    value: Any = None,
    unit: Any = "",
    range: Any = "",
    trend: Sequence[float] | None = None,
    note: Any = "",
    href: str = "",
    tone: str = "",
    good: str = "up",
) -> dict[str, Any]:
    """A number first, its unit and range beside it, its trend next; None is "unknown": give a href then."""
    spark = mark_safe(charts.sparkline(trend or [], good=good))
    return {**locals(), "unknown": value is None or value == "", "long": len(str(value)) > 7}


@register.inclusion_tag("components/progress.html")
def progress(
    value: float, goal: float | None = None, top: float = 100, label: Any = "", text: Any = "", tone: str = ""
) -> dict[str, Any]:
    """How far along; ``goal`` draws the mark to reach; ``text`` is the sentence beneath."""
    said = str(label or text)
    return {
        "bar": mark_safe(charts.progress_bar(float(value or 0), goal, top=top, label=said)),
        "text": text,
        "tone": tone,
    }


@register.simple_block_tag
def why(content: str, because: Any = "") -> SafeString:
    """The reason of something the system decided, beside it."""
    lead = format_html('<span class="because">{}</span> ', because) if because else ""
    return format_html('<div class="why"><div>{}{}</div></div>', lead, content)


@register.inclusion_tag("components/empty.html", takes_context=True)
def empty(
    context: template.Context,
    sentence: Any,
    action: Any = "",
    href: str = "",
    title: Any = "",
    symbol: str = "info",
    method: str = "get",
) -> dict[str, Any]:
    """An empty place: one sentence and one next action, unless its page is closed to the reader."""
    return {
        "sentence": sentence,
        "action": action,
        "href": _way(context, href),
        "title": title,
        "symbol": symbol,
        "method": method,
    }


@register.inclusion_tag("components/notice.html")
def notice(text: Any, tone: str = "info", action: Any = "", href: str = "", title: Any = "") -> dict[str, Any]:
    """Something the product says; ``tone`` is a meaning or a level of Django's messages."""
    meaning = TONE_OF_LEVEL.get(tone, tone)
    return {
        "text": text,
        "tone": meaning,
        "symbol": ICON_OF_TONE.get(meaning, "info"),
        "action": action,
        "href": href,
        "title": title,
    }


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Any, name: str = "page") -> dict[str, Any]:
    """Ways through a Django ``Page``; keeps the other query parameters."""
    request: HttpRequest = context["request"]
    kept = [(key, value) for key, values in request.GET.lists() for value in values if key != name]

    def link(number: int) -> str:
        return "?" + urlencode([*kept, (name, number)])

    return {
        "page": page,
        "before": link(page.previous_page_number()) if page.has_previous() else "",
        "after": link(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("components/crumbs.html", takes_context=True)
def crumbs(context: template.Context, *pairs: Any) -> dict[str, Any]:
    """A trail: label, address, label, address, ..., and last the label of this page.

    A page above that is closed to the reader is named, and no link.
    """
    links = [pairs[i + 1] if i + 1 < len(pairs) else "" for i in range(0, len(pairs), 2)]
    names = pairs[::2]
    trail = [
        {"label": name, "href": _way(context, href), "here": not href} for name, href in zip(names, links, strict=True)
    ]
    return {"trail": trail}


def _way(context: template.Context, href: str) -> str:
    request = context.get("request")
    return href if not href or request is None or leads_in(request, href) else ""


@register.simple_tag(takes_context=True)
def door(context: template.Context, name: str, *given: Any) -> str:
    """The address of a door that is open to the reader, else nothing: ``{% door "staff:agent_show" ref as her %}``."""
    return _way(context, reverse(name, args=given))


@register.inclusion_tag("components/stepper.html")
def stepper(stages: Sequence[Any], current: int, links: Sequence[str] | None = None) -> dict[str, Any]:
    """Steps of a wizard; ``current`` counts from 1; ``links`` lead back to finished steps."""
    marked = [
        {
            "name": name,
            "number": number,
            "done": number < current,
            "now": number == current,
            "href": links[number - 1] if links and number < current and number <= len(links) else "",
        }
        for number, name in enumerate(stages, start=1)
    ]
    return {"stages": marked}


@register.inclusion_tag("components/table.html")
def data_table(
    columns: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    caption: Any = "",
    numbers_from: int = 1,
    dense: bool = False,
) -> dict[str, Any]:
    """A table that turns into labelled rows on a phone; columns from ``numbers_from`` on are numbers."""
    cells = [
        [{"value": v, "label": columns[i] if i < len(columns) else "", "n": i >= numbers_from} for i, v in enumerate(r)]
        for r in rows
    ]
    heads = [{"label": name, "n": i >= numbers_from} for i, name in enumerate(columns)]
    return {"heads": heads, "rows": cells, "caption": caption, "dense": dense}


@register.simple_tag(takes_context=True)
def nav_link(
    context: template.Context, name: str, label: Any, symbol: str = "", number: int = 0, roles: str = "", also: str = ""
) -> SafeString:
    """A link of the bar, marked where we are on it or beneath it, or beneath one of the paths in ``also``.

    Nothing where the page does not exist, or the reader has none of the ``roles`` ("owner planner").
    """
    request = context.get("request")
    if roles and not wears(getattr(request, "principal", None), roles.split()):
        return mark_safe("")
    href = _address(name, settings.ROOT_URLCONF, get_script_prefix())
    if not href:
        return mark_safe("")
    path = request.path if request else ""
    home = href.count("/") <= 2  # "/agent/" is above everything of its face
    here = path == href if home else path.startswith((href, *also.split()))
    return _drawn_link(href, here, str(icon(symbol)) if symbol else "", str(label), number)


@lru_cache(maxsize=1024)
def _address(name: str, _doors: str, _prefix: str) -> str:
    """Where the door is, "" where there is none; a page's bars ask for thirty, the same on every page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=4096)  # a page has thirty of them, the same on every page
def _drawn_link(href: str, here: bool, drawn: str, label: str, number: int) -> SafeString:
    mark = mark_safe(' aria-current="page"') if here else ""
    badge = format_html(' <span class="badge">{}</span>', number) if number else ""
    return format_html('<a href="{}"{}>{}<span>{}</span>{}</a>', href, mark, mark_safe(drawn), label, badge)


@register.simple_tag
def countdown(until: Any, over: Any = "") -> SafeString:
    """Time left until ``until`` by the server's clock; a script makes it tick, without it the words stand."""
    left = until - clock.now()
    seconds = max(0, int(left.total_seconds()))
    words = over if seconds == 0 and over else look_formats.duration(seconds)
    return format_html(
        '<time class="countdown" datetime="{}" data-left="{}" data-over="{}">{}</time>',
        until.isoformat(),
        seconds,
        over,
        words,
    )


@register.simple_tag
def attributes(**pairs: Any) -> SafeString:
    """HTML attributes of those that have a value: ``{% attributes title=a lang=b %}``."""
    written = "".join(
        f' {escape(k.replace("_", "-"))}="{escape(v)}"' for k, v in pairs.items() if v not in (None, "", False)
    )
    return mark_safe(written)
