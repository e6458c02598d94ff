"""Whatever people do in whatever order, no seat is sold twice, nobody is booked twice, and nothing is left half-done."""

import contextlib
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Q, Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from talentpool.agents.models import Commitment, Kit
from talentpool.kernel.clock import now
from talentpool.kernel.errors import Refusal
from talentpool.messaging.models import Outbox
from tasks.attendance.actions.correcting import ask_correction, decide_correction
from tasks.attendance.actions.day import expect
from tasks.attendance.actions.missing import mark_missed
from tasks.attendance.models import Attendance
from tasks.billing import jobs as billing
from tasks.billing.models import Posting, Statement, StatementLine
from tasks.dispatch import actions, jobs
from tasks.dispatch.coverage import uncovered
from tasks.dispatch.models import BOUND, Assignment, Offer, Seat, Standby
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db
PEOPLE, SHIFTS = 4, 5
who, which, any_one = st.integers(0, PEOPLE - 1), st.integers(0, SHIFTS - 1), st.integers(0, 30)


class DispatchMachine(RuleBasedStateMachine):
    """Four people and five shifts: one has begun, one is over, two overlap, one is another day."""

    def __init__(self) -> None:
        super().__init__()
        self.step = transaction.atomic()
        self.step.__enter__()
        self.people = [make.an_agent() for _ in range(PEOPLE)]
        Kit.objects.bulk_create(Kit(agent=one, passed=True) for one in self.people)
        order = make.an_order()
        began, tomorrow = now() - timedelta(hours=1), now() + timedelta(hours=20)
        starts = [began, tomorrow, tomorrow + timedelta(hours=2), now() + timedelta(days=3), now() - timedelta(hours=6)]
        self.shifts = [
            make.a_shift(order=order, seats=1 + n % 2, starts_at=start, state="started" if start < now() else "open")
            for n, start in enumerate(starts)
        ]
        self.staff = make.a_user(is_staff=True)
        over = self.shifts[-1]
        yesterday = over.starts_at - timedelta(days=1)
        offer = make.an_offer(over, self.people[0], deadline=over.ends_at)
        actions.accept_offer(offer=offer, by=self.people[0].user, at=yesterday)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.step.__exit__(None, None, None)

    @contextlib.contextmanager
    def _tap(self) -> Any:
        """One door: a refusal changes nothing, as in a request's own transaction."""
        with contextlib.suppress(Refusal), transaction.atomic():
            yield

    def _one(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    @rule(person=who, shift=which)
    def offer(self, person: int, shift: int) -> None:
        on, agent = self.shifts[shift], self.people[person]
        if not Offer.objects.filter(shift=on, agent=agent, state__in=["offered", "entered", "accepted"]).exists():
            make.an_offer(on, agent, deadline=on.ends_at)

    @rule(number=any_one)
    def claim(self, number: int) -> None:
        """Any offer, in whatever state, tapped twice."""
        offer = self._one(Offer.objects.select_related("agent__user", "shift"), number)
        for _tap in range(2 if offer else 0):
            with self._tap():
                actions.accept_offer(offer=Offer.objects.get(pk=offer.pk), by=offer.agent.user)

    @rule(number=any_one)
    def decline(self, number: int) -> None:
        offer = self._one(Offer.objects.select_related("agent__user").filter(state="offered"), number)
        if offer:
            actions.decline_offer(offer=offer, by=offer.agent.user)

    def _held(self, number: int) -> Any:
        return self._one(Assignment.objects.select_related("agent__user", "shift__order__client", "offer"), number)

    @rule(number=any_one)
    def undo(self, number: int) -> None:
        if held := self._held(number):
            with self._tap():
                actions.undo_acceptance(assignment=held, by=held.agent.user)

    @rule(number=any_one)
    def release(self, number: int) -> None:
        if held := self._held(number):
            with self._tap():
                actions.release_seat(assignment=held, by=held.agent.user)

    @rule(number=any_one, person=who)
    def swap(self, number: int, person: int) -> None:
        if held := self._held(number):
            with self._tap():
                actions.seek_swap(assignment=held, by=held.agent.user, to=self.people[person])

    @rule(number=any_one)
    def keep(self, number: int) -> None:
        if held := self._held(number):
            actions.keep_seat(assignment=held)

    @rule(person=who, shift=which)
    def stand_by(self, person: int, shift: int) -> None:
        with self._tap():
            agent = self.people[person]
            actions.join_standby(shift=self.shifts[shift], agent=agent, by=agent.user)

    @rule(shift=which)
    def call(self, shift: int) -> None:
        actions.call_standby(shift=self.shifts[shift])

    @rule(number=any_one, steps_in=st.booleans())
    def answer_the_call(self, number: int, steps_in: bool) -> None:
        place = self._one(Standby.objects.select_related("agent__user", "shift__order__client"), number)
        if place:
            with self._tap():
                (actions.step_in if steps_in else actions.leave_standby)(standby=place, by=place.agent.user)

    @rule(number=any_one)
    def let_the_call_pass(self, number: int) -> None:
        place = self._one(Standby.objects.select_related("shift__order__client").filter(state="called"), number)
        if place:
            actions.pass_on(standby=place, at=now() + timedelta(minutes=30))
            billing.on_standby_over({"standby": str(place.ref)})

    @rule(number=any_one)
    def miss(self, number: int) -> None:
        """Nobody came to a shift that has begun."""
        held = self._one(Assignment.objects.filter(state="held", shift__starts_at__lt=now()), number)
        if held:
            mark_missed(day=expect(assignment=held), at=now())

    @rule(number=any_one, hours=st.integers(1, 4))
    def correct(self, number: int, hours: int) -> None:
        """Staff find that she was there, and for how long; the news comes twice."""
        rows = Assignment.objects.filter(shift__ends_at__lt=now()).select_related("agent__user", "shift")
        if not (held := self._one(rows, number)):
            return
        expect(assignment=held)
        starts = held.shift.starts_at
        with self._tap():
            asked = ask_correction(
                assignment=held,
                by=held.agent.user,
                starts_at=starts,
                ends_at=starts + timedelta(hours=hours),
                reason="x",
            )
            decide_correction(correction=asked, by=self.staff, granted=True, reason="seen")
        for _delivery in range(2):
            day = {"attendance": str(Attendance.objects.get(assignment=held).ref)}
            billing.on_corrected(day)
            billing.on_checked_out(day)

    @rule()
    def sweep(self) -> None:
        jobs.withdraw_filled()
        jobs.finish_plans()

    @invariant()
    def what_is_bound_fits_together(self) -> None:
        """Seats, holders, accepted offers and the calendar, from one look at each."""
        bound = list(
            Assignment.objects.filter(state__in=BOUND).values_list("ref", "agent", "seat", "seat__holder", "offer")
        )
        seats = [seat for _ref, _agent, seat, _holder, _offer in bound]
        assert len(seats) == len(set(seats)), "no seat is sold twice"
        assert all(agent == holder for _ref, agent, _seat, holder, _offer in bound)
        assert set(seats) == set(Seat.objects.filter(holder__isnull=False).values_list("pk", flat=True))
        waiting = Standby.objects.filter(state__in=["waiting", "called"]).values_list("ref", "agent")
        hers = [(ref, agent) for ref, agent, _seat, _holder, _offer in bound]
        assert sorted(Commitment.objects.values_list("source", "agent")) == sorted([*hers, *waiting]), (
            "everybody is bound to exactly what she holds"
        )
        accepted = set(Offer.objects.filter(state="accepted").values_list("pk", flat=True))
        assert accepted == {offer for *_rest, offer in bound}, "an accepted offer is a bound seat"

    @invariant()
    def a_colleague_is_asked_only_while_the_holder_seeks(self) -> None:
        asked = Offer.objects.filter(is_swap=True, state="offered")
        assert not asked.exclude(swap__assignment__state="seeking").exists()

    @invariant()
    def who_seeks_counts_as_uncovered(self) -> None:
        left = {shift.pk: seats for shift, seats in uncovered(order=self.shifts[0].order, at=now())}
        held = Counter(Assignment.objects.filter(state="held").values_list("shift", flat=True))
        for shift in self.shifts:
            if shift.ends_at > now():
                assert left.get(shift.pk, 0) == shift.seats_asked - held[shift.pk]

    @invariant()
    def every_yes_told_the_other_rooms(self) -> None:
        assert Outbox.objects.filter(topic="seat.claimed").count() == Assignment.objects.count()

    @invariant()
    def the_ledger_balances(self) -> None:
        connection.check_constraints()
        sums = Posting.objects.aggregate(all=Sum("minor"), owed=Sum("minor", filter=Q(account__kind="agent")))
        assert (sums["all"] or 0) == 0
        earned = StatementLine.objects.aggregate(t=Sum("minor"))["t"] or 0
        assert -(sums["owed"] or 0) == earned == (Statement.objects.aggregate(t=Sum("total_minor"))["t"] or 0)


TestDispatch = DispatchMachine.TestCase
TestDispatch.settings = settings(max_examples=8, stateful_step_count=20, deadline=None)


@pytest.mark.fuzz
class TestDispatchForLong(DispatchMachine.TestCase):  # type: ignore[misc,valid-type]
    settings = settings(max_examples=300, stateful_step_count=50, deadline=None)
