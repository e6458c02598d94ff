"""The starter rule set: what a client without rules of its own is judged by."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("service_zh_en.json")


@cache
def _text() -> str:
    return _FILE.read_text(encoding="utf-8")


def starter_data() -> dict[str, Any]:
    """The rule set's data, a fresh copy each time; the format is described in ``rules.ruleset``."""
    data: dict[str, Any] = json.loads(_text())
    return data
