"""Pure decisions of dispatch: windows, consequences, who is asked next. Time comes in as an argument."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Generic, Protocol, TypeVar

SHORTEST_LOTTERY = timedelta(minutes=10)


def undo_is_free(*, accepted_at: datetime, at: datetime, minutes: int) -> bool:
    """Whether a yes can still be taken back without any consequence; the last second counts."""
    return at <= accepted_at + timedelta(minutes=minutes)


@dataclass(frozen=True)
class ReleaseConsequence:
    """What giving a seat back means. free: over at once, nothing is noted. Otherwise she goes on being liable until
    somebody steps in; ``no_show`` says the shift has begun, so that a seat nobody takes counts as one.
    """

    free: bool
    hours_before: float


def release_consequence(*, starts_at: datetime, at: datetime, free_hours: int) -> ReleaseConsequence:
    """Free until ``free_hours`` before the shift; after that only a stand-in ends the liability."""
    left = (starts_at - at).total_seconds() / 3600
    return ReleaseConsequence(free=left >= free_hours, hours_before=left)


class Ranked(Protocol):
    """Somebody in the published order."""

    @property
    def agent_id(self) -> int: ...
    @property
    def last_asked_at(self) -> datetime | None: ...


R = TypeVar("R", bound=Ranked)


def share_with_unasked(ranked: Sequence[R], *, share: float, asked_before: datetime) -> list[R]:
    """The published order with every ``1 / share``-th place given to the first who was not asked since ``asked_before``.

    Nobody is left out: who gives way is asked next. With share 0 the order is the ranked one.
    """
    if share <= 0:
        return list(ranked)
    every = max(1, round(1 / share))
    waiting = [one for one in ranked if one.last_asked_at is None or one.last_asked_at < asked_before]
    unasked = iter(waiting)
    rest = iter(ranked)
    seen: set[int] = set()
    order: list[R] = []
    while len(order) < len(ranked):
        turn = unasked if (len(order) + 1) % every == 0 else rest
        chosen = next((one for one in turn if one.agent_id not in seen), None)
        if chosen is None:  # no unasked person is left
            chosen = next(one for one in rest if one.agent_id not in seen)
        seen.add(chosen.agent_id)
        order.append(chosen)
    return order


S = TypeVar("S")
P = TypeVar("P", bound="Likely")


class Likely(Protocol):
    """Somebody to ask, with the probability of a yes."""

    @property
    def probability(self) -> float: ...


@dataclass(frozen=True)
class Want(Generic[S, P]):
    """A shift with ``seats`` open that wants to ask ``offers`` people, in the order of ``people``."""

    shift: S
    seats: int
    offers: int
    people: Sequence[P]


def take_turns(wants: Sequence[Want[S, P]], *, has_room: Callable[[S, P], bool]) -> Iterator[tuple[S, P]]:
    """Give people to shifts turn by turn: next is always the shift with the fewest expected yeses per seat.

    Each shift keeps its own order and skips whom ``has_room`` (which may book her) refuses.
    """
    queues = [iter(want.people) for want in wants]
    turns = [(0.0, number, 0) for number, want in enumerate(wants) if want.offers and want.seats]
    heapify(turns)
    while turns:
        ratio, number, asked = heappop(turns)
        want = wants[number]
        person = next((one for one in queues[number] if has_room(want.shift, one)), None)
        if person is None:
            continue
        yield want.shift, person
        if asked + 1 < want.offers:
            heappush(turns, (ratio + person.probability / want.seats, number, asked + 1))


def draw(*, seed: int, refs: Sequence[str]) -> list[str]:
    """The order of a draw: by SHA-256 of "seed:ref". Anybody can repeat it; when somebody entered plays no part."""
    return sorted(refs, key=lambda ref: hashlib.sha256(f"{seed}:{ref}".encode()).hexdigest())


@dataclass(frozen=True)
class WaveTimes:
    """lottery_until is None where there is no time for a draw: then the first tap takes the seat."""

    sends_at: datetime
    lottery_until: datetime | None
    deadline: datetime


def wave_times(
    *, at: datetime, starts_at: datetime, waves_left: int, lottery_minutes: int, offer_minutes: int
) -> WaveTimes:
    """When a wave that goes out at ``at`` is drawn and ends, if ``waves_left`` (itself included) must fit before
    ``starts_at``, the first shift with an open seat.

    Each wave gets an equal part of the time that is left, at most ``offer_minutes``; half of it may be a lottery.
    """
    left = max(starts_at - at, timedelta())
    room = min(timedelta(minutes=offer_minutes), left / max(1, waves_left))
    lottery = min(timedelta(minutes=lottery_minutes), room / 2)
    return WaveTimes(
        sends_at=at,
        lottery_until=at + lottery if lottery >= SHORTEST_LOTTERY else None,
        deadline=at + room if room else starts_at,
    )


def standby_pay(*, pay_minor: int, minutes: int, share: float) -> int:
    """What keeping the time of a shift free pays, in minor units: a share of the shift's pay."""
    return round(pay_minor * minutes / 60 * share)


def gap_sentence_span(gaps: Sequence[int]) -> tuple[int, int] | None:
    """First and last index of the longest run of intervals with a gap; None without one. Ties: the earliest."""
    best: tuple[int, int] | None = None
    start: int | None = None
    for index, gap in enumerate([*gaps, 0]):
        if gap > 0 and start is None:
            start = index
        elif gap <= 0 and start is not None:
            if best is None or index - 1 - start > best[1] - best[0]:
                best = (start, index - 1)
            start = None
    return best
