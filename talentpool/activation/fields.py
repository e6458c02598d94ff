"""Columns of the matching index that Django has no field for."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

WEEK_QUARTERS = 7 * 24 * 4


class WeekBits(models.Field):  # type: ignore[type-arg]
    """672 bits, one per quarter-hour of a week, as text of 0 and 1."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "0" * WEEK_QUARTERS)
        super().__init__(*args, **kwargs)

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return f"bit({WEEK_QUARTERS})"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return f"%s::bit({WEEK_QUARTERS})"


class Multirange(models.Field):  # type: ignore[type-arg]
    """A tstzmultirange; in Python psycopg's Multirange. Written by SQL only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "{}")
        super().__init__(*args, **kwargs)

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tstzmultirange"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::tstzmultirange"
