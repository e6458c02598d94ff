"""The demo's regulars: dependable people who hold the same shifts with one company week after week, and those who come
to these shifts now and then.

About half of a substitute pool does most of the work, and a few do it every week; without them no log would ever reach
an upper level. Their shifts are held, not offered: they add nothing to the approach ledger.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from talentpool.agents.states import AgentState
from talentpool.demo.behaviour import temper
from talentpool.demo.history import Past, activities, finished, quote, work
from talentpool.demo.pool import Member
from talentpool.demo.reference import LINES, Line
from tasks.dispatch.models import Seat
from tasks.orders.models import Order, Shift
from tasks.orders.states import Scenario, ShiftState

SHARE, MOST, WEEKS, WEEKS_AN_ORDER = 0.08, 32, 14, 7
# share of the able who come now and then, shifts in the last weeks, best first: a demo's history is laid in seconds
NOW_AND_THEN = ((0.04, range(21, 25)), (0.09, range(11, 14)), (0.22, range(5, 7)))
MOST_NOW_AND_THEN = 200
HOUR = 6  # UTC: the afternoon in Beijing, when most companies want the same people each day
PROMISED = (
    0.97,
    0.995,
)  # share of the seats worked, probability that all are: they are held, and stand in for each other
TITLE = "长期固定班次"


class Regular(NamedTuple):
    """weekdays: which days she works every week, Monday is 0; dates: the days of who only comes now and then."""

    member: Member
    line: Line
    weekdays: frozenset[int] = frozenset()
    dates: frozenset[date] = frozenset()

    def comes(self, day: date) -> bool:
        return day.weekday() in self.weekdays or day in self.dates


def make(past: Past, *, at: datetime) -> None:
    """Their shifts of the last months, as finished orders of some weeks each."""
    regulars = _choose(past, at)
    monday = (at - timedelta(days=at.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    for line in (line for line in LINES if line.client):
        own = [one for one in regulars if one.line is line]
        for back in range(WEEKS, 0, -WEEKS_AN_ORDER) if own else ():
            _order(past, line, own, monday - timedelta(weeks=back))


def _choose(past: Past, at: datetime) -> list[Regular]:
    """The most dependable, one to four days a week each, one company each; after them those who come now and then."""
    since = at - timedelta(weeks=WEEKS)
    able = [m for m in past.members if m.agent.state == AgentState.RESERVE and m.joined_at < since]
    able = [m for m in able if any(line.client and line.code in m.skills for line in LINES)]

    def worth(member: Member) -> float:
        who = temper(past.seed, member.agent.number)
        return who.comes * who.punctual + who.quality / 2

    able.sort(key=worth, reverse=True)
    every = min(MOST, round(SHARE * len(past.members)))
    best, others = able[:every], able[every:]
    weekly = [Regular(m, _line_of(past, m), frozenset(past.random.sample(range(6), _days(past)))) for m in best]
    return weekly + list(_now_and_then(past, others, at))


def _now_and_then(past: Past, able: list[Member], at: datetime) -> Iterator[Regular]:
    """Some days of the last weeks each; who comes as agreed is asked again, so the better half has them all."""
    days = [(at - timedelta(days=n)).date() for n in range(3, 7 * WEEKS - 10)]
    days = [day for day in days if day.weekday() < 6]
    better = able[: len(able) // 2]
    past.random.shuffle(better)
    better = better[:MOST_NOW_AND_THEN]
    share = sum(part for part, _shifts in NOW_AND_THEN)
    start = 0
    for part, shifts in NOW_AND_THEN:
        end = start + round(len(better) * part / share)
        for member in better[start:end]:
            dates = frozenset(past.random.sample(days, past.random.choice(shifts)))
            yield Regular(member, _line_of(past, member), dates=dates)
        start = end


def _days(past: Past) -> int:
    return past.random.choice([1, 1, 2, 2, 3, 3, 4])


def _line_of(past: Past, member: Member) -> Line:
    return past.random.choice([line for line in LINES if line.client and line.code in member.skills])


def _order(past: Past, line: Line, regulars: list[Regular], monday: datetime) -> None:
    posted = monday - timedelta(days=6)
    order = finished(
        past,
        line,
        number=f"L{monday:%y%m%d}-{line.code[:2].upper()}",
        title=TITLE,
        scenario=Scenario.TEMPORARY,
        channel=line.channels[0],
        posted=posted,
        first=monday,
        last=monday + timedelta(days=7 * WEEKS_AN_ORDER - 2),
    )
    past.add(order)
    days = [monday + timedelta(days=n) for n in range(7 * WEEKS_AN_ORDER) if n % 7 < 6]
    shifts = [_shift(past, order, line, regulars, day) for day in days]
    held = [shift for shift in shifts if shift is not None]
    quote(past, order, posted, [(shift, PROMISED) for shift in held])


def _shift(past: Past, order: Order, line: Line, regulars: list[Regular], day: datetime) -> Shift | None:
    start = day + timedelta(hours=HOUR)
    end = start + timedelta(hours=4)
    here = [one.member for one in regulars if one.comes(day.date()) and past.is_free(one.member, start, end)]
    if not here:
        return None
    shift = Shift(
        order=order,
        starts_at=start,
        ends_at=end,
        seats_asked=len(here),
        state=ShiftState.ENDED,
        pay_minor=line.pay,
        price_minor=line.price,
    )
    order.seats_asked += len(here)
    past.add(shift)
    activities(past, shift, order.channel)
    for number, member in enumerate(here, start=1):
        seat = Seat(shift=shift, number=number)
        past.add(seat)
        work(past, seat, member, temper(past.seed, member.agent.number), line.code)
    return shift
