# ruff: noqa: S608  (every name in these statements comes from our own models)
"""Deleting many rows with all that hangs on them: each table is asked once for the whole lot, not once for each row.

``QuerySet.delete`` reads a thousand rows into memory, asks every table that may refer to them, and has the database ask
again for each row it deletes; a person is referred to by a hundred columns. Here the rows are locked first, so that
nobody can begin to refer to them; then what stands in the way is looked for in sets; then the sets are deleted.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

LEAVING = "leaving"


@dataclass(frozen=True)
class Link:
    """A column that refers to rows that go. ``rows``: SQL that selects the keys those rows have.

    does: "cascade" (the referring rows go too), "clear" (the column becomes null), "hold" (who is referred to stays).
    path: the columns from the referring table up to the model that is asked for, nearest first.
    """

    table: str
    column: str
    does: str
    path: tuple[tuple[str, str, str], ...] = ()

    def keys(self) -> str:
        """SQL: the keys of the rows this column refers to, as far as they go."""
        found = f"SELECT id FROM {LEAVING}"
        for table, key, column in reversed(self.path):
            found = f'SELECT "{key}" FROM "{table}" WHERE "{column}" IN ({found})'
        return found

    def held(self) -> str:
        """SQL: those of LEAVING that a row of this table holds back."""
        found = f'SELECT "{self.column}" FROM "{self.table}"'
        for table, key, column in self.path:
            found = f'SELECT "{column}" FROM "{table}" WHERE "{key}" IN ({found})'
        return found


@transaction.atomic
def remove(*, model: type[models.Model], keys: Collection[int], along: Sequence[type[models.Model]] = ()) -> set[int]:
    """Delete the rows of ``model`` with these keys; returns the keys that stay because something that must stay refers
    to them.

    along: models whose rows go too although they protect, as an application goes with the person who never saw it.
    Signals are not sent. Locks the rows until the end of the transaction.
    """
    with connection.cursor() as cursor:
        _gather(cursor, model, keys)
        links = list(_links(cursor, model, set(along)))
        for link in links:
            if link.does == "hold":
                cursor.execute(f"DELETE FROM {LEAVING} WHERE id IN ({link.held()})")
        for link in reversed(links):
            _let_go(cursor, link)
        left = _delete(cursor, model)
        cursor.execute(f"DROP TABLE {LEAVING}")
    return set(keys) - left


def _gather(cursor: CursorWrapper, model: type[models.Model], keys: Collection[int]) -> None:
    """Those who go, locked: who wants to refer to one of them waits, and then finds her gone."""
    cursor.execute(f"CREATE TEMP TABLE {LEAVING} (id bigint PRIMARY KEY) ON COMMIT DROP")
    cursor.execute(
        f"INSERT INTO {LEAVING} SELECT id FROM (SELECT id FROM {model._meta.db_table} WHERE id = ANY(%s)"
        " ORDER BY id FOR UPDATE) locked",
        [list(keys)],
    )
    cursor.execute(f"ANALYZE {LEAVING}")


def _links(cursor: CursorWrapper, model: type[models.Model], along: set[type[models.Model]]) -> Iterator[Link]:
    """Every column that refers to what goes, parents before children, without tables that hold nothing."""
    cursor.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')")
    full = _filled(cursor, {table for (table,) in cursor.fetchall()} & _tables(model, along))
    yield from (link for link in _walk(model, along, ()) if link.table in full)


def _tables(model: type[models.Model], along: set[type[models.Model]]) -> set[str]:
    return {link.table for link in _walk(model, along, ())}


def _filled(cursor: CursorWrapper, tables: set[str]) -> set[str]:
    """Those that hold at least one row; one query."""
    if not tables:
        return set()
    asked = " UNION ALL ".join(f"""(SELECT '{table}' FROM "{table}" LIMIT 1)""" for table in sorted(tables))
    cursor.execute(asked)
    return {table for (table,) in cursor.fetchall()}


def _walk(
    model: type[models.Model], along: set[type[models.Model]], path: tuple[tuple[str, str, str], ...]
) -> Iterator[Link]:
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_one or relation.one_to_many)):
            continue
        child: Any = relation.related_model
        field: Any = relation.field  # type: ignore[union-attr]
        does = _does(relation.on_delete, child in along)  # type: ignore[union-attr]
        if not does or not child._meta.managed:
            continue
        yield Link(child._meta.db_table, field.column, does, path)
        step = (child._meta.db_table, child._meta.pk.column, field.column)
        if does == "cascade" and step not in path:
            yield from _walk(child, along, (step, *path))


def _does(on_delete: Any, goes_along: bool) -> str:
    if on_delete is models.CASCADE or (goes_along and on_delete in (models.PROTECT, models.RESTRICT)):
        return "cascade"
    if on_delete is models.SET_NULL:
        return "clear"
    return "" if on_delete is models.DO_NOTHING else "hold"


def _let_go(cursor: CursorWrapper, link: Link) -> None:
    if link.does == "clear":
        cursor.execute(f'UPDATE "{link.table}" SET "{link.column}" = NULL WHERE "{link.column}" IN ({link.keys()})')
    elif link.does == "cascade":
        cursor.execute(f'DELETE FROM "{link.table}" WHERE "{link.column}" IN ({link.keys()})')


# Only a superuser may quiet the triggers; and where a table has some of its own that a deletion must fire, nobody.
MAY = """
SELECT rolsuper AND NOT EXISTS (
         SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgtype & 8 > 0)
  FROM pg_roles WHERE rolname = current_user
"""


def _delete(cursor: CursorWrapper, model: type[models.Model]) -> set[int]:
    """Delete what is left. Nothing refers to it any more, and nothing can: where this role may, a hundred columns are
    not asked about each row once more. For anybody else they are, which is slower and as right."""
    cursor.execute(MAY, [model._meta.db_table])
    may = bool((cursor.fetchone() or (False,))[0])
    if may:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is still to be checked is checked now
        cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE id IN (SELECT id FROM {LEAVING}) RETURNING id')
    gone = {key for (key,) in cursor.fetchall()}
    if may:
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return gone
