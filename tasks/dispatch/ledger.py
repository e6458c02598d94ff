"""What dispatch tells the rooms before it: answers to the approach ledger, events to the outbox."""

from datetime import datetime

from talentpool.activation.models import Approach
from talentpool.messaging.models import Outbox
from tasks.dispatch.models import Offer


def answer(*, offer: Offer, yes: bool, at: datetime) -> None:
    """Write an offer's answer into its approach."""
    if offer.approach_id is None or offer.asked_at is None:
        return
    Approach.objects.filter(id=offer.approach_id, asked_at=offer.asked_at).update(
        answer="yes" if yes else "no", answered_at=at, depth="answered"
    )


def tell_rooms(*, topic: str, **payload: str) -> None:
    """An outbox row in the present transaction."""
    Outbox.objects.create(topic=topic, payload=payload)
