"""States are a table: which step is allowed from where, in one place per model."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.db import models

from talentpool.kernel.errors import WrongState


class _Stated(Protocol):
    pk: Any
    state: str


class Transitions:
    """The allowed steps of one model: ``{"offered": {"accepted", "declined"}}``."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self.table = {source: frozenset(targets) for source, targets in table.items()}

    def allows(self, source: str, target: str) -> bool:
        return target in self.table.get(source, frozenset())

    def sources(self, target: str) -> list[str]:
        """Every state from which ``target`` can be reached in one step."""
        return [source for source, targets in self.table.items() if target in targets]

    def move(self, instance: models.Model, target: str, **changes: Any) -> None:
        """Compare-and-swap ``instance.state`` to ``target`` and save ``changes`` with it.

        Raises WrongState when the row's state no longer allows the step; the instance then holds the fresh state.
        """
        stated: Any = instance
        rows = type(instance)._base_manager.filter(pk=instance.pk, state__in=self.sources(target))
        if not rows.update(state=target, **changes):
            instance.refresh_from_db(fields=["state"])
            raise WrongState(now=stated.get_state_display() if hasattr(stated, "get_state_display") else stated.state)
        stated.state = target
        for name, value in changes.items():
            setattr(instance, name, value)


def state_check(states: type[models.TextChoices], *, name: str, field: str = "state") -> models.CheckConstraint:
    """The database's own copy of the list of states."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": states.values}), name=name)
