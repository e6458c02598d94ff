"""Queries of every page, compiled once.

Django writes a query's SQL anew each time it is asked. For the cards of an agent's offers, eight tables wide, that took
five milliseconds of processor time and the database's answer one; nothing in it changes but the reader and the hour.
"""

import threading
from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

Row = TypeVar("Row")
_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda n: -987_654_321_000 - n,
    UUID: lambda n: UUID(int=987_654_321_000 + n),
    datetime: lambda n: datetime(9000, 1, 1, microsecond=1 + n, tzinfo=UTC),
}


class Compiled(Generic[Row]):
    """A query with named places for values: ``Compiled(lambda agent_id: ..., agent_id=int)``.

    make: builds the QuerySet from one value for each place; it may use them as plain parameters only, and its shape must
    not depend on them. places: their types: int, UUID or datetime. Calling it asks the database and returns the rows.
    Raises TypeError for other values than the places named, and where a place does not end up in the SQL.
    """

    def __init__(self, make: Callable[..., "QuerySet[Any, Row]"], **places: type) -> None:
        self._make, self._places = make, places
        self._marks = {name: _MARKS[kind](n) for n, (name, kind) in enumerate(places.items())}
        self._known: tuple[QuerySet[Any, Row], Any, str, list[str | None], tuple[Any, ...]] | None = None
        self._lock = threading.Lock()

    def __call__(self, **values: Any) -> list[Row]:
        if values.keys() != self._places.keys():
            raise TypeError(f"the places are {', '.join(self._places)}")
        with self._lock:
            known = self._known = self._known or self._compile()
        template, compiler, sql, names, fixed = known
        given = tuple(one if name is None else values[name] for name, one in zip(names, fixed, strict=True))
        asking, rows = copy(compiler), template.all()
        asking.connection = connections[template.db]  # a connection belongs to one thread
        asking.as_sql = lambda *_args, **_options: (sql, given)
        rows.query.get_compiler = lambda *_args, **_options: asking  # type: ignore[method-assign]
        return list(rows)

    def _compile(self) -> tuple["QuerySet[Any, Row]", Any, str, list[str | None], tuple[Any, ...]]:
        template = self._make(**self._marks)
        compiler = template.query.get_compiler(using=template.db)
        sql, fixed = compiler.as_sql()
        names = [self._name_of(one) for one in fixed]
        if missing := set(self._places) - set(names):
            raise TypeError(f"not a parameter of the query: {', '.join(sorted(missing))}")
        return template, compiler, sql, names, tuple(fixed)

    def _name_of(self, one: Any) -> str | None:
        return next((name for name, mark in self._marks.items() if type(one) is type(mark) and one == mark), None)
