"""An offer's answer, in the approach ledger."""

from contextlib import suppress
from datetime import datetime

from talentpool.activation.actions import ApproachKey, answer_approach
from talentpool.activation.errors import AlreadyAnswered
from tasks.dispatch.models import Offer


def answer(*, offer: Offer, yes: bool, at: datetime) -> None:
    """Write a yes or a no; a second yes changes nothing. Offers outside waves have no approach."""
    if offer.approach_id is None or offer.asked_at is None:
        return
    with suppress(AlreadyAnswered):
        key = ApproachKey(offer.approach_id, offer.asked_at)
        answer_approach(key=key, answer="yes" if yes else "no", at=at)
