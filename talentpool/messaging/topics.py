"""What a topic does and how it reads. Rooms register both when the process starts, in ``<room>/messages.py``.

``on("attendance.checked_out", "tasks.billing.jobs.post_statement")`` names a function ``f(payload) -> None`` that runs
after the fact was committed, perhaps twice. ``say("offer.sent", title=_("..."), body=_("..."))`` gives the words of a
message to a person, with ``%(name)s`` places.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from talentpool.kernel.fields import LocalizedText
from talentpool.kernel.money import Money

Text = str | Promise
Handler = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Words:
    """What a person reads: a line and a sentence."""

    title: str
    body: str


@dataclass(frozen=True)
class _Template:
    title: Text
    body: Text


_handlers: dict[str, list[str]] = {}
_templates: dict[str, _Template] = {}


def on(topic: str, handler: str) -> None:
    """Call ``handler`` (a dotted path) for every outbox row of ``topic``. Registering twice counts once."""
    paths = _handlers.setdefault(topic, [])
    if handler not in paths:
        paths.append(handler)


def handlers(topic: str) -> list[Handler]:
    """The functions that ``topic`` wakes. Raises ImportError for a path that leads nowhere."""
    return [import_string(path) for path in _handlers.get(topic, [])]


def registered() -> dict[str, list[str]]:
    """topic -> dotted paths, for checks."""
    return {topic: list(paths) for topic, paths in _handlers.items()}


def say(topic: str, *, title: Text, body: Text) -> None:
    """Give the words of a message, as lazy translations of English texts."""
    _templates[topic] = _Template(title=title, body=body)


def is_said(topic: str) -> bool:
    return topic in _templates


def said() -> list[str]:
    return sorted(_templates)


def encode(params: Mapping[str, Any]) -> dict[str, Any]:
    """Make params JSON-able without fixing a language: a moment, money and texts in two languages stay what they are."""
    return {name: _encoded(value) for name, value in params.items()}


def _encoded(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, dict | int | float | str | bool) or value is None:
        return value
    return str(value)


def _shown(value: Any, zone: ZoneInfo) -> Any:
    """A param in the reader's language and zone."""
    if not isinstance(value, dict):
        return value
    if "at" in value:
        return date_format(datetime.fromisoformat(value["at"]).astimezone(zone), _("N j, H:i"))
    if "minor" in value:
        return Money(value["minor"], value["currency"])
    return LocalizedText(value)


class _Gaps(dict[str, Any]):
    """A param that an older row lacks reads as a gap instead of failing the page."""

    def __missing__(self, key: str) -> str:
        return "…"


def words(topic: str, params: Mapping[str, Any], *, zone: str) -> Words:
    """The message in the active language; a topic that is no longer known reads as a plain notice."""
    template = _templates.get(topic)
    if template is None:
        return Words(title=_("A message for you"), body="")
    shown = _Gaps({name: _shown(value, ZoneInfo(zone)) for name, value in params.items()})
    return Words(title=str(template.title) % shown, body=str(template.body) % shown)
