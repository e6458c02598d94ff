"""Is this process fit to serve? What load balancers and supervisors ask, answered without guessing."""

from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address
from typing import Any

from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest

from talentpool.kernel.clock import now

_LATE_SECONDS = 60.0  # an outbox row that has been due for longer: the worker or its beat is in trouble
_known: dict[str, bool] = {}


@dataclass(frozen=True)
class Health:
    """parts: name -> "ok" or what is wrong; outbox_lag_s: age of the oldest row that is due, None if unknown."""

    parts: dict[str, str]
    outbox_lag_s: float | None

    @property
    def ready(self) -> bool:
        """A lagging outbox doesn't count: taking the web away would not make the worker faster."""
        return all(said == "ok" for said in self.parts.values())

    def as_json(self) -> dict[str, Any]:
        late = self.outbox_lag_s is not None and self.outbox_lag_s > _LATE_SECONDS
        return {"ready": self.ready, **self.parts, "outbox_lag_s": self.outbox_lag_s, "outbox_late": late}


def examine() -> Health:
    """Ask the database and the broker now."""
    parts = {"broker": _broker()}
    try:
        connection.ensure_connection()
        parts["database"] = "ok"
        parts["migrations"] = _migrations()
        lag = _outbox_lag() if parts["migrations"] == "ok" else None
    except Error:
        parts["database"], parts["migrations"], lag = "unreachable", "unknown", None
    return Health(parts, lag)


def may_read_metrics(request: HttpRequest) -> bool:
    """With the token from anywhere; without, only a program on this machine that speaks to us directly."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token:
        return compare_digest(given.encode(), token.encode())
    if settings.TRUSTED_PROXIES or "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _migrations() -> str:
    """Remembered once all are applied: a running process never gets older migrations."""
    if not _known.get("migrated"):
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if waiting:
            return f"{waiting} not applied"
        _known["migrated"] = True
    return "ok"


def _broker() -> str:
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except Exception:  # each broker's library raises its own; all mean the same here
        return "unreachable"
    return "ok"


def _outbox_lag() -> float:
    """Seconds the oldest due row has waited. Asked for by name: this room imports no domain."""
    outbox = apps.get_model("messaging", "Outbox")
    at = now()
    oldest = outbox._default_manager.due(at).order_by("due_at").values_list("due_at", flat=True).first()
    return 0.0 if oldest is None else round((at - oldest).total_seconds(), 1)
