"""The rows that migrations lay down, and how a test that really commits leaves the database: with them and nothing else.

Django empties all tables, three hundred, and makes content types, permissions and groups anew: half a second after each
such test. Here only what holds rows is emptied.
"""

from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

_kept: dict[str, bytes] = {}


def keep(cursor: CursorWrapper) -> None:
    """Remember what the freshly migrated database holds; from then on every test that commits ends with it."""
    for table in _with_rows(cursor):
        # A partitioned table is copied by a query only.
        with cursor.copy(f'COPY (SELECT * FROM "{table}") TO STDOUT') as rows:  # noqa: S608
            _kept[table] = b"".join(bytes(part) for part in rows)
    TransactionTestCase._fixture_teardown = _leave  # type: ignore[method-assign]


def _leave(_case: Any) -> None:
    """Rows go without their triggers: keys need no order then, and what is append-only refuses nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in sorted({*_with_rows(cursor), *_kept}):
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
        for table, rows in _kept.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(rows)


def _with_rows(cursor: CursorWrapper) -> list[str]:
    tables = sorted(set(connection.introspection.table_names(cursor)) - {"django_migrations"})
    asked = " UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT FROM \"{one}\")" for one in tables)  # noqa: S608
    cursor.execute(asked)
    return [name for (name,) in cursor.fetchall()]
