"""Past orders of the demo: what was asked, offered, worked; and the growth log that follows from it."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import prod
from random import Random
from typing import Any

from django.db import models

from accounts.models import Client, Membership, User
from talentpool.activation.states import Answer, Purpose
from talentpool.agents.states import AgentState
from talentpool.demo.behaviour import CANCELLED, Temper, temper, yes_probability
from talentpool.demo.ledger import DAYS, Asked, write
from talentpool.demo.pool import Member
from talentpool.demo.promises import promise
from talentpool.demo.reference import LINES, Line, Reference
from talentpool.kernel.bulk import copy_objects, numbered
from tasks.attendance.models import Attendance
from tasks.attendance.states import AttendanceState
from tasks.dispatch.models import Assignment, Offer, Seat
from tasks.dispatch.states import AssignmentState, OfferState
from tasks.orders.models import Order, Quote, Shift, ShiftActivity
from tasks.orders.states import ActivityKind, OrderState, Scenario, ShiftState

Segment = tuple[str, str, str]  # skill code, channel, language
STATE_OF_ANSWER = {Answer.YES: OfferState.ACCEPTED, Answer.NO: OfferState.DECLINED, Answer.NONE: OfferState.EXPIRED}
STARTS = (1, 6, 10)  # UTC hours: 9:00, 14:00 and 18:00 in Beijing
TITLES = {
    "haichuan": ("月末还款高峰", "信用卡账单日", "理财到期咨询", "暴雨应急热线"),
    "yunshan": ("周末大促", "年货节预热", "退款集中处理", "直播专场"),
    "qinghe": ("空调旺季安装", "新品上市咨询", "召回通知回访", "售后回访"),
}


@dataclass
class Worked:
    """One past assignment, as the growth log needs it."""

    member: Member
    assignment: Assignment
    attendance: Attendance
    order: Order
    skill: str
    on_time: bool


@dataclass
class Past:
    """Everything that past orders leave behind, gathered per model and written in the order of foreign keys."""

    reference: Reference
    members: list[Member]
    seed: int
    random: Random
    rows: dict[type[models.Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    asked: list[Asked] = field(default_factory=list)
    worked: list[Worked] = field(default_factory=list)
    busy: dict[int, list[tuple[datetime, datetime]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, thing: models.Model) -> None:
        self.rows[type(thing)].append(thing)

    def planner(self, client: Client) -> User:
        """Who asked for it."""
        return Membership.objects.get(client=client, role="planner").user

    def write(self) -> None:
        for model in (Order, Quote, Shift, ShiftActivity, Seat, Offer, Assignment, Attendance):
            things = self.rows[model]
            numbered(things)
            copy_objects(things)
        write(self.reference, self.asked)

    def is_free(self, member: Member, start: datetime, end: datetime) -> bool:
        gap = timedelta(hours=11)
        return all(end + gap <= s or e + gap <= start for s, e in self.busy[member.agent.pk])


def make(reference: Reference, members: list[Member], *, orders: int, seed: int, random: Random, at: datetime) -> Past:
    """``orders`` finished orders over the last five months, the last one a few days ago; not written yet."""
    past = Past(reference, members, seed, random)
    lines = [line for line in LINES if line.client]
    for n in range(orders):
        day = at - timedelta(days=DAYS - (DAYS - 3) * (n + 1) / orders)
        _order(past, lines[n % len(lines)], n, day.replace(hour=0, minute=0, second=0, microsecond=0))
    return past


def _order(past: Past, line: Line, n: int, day: datetime) -> None:
    channel = line.channels[n % len(line.channels)]
    posted = day - timedelta(hours=past.random.choice([20, 44, 70]))
    title, scenario = past.random.choice(TITLES[line.client]), past.random.choice(Scenario.values)
    number, days = f"D{day:%y%m%d}-{n:02d}", {"first": day, "last": day}
    order = finished(past, line, number=number, title=title, scenario=scenario, channel=channel, posted=posted, **days)
    past.add(order)
    hours = STARTS[: past.random.choice([2, 3, 3])]
    promises = [_shift(past, order, line, channel, day + timedelta(hours=hour)) for hour in hours]
    quote(past, order, posted, promises)


def finished(
    past: Past,
    line: Line,
    *,
    number: str,
    title: str,
    scenario: str,
    channel: str,
    posted: datetime,
    first: datetime,
    last: datetime,
) -> Order:
    """An order of the past, sent in at ``posted``, served from ``first`` to ``last``; its seats come with its shifts."""
    client = past.reference.clients[line.client]
    planner = past.planner(client)
    return Order(
        client=client,
        number=number,
        title=title,
        state=OrderState.DONE,
        scenario=scenario,
        skill=past.reference.skills[line.code],
        channel=channel,
        language_id="cmn",
        starts_on=first.date(),
        ends_on=last.date(),
        created_by=planner,
        created_at=posted,
        submitted_by=planner,
        submitted_at=posted,
    )


def _shift(past: Past, order: Order, line: Line, channel: str, start: datetime) -> tuple[Shift, tuple[float, float]]:
    """A past shift, and what was promised for it."""
    shift = Shift(
        order=order,
        starts_at=start,
        ends_at=start + timedelta(hours=4),
        seats_asked=past.random.randrange(3, 9),
        state=ShiftState.ENDED,
        pay_minor=line.pay,
        price_minor=line.price,
    )
    order.seats_asked += shift.seats_asked
    past.add(shift)
    activities(past, shift, channel)
    chances = _fill(past, shift, (line.code, channel, "cmn"), order.created_at)
    return shift, promise(seats=shift.seats_asked, chances=chances)


def activities(past: Past, shift: Shift, channel: str) -> None:
    middle = shift.starts_at + timedelta(minutes=120)
    for kind, start, end in [
        (ActivityKind.WORK, shift.starts_at, middle),
        (ActivityKind.BREAK, middle, middle + timedelta(minutes=15)),
        (ActivityKind.WORK, middle + timedelta(minutes=15), shift.ends_at),
    ]:
        used = channel if kind == ActivityKind.WORK else ""
        past.add(ShiftActivity(shift=shift, kind=kind, channel=used, starts_at=start, ends_at=end))


def _fill(past: Past, shift: Shift, segment: Segment, posted: datetime) -> list[float]:
    """Seats, offers, answers and work of a shift; the chances of a yes of everybody asked."""
    chances = []
    seats = [Seat(shift=shift, number=n) for n in range(1, shift.seats_asked + 1)]
    for seat in seats:
        past.add(seat)
    free = iter(seats)
    people = [m for m in past.members if segment in m.segments and m.agent.state != AgentState.TRAINING]
    people = [m for m in people if m.joined_at + timedelta(days=12) < posted]
    people = [m for m in people if past.is_free(m, shift.starts_at, shift.ends_at)]
    asked = min(len(people), past.random.randrange(6, 11) * len(seats))
    for member in past.random.sample(people, asked):
        offer, who = _answer(past, shift, segment, member, posted)
        chances.append(offer.probability)
        taken = next(free, None) if offer.state == OfferState.ACCEPTED else None
        if offer.state == OfferState.ACCEPTED and taken is None:
            offer.state = OfferState.NOT_DRAWN  # a late yes to a filled shift is a yes in the ledger, not a seat
        if taken is not None:
            work(past, taken, member, who, segment[0], offer)
    return chances


def _answer(past: Past, shift: Shift, segment: Segment, member: Member, posted: datetime) -> tuple[Offer, Temper]:
    who, random = temper(past.seed, member.agent.number), past.random
    deadline = min(posted + timedelta(hours=16), shift.starts_at - timedelta(hours=1))
    waited = who.minutes_to_look * random.uniform(0.4, 2.5) / 60
    over = shift.pay_minor / max(member.agent.floor_minor, 1) - 1
    lead = (shift.starts_at - posted).total_seconds() / 3600
    weekend = shift.starts_at.weekday() >= 5
    chance = yes_probability(who, hours_since_posting=waited, lead_hours=lead, pay_over_floor=over, weekend=weekend)
    late = posted + timedelta(hours=waited) > deadline
    said = Answer.NONE if late or random.random() > 0.85 else Answer.YES if random.random() < chance else Answer.NO
    answered = None if said == Answer.NONE else posted + timedelta(hours=waited)
    offer = Offer(
        shift=shift,
        agent=member.agent,
        state=STATE_OF_ANSWER[said],
        deadline=deadline,
        pay_minor=shift.pay_minor,
        created_at=posted,
        asked_at=posted,
        answered_at=answered,
        probability=round(chance, 3),
    )
    past.add(offer)
    hour = (shift.starts_at.hour + 8) % 24
    facts = {"lead_hours": round(lead, 2), "hour": hour, "pay_ratio": round(1 + over, 4)}
    asked = Asked(posted, member, segment, Purpose.OFFER, offer.ref, deadline, said, answered, facts=json.dumps(facts))
    past.asked.append(asked)
    return offer, who


def work(past: Past, seat: Seat, member: Member, who: Temper, code: str, offer: Offer | None = None) -> None:
    """A seat that was taken, by an offer or held for a regular, and what became of it."""
    shift, random = seat.shift, past.random
    past.busy[member.agent.pk].append((shift.starts_at, shift.ends_at))
    cancelled = random.random() < CANCELLED
    assignment = Assignment(
        seat=seat,
        shift=shift,
        agent=member.agent,
        offer=offer,
        pay_minor=offer.pay_minor if offer else shift.pay_minor,
        accepted_at=(offer and offer.answered_at) or shift.order.created_at,
        state=AssignmentState.RELEASED if cancelled else AssignmentState.HELD,
    )
    past.add(assignment)
    attendance = Attendance(assignment=assignment, state=AttendanceState.ENDED)
    past.add(attendance)
    if cancelled:
        return
    seat.holder = member.agent
    came = random.random() < who.comes
    on_time = random.random() < who.punctual
    attendance.state = AttendanceState.CHECKED_OUT if came else AttendanceState.NO_SHOW
    if came:
        late = 0 if on_time else random.randrange(4, 25)
        attendance.confirmed_at = shift.starts_at - timedelta(hours=14)
        attendance.checked_in_at = shift.starts_at + timedelta(minutes=late or -6)
        attendance.checked_out_at = shift.ends_at + timedelta(minutes=random.randrange(0, 6))
        attendance.break_minutes = 15
        attendance.approved_minutes = 240 - late
    past.worked.append(Worked(member, assignment, attendance, shift.order, code, on_time))


def quote(past: Past, order: Order, submitted: datetime, promises: list[tuple[Shift, tuple[float, float]]]) -> None:
    worked = sum(fill * shift.seats_asked for shift, (fill, _full) in promises)
    past.add(
        Quote(
            order=order,
            version=1,
            seats=order.seats_asked,
            seat_minutes=order.seats_asked * 240,
            promised_fill=round(worked / order.seats_asked, 4),
            probability=round(prod(full for _shift, (_fill, full) in promises), 4),
            price_minor=order.seats_asked * 4 * 6000,
            currency="CNY",
            lead_hours=24,
            breakdown={"slots": {str(shift.ref): list(promised) for shift, promised in promises}},
            computed_at=submitted,
            valid_until=submitted + timedelta(days=1),
            accepted_by=order.submitted_by,
            accepted_at=order.submitted_at,
        )
    )
