"""Deliveries outside the inbox, and webhooks: sent at least once, outside any transaction."""

from datetime import datetime, timedelta

from django.db import transaction

from talentpool.kernel.clock import now
from talentpool.messaging import channels, outward, rules, signing
from talentpool.messaging.models import Delivery, DeliveryPolicy, Message, Preference, WebhookCall
from talentpool.messaging.states import DELIVERY, DeliveryState

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8
MOST_ROWS = 200


def deliver_due(*, at: datetime | None = None, most: int = MOST_ROWS) -> int:
    """Send what is due, one by one; returns how many were tried.

    A row is taken by moving its due time on (a lease), so that no lock is held while we talk to the outside; a worker that
    dies leaves the row due again two minutes later.
    """
    moment = at or now()
    tried, policy = 0, DeliveryPolicy.current()
    while tried < most and (delivery := _take_delivery(moment)) is not None:
        if not _needed_no_more(delivery, moment):
            _deliver(delivery, moment)
            _go_on(delivery, policy, moment)
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


def _needed_no_more(row: Delivery, at: datetime) -> bool:
    """A way behind the first is left out once the message was read, or a way before it has brought a quiet one."""
    if row.place == 0:
        return False
    reached = Delivery.objects.filter(message=row.message, place__lt=row.place, state=DeliveryState.SENT)
    read = row.message.read_at is not None
    if not read and (row.message.urgent or not reached.exists()):
        return False
    row.state, row.reason = DeliveryState.SKIPPED, "read already" if read else "brought by another way"
    row.save(update_fields=["state", "reason"])
    return True


@transaction.atomic
def _go_on(row: Delivery, policy: DeliveryPolicy, at: datetime) -> None:
    """The next way in her order: at once where this one failed, after some minutes where the message is urgent, unless
    it is read by then; a quiet message that was brought needs no other."""
    later = Delivery.objects.filter(message=row.message, place__gt=row.place, state=DeliveryState.WAITING)
    following = later.order_by("place").first()
    if following is None:
        return
    if row.state == DeliveryState.SENT and not row.message.urgent:
        later.update(state=DeliveryState.SKIPPED, reason="brought by another way")
    elif row.state == DeliveryState.SENT:
        DELIVERY.move(following, DeliveryState.QUEUED, due_at=at + timedelta(minutes=policy.unread_minutes))
    elif row.state != DeliveryState.QUEUED or row.message.urgent or row.attempts >= policy.next_after_attempts:
        DELIVERY.move(following, DeliveryState.QUEUED, due_at=_not_at_night(row.message, at))


def _not_at_night(message: Message, at: datetime) -> datetime:
    """The first moment outside her quiet hours; an urgent message knows none."""
    if message.urgent:
        return at
    hers = Preference.of(message.user)
    return rules.after_quiet(at=at, start=hers.quiet_from, end=hers.quiet_until, zone=message.user.timezone)


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
