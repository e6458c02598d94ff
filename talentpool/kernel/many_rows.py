"""Reading very many rows at once."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection


@contextmanager
def without_collection() -> Iterator[None]:
    """No search for reference cycles meanwhile: rows have none, and each search walks every object of the process.

    Tens of thousands of rows took three times as long with it. Inside another one it changes nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_rows(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of one reading statement, within the transaction that is open, if one is.

    In the database's own binary form: times and numbers as text took five times as long to read. The statement names
    its parameters (``%(name)s``) and casts those whose type it does not show; times come in the connection's zone.
    """
    connection.ensure_connection()
    with without_collection(), connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return list(cursor.execute(statement, parameters, binary=True).fetchall())
