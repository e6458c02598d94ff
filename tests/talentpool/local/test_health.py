"""Alive, ready, metrics."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from talentpool.kernel.clock import now
from talentpool.local import health
from talentpool.messaging.models import Outbox


def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    answer = client.get("/healthz")  # without the db mark, a query would raise
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_database_migrations_and_broker_are(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert client.get("/readyz").json() == {
        "ready": True,
        "broker": "ok",
        "database": "ok",
        "migrations": "ok",
        "outbox_lag_s": 0.0,
        "outbox_late": False,
    }
    with django_assert_max_num_queries(2):
        client.get("/readyz")


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_known", {})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "1 not applied"


@pytest.mark.django_db
def test_not_ready_without_a_broker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from celery import current_app

    monkeypatch.setattr(
        current_app, "connection_for_write", lambda: current_app.connection_for_read("redis://127.0.0.1:1/0")
    )
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["broker"]) == (503, "unreachable")


@pytest.mark.django_db
def test_lag_of_the_outbox_is_told_and_keeps_the_web_in_service(client: Client) -> None:
    Outbox.objects.create(topic="test", due_at=now() - timedelta(minutes=5))
    Outbox.objects.create(topic="test", due_at=now() + timedelta(minutes=5))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["outbox_late"] is True
    assert 300 <= answer.json()["outbox_lag_s"] < 330


def test_metrics_are_for_this_machine_only(client: Client) -> None:
    assert b"python_info" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 403
    assert client.get("/metrics", REMOTE_ADDR="nonsense").status_code == 403


def test_metrics_through_a_proxy_need_the_token(client: Client, settings: Settings) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    settings.TRUSTED_PROXIES = 1
    assert client.get("/metrics").status_code == 403
    settings.METRICS_TOKEN = "a-token"
    assert client.get("/metrics").status_code == 403, "a token, once set, is needed from everywhere"
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer a-token"}).status_code == 200
