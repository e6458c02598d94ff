"""A conversation as others send it, made into turns. Nothing is guessed: what can't be read is named."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tasks.quality.rules.shapes import ConversationEmpty, InspectionError, Role, TimesBroken, Turn

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ANCIENT, _FAR = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_POSTED = "%a %b %d %H:%M:%S %z %Y"  # how some public message services write a time
LONGEST_ID = 120


class ConversationMalformed(InspectionError):
    """Not the shape ``{"id", "turns": [{"role", "text", "at"?}]}``."""

    code = "conversation_malformed"


@dataclass(frozen=True, slots=True)
class Intake:
    """What was sent. ``alias``: the client's name for the agent, empty if it didn't say."""

    external_id: str
    turns: tuple[Turn, ...]
    channel: str
    alias: str
    started_at: datetime | None
    queue: str = ""

    def fingerprint(self) -> str:
        """SHA-256 of the content; the same conversation sent again has the same."""
        content = [self.channel, self.alias, [[t.role, t.text, t.at.isoformat() if t.at else None] for t in self.turns]]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def read_intake(data: object) -> Intake:
    """Read ``{"id", "turns", "channel"?, "agent"?, "queue"?, "started_at"?}``.

    Texts keep every character but NUL and broken surrogates, which become U+FFFD: no database holds them. Raises
    ConversationMalformed, ConversationEmpty, TimesBroken.
    """
    if not isinstance(data, Mapping):
        raise ConversationMalformed("An object is expected.", where="$")
    raw = data.get("turns")
    if not isinstance(raw, list):
        raise ConversationMalformed("A list of turns is expected.", where="turns")
    if not raw:
        raise ConversationEmpty("No turns.", where="turns")
    turns = tuple(_turn(value, f"turns[{n}]") for n, value in enumerate(raw))
    started = _time(data["started_at"], "started_at") if data.get("started_at") is not None else None
    return Intake(
        external_id=_short(data.get("id"), "id", LONGEST_ID),
        turns=turns,
        channel=_short(data.get("channel", "chat"), "channel", 10),
        alias=_short(data["agent"], "agent", 20) if data.get("agent") not in (None, "") else "",
        started_at=started or next((t.at for t in turns if t.at), None),
        queue=_short(data["queue"], "queue", 60) if data.get("queue") not in (None, "") else "",
    )


def _turn(value: Any, where: str) -> Turn:
    if not isinstance(value, Mapping):
        raise ConversationMalformed("An object is expected.", where=where)
    role, text = value.get("role"), value.get("text")
    if role not in tuple(Role):
        raise ConversationMalformed("A role is agent, customer or system.", where=f"{where}.role")
    if not isinstance(text, str):
        raise ConversationMalformed("A text is expected.", where=f"{where}.text")
    at = _time(value["at"], f"{where}.at") if value.get("at") not in (None, "") else None
    return Turn(Role(role), _UNSTORABLE.sub("\ufffd", text), at)


def _short(value: Any, where: str, longest: int) -> str:
    """A non-empty word of the client's own; a whole number counts as its digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip() or len(value) > longest or _UNSTORABLE.search(value):
        raise ConversationMalformed(f"1 to {longest} characters are expected.", where=where)
    return value.strip()


def _time(value: Any, where: str) -> datetime:
    """ISO 8601 with a zone, seconds since 1970, or the form of public message services."""
    try:
        at = _parsed(value)
    except (ValueError, OverflowError, OSError) as error:
        raise TimesBroken("A time can't be read.", where=where) from error
    if at is None or at.tzinfo is None or not _ANCIENT <= at <= _FAR:
        raise TimesBroken("A time with its zone is expected.", where=where)
    return at.astimezone(UTC)


def _parsed(value: Any) -> datetime | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value, tz=UTC)
    if not isinstance(value, str) or len(value) > 60:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return datetime.strptime(value, _POSTED)  # noqa: DTZ007  (the form has its zone)
