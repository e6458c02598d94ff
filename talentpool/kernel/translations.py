"""Translations without gettext: one catalogue per room, merged and compiled by Babel.

``locale/zh_Hans/<room>.po`` is the source; ``locale/zh_Hans/LC_MESSAGES/django.mo`` is made from all of them. English
is the language of the code, so it needs no catalogue.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = (
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
)
Key = tuple[str, str]  # (context, msgid)


def room_of(path: Path) -> str:
    """The room a source file belongs to: ``talentpool/agents/views.py`` and ``templates/agent/agents/x.html`` -> agents."""
    parts = path.relative_to(settings.BASE_DIR).parts
    labels = {name.rsplit(".", 1)[-1] for name in [*settings.ROOMS, *settings.BESIDE]}
    return next((part for part in parts[1:-1] if part in labels), "accounts" if parts[0] == "accounts" else "kernel")


def sources() -> Iterator[Path]:
    """Every Python file and template of the project that may hold texts."""
    for top in ("accounts", "talentpool", "tasks"):
        yield from (p for p in sorted((settings.BASE_DIR / top).rglob("*.py")) if "migrations" not in p.parts)
    for pattern in ("*.html", "*.txt"):
        yield from sorted((settings.BASE_DIR / "templates").rglob(pattern))


def texts_of(path: Path) -> Iterator[Key]:
    """(context, msgid) of every translatable text in one file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = re.sub(r"^\s+", "", templatize(source, origin=str(path)), flags=re.M)
    stream = io.BytesIO(source.encode())
    for _line, function, message, _comments in extract_python(stream, KEYWORDS, [], {"encoding": "utf-8"}):  # type: ignore[arg-type]
        parts = [message] if isinstance(message, str) else [part for part in message if part]  # type: ignore[unreachable]
        has_context = str(function).lstrip("n").startswith("pgettext")
        if parts and parts[0]:
            yield (parts[0], parts[1]) if has_context and len(parts) > 1 else ("", parts[0])


def wanted() -> dict[str, dict[Key, str]]:
    """room -> {(context, msgid): the first file that uses it}."""
    found: dict[str, dict[Key, str]] = {}
    for path in sources():
        for key in texts_of(path):
            found.setdefault(room_of(path), {}).setdefault(key, str(path.relative_to(settings.BASE_DIR)))
    return found


def catalogues() -> dict[str, Catalog]:
    """room -> its Chinese catalogue."""
    folder = Path(settings.LOCALE_PATHS[0]) / "zh_Hans"
    return {path.stem: read_po(path.open("rb"), locale="zh_Hans") for path in sorted(folder.glob("*.po"))}


def merged() -> Catalog:
    """All rooms' texts in one catalogue."""
    whole = Catalog(locale="zh_Hans", fuzzy=False)
    for catalogue in catalogues().values():
        for message in catalogue:
            if message.id and message.string and not message.fuzzy:
                whole.add(message.id, message.string, context=message.context, flags=message.flags)
    return whole


def missing() -> dict[str, dict[Key, str]]:
    """What ``wanted`` lists and no catalogue of ours, nor Django's or allauth's, translates."""
    own = {(m.context or "", m.id[0] if isinstance(m.id, tuple) else m.id) for m in merged() if m.id and m.string}
    return {
        room: left
        for room, texts in wanted().items()
        if (left := {key: place for key, place in texts.items() if key not in own and key[1].strip()})
    }


def contradictions() -> dict[Key, dict[str, str]]:
    """Texts that rooms translate differently, by room: only one of them is ever shown. Two senses need a context."""
    found: dict[Key, dict[str, str]] = {}
    for room, catalogue in catalogues().items():
        for message in catalogue:
            if message.id and message.string:
                one = message.id[0] if isinstance(message.id, tuple) else message.id
                found.setdefault((message.context or "", str(one)), {})[room] = "".join(message.string)
    return {key: rooms for key, rooms in found.items() if len(set(rooms.values())) > 1}


def compile_all() -> Path:
    """Write the compiled catalogue, only when it changes; returns its path."""
    target = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_mo(buffer, merged())
    if not target.exists() or target.read_bytes() != buffer.getvalue():
        target.write_bytes(buffer.getvalue())
    return target
