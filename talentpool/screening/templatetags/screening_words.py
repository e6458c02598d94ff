"""How screening and training say things in templates."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.safestring import SafeString, mark_safe

from talentpool.agents.models import Language
from talentpool.agents.states import Channel
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedText
from talentpool.kernel.markdown import to_html
from talentpool.kernel.templatetags.look_formats import duration
from talentpool.screening.criteria import CRITERIA
from talentpool.screening.states import GateKind

register = template.Library()


@register.filter
def markdown(text: Any) -> SafeString:
    """Markdown as clean HTML; a script in it never survives."""
    return mark_safe(to_html(str(text)))


@register.filter
def age_words(since: datetime | None) -> str:
    """How long ago, in the largest fitting unit; empty for nothing."""
    return duration((now() - since).total_seconds()) if since else ""


@register.filter
def criterion(mark: Any, key: str) -> str:
    """A mark with the name of its criterion."""
    names = {name: label for kind in CRITERIA.values() for name, (label, _ends) in kind.items()}
    return f"{names.get(key, key)} {mark}"


@register.filter
def language_names(levels: dict[str, int] | None) -> str:
    """Codes with levels as names: "Putonghua 5, Cantonese 3"."""
    levels = levels or {}
    names = {one.code: str(one.name) for one in Language.objects.filter(code__in=levels)}
    return ", ".join(f"{names.get(code, code)} {level}" for code, level in levels.items())


@register.filter
def channel_names(channels: list[str] | None) -> str:
    """Channels in words."""
    return ", ".join(str(Channel(one).label) for one in channels or [] if one in Channel.values)


@register.filter
def done_count(rows: list[Any]) -> int:
    """How many of an agent's lessons are read."""
    return sum(row.done for row in rows)


@register.filter
def minutes_words(minutes: int) -> str:
    """A length given in minutes."""
    return duration(60 * minutes)


@register.filter
def as_query(pairs: Any) -> str:
    """Pairs of names and values as a query string."""
    return urlencode(list(pairs))


@register.filter
def gate_words(kind: str) -> str:
    """A gate's name."""
    return str(GateKind(kind).label) if kind in GateKind.values else kind


@register.filter
def localized(text: Any) -> str:
    """A text kept in both languages, in the reader's."""
    return str(LocalizedText(text)) if isinstance(text, dict) else str(text or "")
