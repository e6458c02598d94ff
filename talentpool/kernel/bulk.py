"""COPY into tables, for lists of people and other rows by the hundred thousand: several times as fast as INSERT."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, connections, models


def copy_objects(objects: Sequence[models.Model]) -> None:
    """COPY unsaved instances of one model. Primary keys must be set (``next_ids``) where others refer to them."""
    if not objects:
        return
    fields = [f for f in objects[0]._meta.concrete_fields if not isinstance(f, models.CompositePrimaryKey)]
    if objects[0].pk is None:
        fields = [f for f in fields if not f.primary_key]
    parents = [field for field in fields if isinstance(field, models.ForeignKey)]
    for thing in objects:
        for field in parents:
            parent = thing._state.fields_cache.get(field.name)
            if parent is not None:
                setattr(thing, field.attname, parent.pk)  # the parent got its key after the child was made
    columns = [field.column for field in fields]
    real = connections[connection.alias]  # the proxy would be asked ten million times
    rows = ([field.get_db_prep_save(field.pre_save(thing, True), real) for field in fields] for thing in objects)
    copy_rows(objects[0]._meta.db_table, columns, rows)


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY plain rows."""
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, cursor.cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """``count`` new primary keys from the model's own sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        (sequence,) = cursor.fetchone() or (None,)
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence, count])
        return [row[0] for row in cursor.fetchall()]


def numbered(objects: Sequence[models.Model]) -> None:
    """Give new primary keys to instances of one model."""
    if objects:
        for thing, pk in zip(objects, next_ids(type(objects[0]), len(objects)), strict=True):
            thing.pk = pk
