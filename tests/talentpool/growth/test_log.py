"""The growth log: append-only, chained, idempotent."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError

from accounts.models import User
from talentpool.growth import actions
from talentpool.growth.models import Entry

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def person() -> User:
    return User.objects.create_user(email=f"{uuid.uuid4().hex}@example.org", password=None)


def note(subject: User, **changes: object) -> Entry:
    said = {"kind": "lesson", "source": uuid.uuid4(), "occurred_at": AT, "payload": {"minutes": 5}} | changes
    return actions.record(subject=subject, **said)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_same_fact_is_recorded_once() -> None:
    subject, source = person(), uuid.uuid4()
    assert note(subject, source=source).pk == note(subject, source=source, payload={"minutes": 9}).pk
    assert Entry.objects.filter(subject=subject).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE growth_entry SET payload = '{}'", "DELETE FROM growth_entry"])
def test_the_database_refuses_to_rewrite_the_log(statement: str) -> None:
    note(person())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_every_forged_entry_is_found() -> None:
    subject = person()
    entries = [note(subject, payload={"minutes": n}) for n in range(6)]
    assert actions.broken_link(subject=subject) is None
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE growth_entry DISABLE TRIGGER growth_entry_append_only")
        cursor.execute("UPDATE growth_entry SET payload = '{\"minutes\": 600}' WHERE id = %s", [entries[3].pk])
    found = actions.broken_link(subject=subject)
    assert found is not None
    assert found.pk == entries[3].pk


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_leave_one_unbroken_chain() -> None:
    subject = person()

    def write(number: int) -> None:
        try:
            note(subject, payload={"minutes": number})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert Entry.objects.filter(subject=subject).count() == 40
    assert actions.broken_link(subject=subject) is None
