"""Talking to a language model behind an OpenAI-compatible address. Only masked words leave; nothing it says is trusted."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasks.quality.models import Assistant
from tasks.quality.rules.scorecard import SCORECARD

SECONDS = 30
MOST_BYTES = 1 << 20
MOST_CHARACTERS = 20_000
_MARKS = frozenset({"yes", "partly", "no", "na"})
_TASK = (
    "You read one customer service conversation. Answer with one JSON object and nothing else: "
    '{"summary": "at most two sentences in the language of the conversation", "tags": ["up to five short words"], '
    '"marks": {item: "yes" | "partly" | "no" | "na"}}. The items: '
)


class AssistantSilent(Exception):
    """No usable answer: the address is away, too slow, or says something else than was asked for."""


@dataclass(frozen=True)
class Said:
    """What the model proposes, cut to what we asked for."""

    summary: str
    tags: tuple[str, ...]
    marks: Mapping[str, str]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """The key goes to the address an administrator wrote down, and nowhere else."""


def ask(assistant: Assistant, turns: Sequence[Mapping[str, Any]]) -> Said:
    """Ask about one conversation. Raises AssistantSilent."""
    talk = "\n".join(f"{t['role']}: {t['text']}" for t in turns)[:MOST_CHARACTERS]
    messages = [
        {"role": "system", "content": _TASK + ", ".join(i.code for i in SCORECARD)},
        {"role": "user", "content": talk},
    ]
    body = json.dumps({"model": assistant.model, "temperature": 0, "messages": messages}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {assistant.key}"}
    if not assistant.address.startswith(("https://", "http://")):
        raise AssistantSilent("not an address")
    url = assistant.address.rstrip("/") + "/chat/completions"
    request = urllib.request.Request(url, body, headers)  # noqa: S310  (http or https, checked above)
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
            return read_answer(answer.read(MOST_BYTES))
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise AssistantSilent(type(error).__name__) from error


def read_answer(raw: bytes) -> Said:
    """What an OpenAI-compatible answer proposes. Raises AssistantSilent for anything else."""
    try:
        content = json.loads(raw)["choices"][0]["message"]["content"]
        said = json.loads(content[content.index("{") : content.rindex("}") + 1])
        summary, tags, marks = str(said["summary"]), list(said["tags"]), dict(said["marks"])
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise AssistantSilent("another answer than asked for") from error
    known = {i.code for i in SCORECARD}
    kept = {item: mark for item, mark in marks.items() if item in known and mark in _MARKS}
    return Said(_clean(summary)[:600], tuple(_clean(str(t))[:30] for t in tags[:5]), kept)


def _clean(text: str) -> str:
    return "".join(c for c in text if c.isprintable()).encode("utf-8", "ignore").decode()
