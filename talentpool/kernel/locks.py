"""A lock that stands for no row: for the first of its kind, which no row can be locked for yet."""

from django.db import connection


def one_at_a_time(name: str) -> None:
    """Wait until no other transaction is inside ``name``; held until this transaction ends. Call it inside one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
