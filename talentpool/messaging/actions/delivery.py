"""Deliveries outside the inbox, and webhooks: sent at least once, outside any transaction."""

from datetime import datetime, timedelta

from django.db import transaction

from talentpool.kernel.clock import now
from talentpool.messaging import channels, outward, rules, signing
from talentpool.messaging.models import Delivery, WebhookCall
from talentpool.messaging.states import DeliveryState

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8
MOST_ROWS = 200


def deliver_due(*, at: datetime | None = None, most: int = MOST_ROWS) -> int:
    """Send what is due, one by one; returns how many were tried.

    A row is taken by moving its due time on (a lease), so that no lock is held while we talk to the outside; a worker that
    dies leaves the row due again two minutes later.
    """
    moment = at or now()
    tried = 0
    while tried < most and (delivery := _take_delivery(moment)) is not None:
        _deliver(delivery, moment)
        tried += 1
    return tried


@transaction.atomic
def _take_delivery(at: datetime) -> Delivery | None:
    due = Delivery.objects.filter(state=DeliveryState.QUEUED, due_at__lte=at).order_by("due_at", "id")
    row = due.select_for_update(skip_locked=True, of=("self",)).select_related("message__user").first()
    if row is not None:
        row.attempts += 1
        row.due_at = at + LEASE
        row.save(update_fields=["attempts", "due_at"])
    return row


def _deliver(row: Delivery, at: datetime) -> None:
    try:
        channels.send(row.message, row.via)
    except Exception as error:
        final = getattr(error, "final", False)
        spent = row.attempts >= MOST_ATTEMPTS
        row.reason = (str(error) if isinstance(error, channels.Undeliverable) else type(error).__name__)[:200]
        row.state = DeliveryState.SKIPPED if final else DeliveryState.FAILED if spent else DeliveryState.QUEUED
        row.due_at = at + rules.pause_after(row.attempts)
    else:
        row.state, row.sent_at, row.reason = DeliveryState.SENT, at, ""
    row.save(update_fields=["state", "reason", "due_at", "sent_at"])


def call_webhooks(*, at: datetime | None = None, most: int = MOST_ROWS) -> int:
    """Post what client companies wait for, one by one; returns how many were tried."""
    moment = at or now()
    tried = 0
    while tried < most and (call := _take_call(moment)) is not None:
        _call(call, moment)
        tried += 1
    return tried


@transaction.atomic
def _take_call(at: datetime) -> WebhookCall | None:
    due = WebhookCall.objects.filter(state=DeliveryState.QUEUED, due_at__lte=at).order_by("due_at", "id")
    row = due.select_for_update(skip_locked=True, of=("self",)).select_related("endpoint").first()
    if row is not None:
        row.attempts += 1
        row.due_at = at + LEASE
        row.save(update_fields=["attempts", "due_at"])
    return row


def _call(row: WebhookCall, at: datetime) -> None:
    body, headers = signing.signed(row, at=at)
    try:
        status = outward.post(row.endpoint.url, body, headers)
        reason = "" if 200 <= status < 300 else f"answered {status}"
    except outward.Unreachable as error:
        reason = str(error)
    if not reason:
        row.state, row.sent_at = DeliveryState.SENT, at
    elif row.attempts >= MOST_ATTEMPTS:
        row.state = DeliveryState.FAILED
    row.reason = reason[:200]
    row.due_at = at + rules.pause_after(row.attempts)
    row.save(update_fields=["state", "reason", "due_at", "sent_at"])
