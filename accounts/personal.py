"""All data about one person: every room says what it holds, what it erases, and what stands in the way.

A room registers when it starts (``messages.py`` or ``apps.ready``):
``personal.holds("agents", "talentpool.agents.personal.export")`` with ``export(user) -> JSON-able``; the same for
``erases`` (``f(user) -> None``) and ``hinders`` (``f(user) -> str``, empty when nothing is open).
"""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string

from accounts.models import User

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
    return {section: import_string(path)(user) for section, path in sorted(_exports.items())}


def erase_in_every_room(user: User) -> None:
    for path in _erasers:
        import_string(path)(user)


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
