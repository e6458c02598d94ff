"""H1: acceptances a second through ``accept_offer`` against pgbench on the same function, and on a bare seat UPDATE."""

from collections.abc import Iterator, Sequence

from django.db import connection

from benchmarks.marketplace import AT, CLIENTS, Marketplace, pgbench, side_by_side
from benchmarks.measure import Headline, Scale, alternate
from tasks.dispatch.actions import accept_offer
from tasks.dispatch.models import Assignment, Offer

SHIFTS = 40

# A time of day has colons, which pgbench would take for variables: hence a bare date.
FUNCTION = """\\set i :i + 1
\\set offer :first + :client_id + :stride * (:i - 1)
\\set agent :people + :offer - :first
SELECT code FROM claim_seat(:offer, :agent, '{day} UTC', 1);
"""
# What a careful hand would write for this one purpose, with the one constraint that keeps people from being booked twice.
BARE_TABLE = """
DROP TABLE IF EXISTS bare_seat;
CREATE TABLE bare_seat (id bigserial PRIMARY KEY, shift bigint NOT NULL, number int NOT NULL, agent bigint,
    during tstzrange NOT NULL, EXCLUDE USING gist (agent WITH =, during WITH &&));
CREATE INDEX ON bare_seat (shift, number) WHERE agent IS NULL;
INSERT INTO bare_seat (shift, number, during)
SELECT s, n, tstzrange('2030-01-07 01:00Z', '2030-01-07 05:00Z')
  FROM generate_series(0, {shifts} - 1) s, generate_series(1, {seats}) n;
VACUUM ANALYZE bare_seat;
"""
BARE = """\\set i :i + 1
\\set agent :client_id + :stride * (:i - 1)
\\set shift mod(:agent, {shifts})
UPDATE bare_seat SET agent = :agent WHERE id = (SELECT id FROM bare_seat WHERE shift = :shift AND agent IS NULL
 ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED);
"""


def accept_all(number: int, offers: Sequence[Offer]) -> None:
    """One client's day: every offer accepted through the project's own action."""
    for offer in offers:
        accept_offer(offer=offer, by=offer.agent.user, at=AT)


class Claims:
    """The three contestants; each call is one round with fresh shifts and offers."""

    def __init__(self, agents: int) -> None:
        self.market = Marketplace.open(agents // CLIENTS * CLIENTS)
        self.size = len(self.market.agents)

    def _offers(self) -> list[Offer]:
        return self.market.offers(self.market.shifts(count=SHIFTS, seats=-(-self.size // SHIFTS)))

    def ours(self) -> float:
        offers = self._offers()
        before = Assignment.objects.count()
        speed = side_by_side(accept_all, offers)
        assert Assignment.objects.count() - before == self.size
        return speed

    def function(self) -> float:
        offers = self._offers()
        before = Assignment.objects.count()
        speed = pgbench(
            FUNCTION.format(day=AT.date()),
            transactions=self.size,
            i=0,
            first=offers[0].pk,
            people=self.market.agents[0].pk,
            stride=CLIENTS,
        )
        assert Assignment.objects.count() - before == self.size
        return speed

    def bare(self) -> float:
        with connection.cursor() as cursor:
            for statement in BARE_TABLE.format(shifts=SHIFTS, seats=-(-self.size // SHIFTS)).split(";\n"):
                if statement.strip():
                    cursor.execute(statement)
        speed = pgbench(BARE.format(shifts=SHIFTS), transactions=self.size, i=0, stride=CLIENTS)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(agent) FROM bare_seat")
            assert cursor.fetchone()[0] == self.size
        return speed


def run(scale: Scale) -> Iterator[Headline]:
    claims = Claims(scale.agents_or(4000))
    note = f"{CLIENTS} clients, {SHIFTS} shifts"
    yield alternate(claims.ours, claims.function).headline("claims", target="≥ 0.7", unit="/s", note=note)
    yield alternate(claims.ours, claims.bare).headline("claims-bare", target="≥ 0.6", unit="/s", note=note)
