"""All data about one person: every room says what it holds, what it erases, and what stands in the way.

A room registers when it starts (``messages.py`` or ``apps.ready``):
``personal.holds("agents", "talentpool.agents.personal.export")`` with ``export(user) -> JSON-able``; the same for
``erases`` (``f(user) -> None``) and ``hinders`` (``f(user) -> str``, empty when nothing is open). An ``export`` or
``erase`` in a room's ``personal`` that nobody registered is found too; the export is a section under the room's name.

And a room says in ``personal.RULES`` what becomes of each of its columns that names a person, "Model.column" -> a rule;
a test finds the column nobody thought of.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from accounts.models import User


@dataclass(frozen=True)
class Deletes:
    """Her rows go."""


@dataclass(frozen=True)
class Clears:
    """Her rows stay under her opaque number; these columns, written by or about her, become empty."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class Keeps:
    """Her rows stay as they are under her opaque number. ``why``: what still needs them."""

    why: str


Rule = Deletes | Clears | Keeps
ACTED = Keeps("who acted for the platform or a company stays answerable, by an opaque number")
BY_HAND = Keeps("the room's own erase() empties them: files or nested rows hang on them")

RULES: dict[str, Rule] = {
    "Membership.user": Keeps("a company's list of members; she can't log in any more"),
    "ClientKey.user": Keeps("the key is the company's, not hers"),
    "Consent.user": Keeps("proof of what was agreed; closed by the erasure"),
    "PolicyAcknowledgement.user": Keeps("proof of which rules she knew while she worked"),
    "DecisionRecord.subject": Keeps("why the system decided as it did must stay answerable; codes and figures"),
    "DecisionRecord.decided_by": ACTED,
}
_exports: dict[str, str] = {}
_erasers: list[str] = []
_obstacles: list[str] = []


def holds(section: str, function: str) -> None:
    """``function`` (dotted path) gives this section of a person's export."""
    _exports[section] = function


def erases(function: str) -> None:
    if function not in _erasers:
        _erasers.append(function)


def hinders(function: str) -> None:
    if function not in _obstacles:
        _obstacles.append(function)


def export(user: User) -> dict[str, Any]:
    """Everything every room holds about her, by section."""
    found = {section: import_string(path)(user) for section, path in sorted(_exports.items())}
    for room, said in _rooms():
        if room != "accounts" and hasattr(said, "export") and f"{room}.personal.export" not in _exports.values():
            found[room.rsplit(".", 1)[-1]] = said.export(user)
    return found


def _rooms() -> Iterator[tuple[str, ModuleType]]:
    """Each room that has said something about people in its ``personal`` module."""
    for room in (*settings.ROOMS, *settings.BESIDE):
        if room != "accounts" and find_spec(f"{room}.personal"):
            yield room, import_module(f"{room}.personal")
    yield "accounts", sys.modules[__name__]


def rules() -> Iterator[tuple[type[models.Model], Any, Rule]]:
    """(model, column, rule) of every room that names people."""
    for room, said in _rooms():
        for place, rule in getattr(said, "RULES", {}).items():
            model = apps.get_model(room.rsplit(".", 1)[-1], place.split(".")[0])
            yield model, model._meta.get_field(place.split(".")[1]), rule


def erase_in_every_room(user: User) -> None:
    """What each room does by hand first, then what its rules say."""
    for path in (*_erasers, *_erasers_nobody_registered()):
        import_string(path)(user)
    for model, column, rule in rules():
        hers = model._base_manager.filter(
            **{column.name if column.related_model is User else f"{column.name}__user": user}
        )
        if isinstance(rule, Deletes):
            hers.delete()
        elif isinstance(rule, Clears):
            hers.update(**{name: empty(model, name) for name in rule.columns})


def _erasers_nobody_registered() -> list[str]:
    found = [f"{room}.personal.erase" for room, said in _rooms() if room != "accounts" and hasattr(said, "erase")]
    return [path for path in found if path not in _erasers]


def empty(model: type[models.Model], name: str) -> Any:
    """What a column holds when nobody has written it: its default, else nothing, else an empty text."""
    field: Any = model._meta.get_field(name)
    if field.has_default():
        return field.get_default()
    return None if field.null else ""


def first_obstacle(user: User) -> str:
    """Why her data can't be erased now, as a sentence; empty when it can."""
    found: list[Callable[[User], str]] = [import_string(path) for path in _obstacles]
    return next((said for said in (ask(user) for ask in found) if said), "")


def own_export(user: User) -> dict[str, Any]:
    """What accounts itself holds."""
    return {
        "username": user.username,
        "email": user.email,
        "phone": user.phone,
        "name": user.full_name,
        "language": user.language,
        "timezone": user.timezone,
        "joined": user.date_joined.isoformat(),
        "memberships": [{"client": str(m.client), "role": m.role} for m in user.memberships.select_related("client")],
        "consents": [
            {
                "purpose": consent.purpose,
                "version": consent.version,
                "given_at": consent.given_at.isoformat(),
                "withdrawn_at": consent.withdrawn_at and consent.withdrawn_at.isoformat(),
            }
            for consent in user.consents.order_by("given_at")
        ],
        "policies": [
            {"policy": ack.policy.kind, "version": ack.policy.version, "at": ack.at.isoformat()}
            for ack in user.acknowledgements.select_related("policy")
        ],
        "decisions": [
            {
                "kind": d.kind,
                "outcome": d.outcome,
                "at": d.decided_at.isoformat(),
                "reasons": d.reasons,
                "inputs": d.inputs,
            }
            for d in user.decisions_about.order_by("decided_at")
        ],
    }
