"""How a stored value reads on a record page: for people, in their language, with only the links they may follow."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.utils import quote
from django.db import models
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr, truncatechars
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg.types.range import Range

from talentpool.kernel import formats
from talentpool.kernel.fields import LocalizedText
from talentpool.kernel.labels import value_word, word

NOTHING = "–"
LONGEST_CELL = 80  # characters of a text in a list
MOST_NUMBERS = 24  # of a list of plain values; the rest is counted
OPEN_ENTRIES = 8  # a nested collection with more is folded
LANGUAGES = {code for code, _name in settings.LANGUAGES}
SHARES = re.compile(
    r"(^|_)(share|probability|fill|fill_target|occupancy|shrinkage|precision|coverage_needed|pass_mark)$"
)
CODED = {"kind", "cause", "source", "state", "outcome", "role", "group", "severity", "measure", "gate", "part", "step"}


@dataclass(frozen=True)
class Reader:
    """Who looks at the page: decides which names and which links there are."""

    request: HttpRequest
    site: AdminSite

    def name_of(self, row: models.Model) -> str:
        """``str(row)``, or what the row says of itself to this person (``named_for``)."""
        named = getattr(row, "named_for", None)
        return str(named(self.request.user)) if named else str(row)

    def page_of(self, row: models.Model) -> str:
        """The address of its record page; "" where there is none or this person may not open it."""
        try:
            page = self.site.get_model_admin(type(row))
            opens = page.has_view_permission(self.request, row)
            name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
            return reverse(name, args=[quote(row.pk)]) if opens else ""
        except (NotRegistered, NoReverseMatch):
            return ""

    def draw(self, value: Any, *, key: str = "", short: bool = False, currency: str = "", linked: bool = True) -> str:
        """HTML of any value. key: the column or JSON key it stands under; short: one line of a list."""
        if isinstance(value, models.Model):
            href = self.page_of(value) if linked else ""
            name = self.name_of(value)
            return format_html('<a href="{}">{}</a>', href, name) if href else format_html("{}", name)
        if isinstance(value, models.Manager | models.QuerySet):
            return self._rows(value, linked)
        said = _written(value, key, currency)
        if said is not None:
            return _text(said, short)
        return _line(value) if short else _collection(value, key, depth=0)

    def _rows(self, rows: Any, linked: bool) -> str:
        drawn = [(self.draw(row, linked=linked),) for row in rows.all()]
        return format_html_join(", ", "{}", drawn) if drawn else NOTHING


def yes_no(value: Any) -> str:
    """A tick with its word, a plain "No", a dash for unknown."""
    if value is None:
        return NOTHING
    return format_html('<span class="answer {}">{}</span>', "yes" if value else "no", _("Yes") if value else _("No"))


def is_localized(value: Any) -> bool:
    """A text in both languages, maybe beside its code: {"code": ..., "en": ..., "zh-hans": ...}."""
    return (
        isinstance(value, dict)
        and bool(value)
        and LANGUAGES & set(value) != set()
        and set(value)
        <= {
            *LANGUAGES,
            "code",
        }
    )


def _written(value: Any, key: str, currency: str) -> str | None:
    """A plain value as text or HTML; None where it is a collection."""
    if value is None or (isinstance(value, str | list | dict | tuple) and not value):
        return NOTHING
    if is_localized(value):
        return str(LocalizedText({code: text for code, text in value.items() if code != "code"}))
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, int | float | Decimal):
        return _number(value, key, currency)
    if isinstance(value, datetime | date | timedelta | Range):
        return _time(value)
    if isinstance(value, Mapping | list | tuple | set):
        return None
    return _word(value, key)


def _word(value: Any, key: str) -> str:
    text = value if isinstance(value, SafeString) else str(value)
    if key in CODED and re.fullmatch(r"[a-z][a-z_]*", text):
        return value_word(text)
    if isinstance(value, UUID) or re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text):
        return format_html('<code title="{}">{}</code>', text, text[:8])
    return text


def _number(value: Any, key: str, currency: str) -> str:
    if re.search(r"(^|_)minor($|_)", key):
        return formats.money(value, currency)
    if isinstance(value, float | Decimal) and SHARES.search(key) and 0 <= value <= 1:
        return formats.percent(value)
    return f"{value:.4g}" if isinstance(value, float | Decimal) and value % 1 else f"{int(value):,}"


def _time(value: Any) -> str:
    if isinstance(value, timedelta):
        return formats.duration(value)
    if isinstance(value, Range):
        if isinstance(value.lower, datetime) and isinstance(value.upper, datetime):
            return formats.period_words(value.lower, value.upper)
        return format_html("{} – {}", *("…" if end is None else _time(end) for end in (value.lower, value.upper)))
    if isinstance(value, datetime):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), formats.moment_words(value))
    return formats.date_words(value)


def _text(said: str, short: bool) -> str:
    if isinstance(said, SafeString):
        return said
    return format_html("{}", truncatechars(said, LONGEST_CELL)) if short else linebreaksbr(said, autoescape=True)


def _line(value: Any) -> str:
    """A collection as one line of a list."""
    if isinstance(value, Mapping):
        parts = [f"{word(str(key))}: {_plain(one, str(key))}" for key, one in value.items()]
    else:
        parts = [_plain(one, "") for one in value]
    return format_html("{}", truncatechars(" · ".join(parts), LONGEST_CELL))


def _plain(value: Any, key: str) -> str:
    said = _written(value, key, "")
    if said is None:
        return ngettext("%(n)s entry", "%(n)s entries", len(value)) % {"n": len(value)}
    return re.sub(r"<[^>]+>", "", said) if isinstance(said, SafeString) else said


def _collection(value: Any, key: str, *, depth: int) -> str:
    """A definition list for an object, a list for an array; long ones inside another are folded."""
    drawn = _pairs(value, depth) if isinstance(value, Mapping) else _items(list(value), key, depth)
    if depth == 0 or len(value) <= OPEN_ENTRIES:
        return drawn
    many = ngettext("%(n)s entry", "%(n)s entries", len(value)) % {"n": len(value)}
    return format_html('<details class="fold"><summary>{}</summary>{}</details>', many, drawn)


def _pairs(value: Mapping[Any, Any], depth: int) -> str:
    rows = ((word(str(key)), _inside(one, str(key), depth)) for key, one in value.items())
    return format_html('<dl class="values">{}</dl>', _join("<div><dt>{}</dt><dd>{}</dd></div>", rows))


def _items(values: list[Any], key: str, depth: int) -> str:
    if all(_written(one, key, "") is not None and not is_localized(one) for one in values):
        shown = format_html_join(", ", "{}", ((_inside(one, key, depth),) for one in values[:MOST_NUMBERS]))
        more = len(values) - MOST_NUMBERS
        return format_html("{} … +{}", shown, more) if more > 0 else shown
    return format_html('<ol class="values">{}</ol>', _join("<li>{}</li>", ((_inside(v, key, depth),) for v in values)))


def _inside(value: Any, key: str, depth: int) -> str:
    said = _written(value, key, "")
    return _collection(value, key, depth=depth + 1) if said is None else _text(said, short=False)


def _join(pattern: str, rows: Iterable[tuple[Any, ...]]) -> str:
    return format_html_join(mark_safe(""), pattern, rows)
