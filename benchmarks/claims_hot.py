"""H2: one hot shift against the same claims spread over many, with 8 and with 32 clients."""

from collections.abc import Iterator

from benchmarks.claims import SHIFTS, accept_all
from benchmarks.marketplace import Marketplace, side_by_side
from benchmarks.measure import Headline, Scale, alternate
from tasks.dispatch.models import Assignment

TARGETS = {8: "≥ 0.75", 32: "≥ 0.6"}


class Claims:
    """Everybody accepts, ``clients`` at a time; all seats are on one shift, or on forty."""

    def __init__(self, agents: int, clients: int) -> None:
        self.market, self.clients = Marketplace.open(agents), clients

    def hot(self) -> float:
        return self._accept(shifts=1)

    def spread(self) -> float:
        return self._accept(shifts=SHIFTS)

    def _accept(self, shifts: int) -> float:
        size = len(self.market.agents)
        offers = self.market.offers(self.market.shifts(count=shifts, seats=-(-size // shifts)))
        before = Assignment.objects.count()
        speed = side_by_side(accept_all, offers, clients=self.clients)
        assert Assignment.objects.count() - before == size
        return speed


def run(scale: Scale) -> Iterator[Headline]:
    claims = Claims(scale.agents_or(1600), clients=8)
    for clients, target in TARGETS.items():
        claims.clients = clients
        pairs = alternate(claims.hot, claims.spread)
        note = f"{clients} clients, one shift against {SHIFTS}"
        yield pairs.headline(f"claims-hot-{clients}", target=target, unit="/s", note=note)
