"""The format of lesson files: a few "key: value" lines, a title, then Markdown.

minutes: 8
capability: service

# How a conversation begins
Text ...
"""

from dataclasses import dataclass


class Faulty(Exception):
    """Why a lesson file can't be used: no_title, no_text, minutes."""


@dataclass(frozen=True)
class WrittenLesson:
    """One language of a lesson."""

    title: str
    text: str
    minutes: int
    capability: str


def parse_lesson(source: str) -> WrittenLesson:
    """Raises Faulty."""
    head, mark, body = source.partition("# ")
    if not mark:
        raise Faulty("no_title")
    named = dict(line.split(":", 1) for line in head.splitlines() if ":" in line)
    title, _, text = body.partition("\n")
    if not text.strip():
        raise Faulty("no_text")
    minutes = named.get("minutes", "10").strip()
    if not minutes.isdecimal() or not 0 < int(minutes) <= 240:
        raise Faulty("minutes")
    return WrittenLesson(title.strip(), text.strip(), int(minutes), named.get("capability", "").strip())
