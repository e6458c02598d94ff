"""H3: everybody accepts at once, twice, for overlapping shifts. What must not happen is counted, and must be 0."""

import multiprocessing
from collections.abc import Iterator, Sequence

from django.db import models

from benchmarks.marketplace import AT, Marketplace, side_by_side
from benchmarks.measure import Headline, Scale, count
from talentpool.agents.models import Commitment
from talentpool.kernel.errors import Refusal
from tasks.dispatch.actions import accept_offer
from tasks.dispatch.models import Assignment, Offer, Seat

SHIFTS, SEATS = 30, 40
CLIENTS = 16
OFFERS_EACH, TAPS = 3, 2


class Storm:
    """2,000 people with three offers each, all at the same hours, on 1,200 seats; every offer is tapped twice."""

    def __init__(self, agents: int) -> None:
        self.market = Marketplace.open(agents)
        self.shown = multiprocessing.get_context("fork").Value("i", 0)

    def blow(self) -> float:
        """Acceptances a second, refusals included."""
        shifts = self.market.shifts(count=SHIFTS, seats=SEATS)
        offers = [offer for turn in range(OFFERS_EACH) for offer in self.market.offers(shifts[turn:] + shifts[:turn])]
        return side_by_side(self._tap, [offer for offer in offers for _tap in range(TAPS)], clients=CLIENTS)

    def _tap(self, number: int, offers: Sequence[Offer]) -> None:
        for offer in offers:
            try:
                accept_offer(offer=offer, by=offer.agent.user, at=AT)
            except Refusal as refusal:
                if refusal.status >= 500:
                    self._count()
            except Exception:
                self._count()

    def _count(self) -> None:
        with self.shown.get_lock():
            self.shown.value += 1


def run(scale: Scale) -> Iterator[Headline]:
    storm = Storm(scale.agents_or(2000))
    speed = storm.blow()
    held = Assignment.objects.filter(state="held")
    taps = len(storm.market.agents) * OFFERS_EACH * TAPS
    note = f"{taps} taps, {SHIFTS * SEATS} seats, {CLIENTS} clients, {speed:.0f}/s"
    twice = held.values("seat").annotate(n=models.Count("id")).filter(n__gt=1).count()
    yield count("storm-overbooked", twice, target="0", n=taps, note=note)
    double = held.values("agent").annotate(n=models.Count("id")).filter(n__gt=1).count()
    loose = held.count() - Commitment.objects.filter(kind="shift").count()
    yield count("storm-overlaps", double + abs(loose), target="0", n=taps)
    yield count("storm-errors", storm.shown.value, target="0", n=taps, note="deadlocks and errors shown to a person")
    empty = Seat.objects.filter(holder__isnull=True).count()
    yield count("storm-empty", empty, target="0", n=SHIFTS * SEATS, note="seats left with people willing")
