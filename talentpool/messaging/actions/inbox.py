"""The inbox: what the platform tells one person, shown once, delivered at least once."""

from collections.abc import Collection, Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction

from accounts.models import Consent, User
from accounts.states import ConsentPurpose
from talentpool.kernel import queue
from talentpool.kernel.clock import now
from talentpool.messaging import rules, topics
from talentpool.messaging.models import Delivery, Message, Preference, PushSubscription
from talentpool.messaging.states import DeliveryState, Via

DELIVER = "talentpool.messaging.jobs.deliver"
NEEDS_CONSENT: frozenset[str] = frozenset({Via.SMS, Via.CHAT})


@transaction.atomic
def tell(
    *,
    user: User,
    topic: str,
    params: Mapping[str, Any] | None = None,
    link: str = "",
    dedupe: str | None = None,
    urgent: bool = False,
    first_contact: bool = False,
) -> Message:
    """Put a message into a person's inbox and queue its deliveries by her preference.

    topic: one that a room gave words to (``topics.say``). params: fill its places; a datetime, Money or
    LocalizedText is shown in the reader's language and zone. link: a path of ours. dedupe: the same key for the same
    person is shown once, however often it is told. urgent: quiet hours don't hold it back.
    first_contact: she has no account yet, so she can have chosen no way and agreed to none; where there is no e-mail,
    this one message goes by SMS.
    Raises LookupError for a topic without words and ValueError for a link that leads outside.
    """
    if not topics.is_said(topic):
        raise LookupError(f"no words for the topic {topic!r}: register them with topics.say")
    if link and (not link.startswith("/") or link.startswith(("//", "/\\"))):
        raise ValueError("a link is a path of ours")
    fields = {"topic": topic, "params": topics.encode(params or {}), "link": link, "urgent": urgent}
    if dedupe is None:
        message, is_new = Message.objects.create(user=user, **fields), True
    else:
        message, is_new = Message.objects.get_or_create(user=user, dedupe=dedupe, defaults=fields)
    if is_new:
        _queue_deliveries(message, at=now(), first_contact=first_contact)
    return message


def _queue_deliveries(message: Message, *, at: datetime, first_contact: bool) -> None:
    user = message.user
    if user.is_demo:
        return  # nobody reads a demo person's mail
    preference = Preference.of(user)
    vias = _reachable(user, preference)
    if first_contact and not vias and user.phone_index:
        vias = [Via.SMS]
    due = at
    if not message.urgent:
        due = rules.after_quiet(at=at, start=preference.quiet_from, end=preference.quiet_until, zone=user.timezone)
    Delivery.objects.bulk_create(
        Delivery(
            message=message,
            via=via,
            place=place,
            due_at=due,
            state=DeliveryState.WAITING if place else DeliveryState.QUEUED,
        )
        for place, via in enumerate(vias)
    )
    if vias:
        queue.wake(DELIVER)


def _reachable(user: User, preference: Preference) -> list[str]:
    """The channels she wants and has, in her order."""
    wanted = list(dict.fromkeys(preference.vias))
    if not NEEDS_CONSENT.isdisjoint(wanted) and not _agreed_to_messages(user):
        wanted = [via for via in wanted if via not in NEEDS_CONSENT]
    has = {
        Via.EMAIL: bool(user.email),
        Via.SMS: bool(user.phone_index),
        Via.CHAT: True,
        Via.PUSH: Via.PUSH in wanted and PushSubscription.objects.filter(user=user).exists(),
    }
    return [via for via in wanted if has[Via(via)]]


def _agreed_to_messages(user: User) -> bool:
    return Consent.objects.filter(user=user, purpose=ConsentPurpose.MESSAGES, withdrawn_at__isnull=True).exists()


def read_message(*, message: Message, by: User) -> Message:
    """Mark a message as read; the first time counts."""
    if message.user_id == by.pk and message.read_at is None:
        message.read_at = now()
        Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=message.read_at)
    return message


def read_all(*, by: User) -> int:
    """Mark everything in one's own inbox as read; returns how many."""
    return Message.objects.filter(user=by, read_at__isnull=True).update(read_at=now())


@transaction.atomic
def set_preference(*, by: User, vias: Collection[str], quiet_from: time | None, quiet_until: time | None) -> Preference:
    """How a person wants to be reached outside the inbox, in the order of ``vias``, and when not."""
    preference, _created = Preference.objects.update_or_create(
        user=by,
        defaults={"vias": list(dict.fromkeys(vias)), "quiet_from": quiet_from, "quiet_until": quiet_until},
    )
    return preference
