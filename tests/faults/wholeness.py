"""Offers to say yes to while somebody is killed, and what must hold afterwards."""

import random
from collections.abc import Iterable

from talentpool.agents.models import Commitment
from talentpool.messaging.models import Outbox
from tasks.dispatch.models import Assignment, Offer, Seat
from tests.factories import dispatch as make

PEOPLE = 150


def put_on_offer(people: int = PEOPLE) -> list[Offer]:
    """A shift with a seat for each of ``people`` new agents, offered to all of them."""
    start = make.moment(days=random.randint(2, 300))
    return make.offers(make.a_shift(seats=people, starts_at=start), make.a_crowd(people))


def told_of(said: Iterable[str]) -> set[tuple[int, str]]:
    """Offer and assignment of every whole line of a client that accepts."""
    words = [line.split() for line in said if line.endswith("\n") and line != "ready\n"]
    return {(int(offer), assignment) for offer, assignment in words}


def lost(told: set[tuple[int, str]]) -> int:
    """How many seats somebody was told were hers and are not."""
    kept = {(offer, str(ref)) for offer, ref in Assignment.objects.filter(state="held").values_list("offer_id", "ref")}
    return len(told - kept)


def is_whole() -> None:
    """Every yes has all its rows, and nothing else has any."""
    held = Assignment.objects.filter(state="held")
    refs = sorted(held.values_list("ref", flat=True))
    assert refs == sorted(Commitment.objects.filter(kind="shift").values_list("source", flat=True))
    assert held.count() == Seat.objects.filter(holder__isnull=False).count()
    assert held.count() == Offer.objects.filter(state="accepted").count()
    told = Outbox.objects.filter(topic="seat.claimed").values_list("payload__assignment", flat=True)
    assert sorted(map(str, refs)) == sorted(told)
