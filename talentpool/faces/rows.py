"""Shapes of a home page: rows that end in an action, and addresses that may not exist yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Row:
    """One thing to see: what, its details, a state with its meaning, and where to act."""

    title: Text
    detail: Text = ""
    href: str = ""
    action: Text = ""
    meaning: str = ""
    state: Text = ""


@dataclass(frozen=True)
class Section:
    """Rows under a heading; ``empty`` says why there is none; ``total`` counts also those not shown."""

    title: Text
    rows: Sequence[Row] = field(default_factory=list)
    empty: Text = ""
    total: int = 0
    more: str = ""

    @property
    def hidden(self) -> int:
        return max(0, self.total - len(self.rows))


def address(*names: str, **kwargs: Any) -> str:
    """The first of the named pages that exists with these arguments, or without them; "" when none does."""
    for name in names:
        for given in (kwargs, {}):
            try:
                return reverse(name, kwargs=given or None)
            except NoReverseMatch:
                continue
    return ""


def records(model: str, query: str = "") -> str:
    """The list of ``room_model`` in the records, filtered by ``query``."""
    place = address(f"admin:{model}_changelist")
    return f"{place}?{query}" if place and query else place
