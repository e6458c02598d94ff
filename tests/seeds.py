"""The rows that migrations lay down, kept so that they are there again after a test that empties all tables."""

from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models.signals import post_migrate

# Django's own signal makes these anew, with ids of their own.
_MADE_ANEW = {"django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}
_kept: dict[str, bytes] = {}


def keep(cursor: CursorWrapper) -> None:
    """Remember what the freshly migrated database holds; from then on every flush is followed by laying it again."""
    tables = set(connection.introspection.table_names(cursor)) - _MADE_ANEW
    for table in sorted(tables):
        if not _is_empty(cursor, table):
            # A partitioned table is copied by a query only.
            with cursor.copy(f'COPY (SELECT * FROM "{table}") TO STDOUT') as rows:  # noqa: S608
                _kept[table] = b"".join(bytes(part) for part in rows)
    post_migrate.connect(_lay, dispatch_uid="tests.seeds")


def _is_empty(cursor: CursorWrapper, table: str) -> bool:
    cursor.execute(f'SELECT NOT EXISTS (SELECT FROM "{table}")')  # noqa: S608  (the database's own name for it)
    return bool(cursor.fetchone()[0])


def _lay(sender: Any, **_: Any) -> None:
    """After the last app; foreign keys wait for the end of the transaction, so the tables need no order."""
    if sender is not [app for app in apps.get_app_configs() if app.models_module][-1]:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in _kept.items():
            if _is_empty(cursor, table):
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(rows)
