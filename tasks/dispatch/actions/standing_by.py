"""Standby: a paid place in the queue behind a shift, with an order and a deadline."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.actions import reason
from accounts.models import User
from talentpool.activation.reasons import Refused
from talentpool.activation.shortlist import explain
from talentpool.agents.models import Agent, Commitment, Load
from talentpool.agents.states import CommitmentKind
from talentpool.kernel.clock import now
from talentpool.messaging.actions import publish, tell
from tasks.dispatch import rules
from tasks.dispatch.actions.claiming import Answered, claim_or_take_over
from tasks.dispatch.actions.paying import hold_pay
from tasks.dispatch.coverage import uncovered
from tasks.dispatch.errors import NotEligible, NotYours, Overlap, StandbyTaken, TooLateToStandBy
from tasks.dispatch.models import DispatchPolicy, Offer, Standby
from tasks.dispatch.states import STANDBY, OfferState, StandbyState
from tasks.orders.demand import demand_of
from tasks.orders.models import Shift
from tasks.orders.states import ShiftState

# Whoever taps "stand by" is free at that time, whatever her week says.
HER_OWN_CHOICE = {"not_available"}


@transaction.atomic
def join_standby(*, shift: Shift, agent: Agent, by: User) -> Standby:
    """Keep the time of a shift free and wait for a seat; paid whether she is called or not. Twice is once.

    Only for who could take the seat: raises NotEligible with the rule that stands against it, Overlap when she is bound to
    something else, TooLateToStandBy after the shift.
    """
    if by.pk != agent.user_id:
        raise NotYours
    if shift.state not in (ShiftState.OPEN, ShiftState.STARTED) or shift.ends_at <= now():
        raise TooLateToStandBy
    Load.objects.select_for_update().get_or_create(pk=agent.pk)
    waiting = Standby.objects.filter(shift=shift, agent=agent, state__in=["waiting", "called"]).first()
    if waiting is not None:
        return waiting
    _refuse_who_could_not_step_in(agent, shift)
    Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)  # places are given one at a time
    last = Standby.objects.filter(shift=shift).aggregate(place=Max("place"))["place"] or 0
    minutes = int((shift.ends_at - shift.starts_at).total_seconds() // 60)
    share = DispatchPolicy.current().standby_share
    place = Standby.objects.create(
        shift=shift,
        agent=agent,
        place=last + 1,
        pay_minor=rules.standby_pay(pay_minor=shift.pay_minor, minutes=minutes, share=share),
    )
    _bind(place)
    return place


def _refuse_who_could_not_step_in(agent: Agent, shift: Shift) -> None:
    against = standing_against(agent=agent, shift=shift, at=now())
    if any(rule.code == "overlap" for rule in against):
        raise Overlap
    if against:
        raise NotEligible(rule=against[0].text, next=against[0].next_step)


def standing_against(*, agent: Agent, shift: Shift, at: datetime, place: Standby | None = None) -> list[Refused]:
    """The rules that keep her from the shift; that she had not set those hours free does not. ``place``: her own place
    behind the shift, which is no reason against it."""
    demand = demand_of(shift.order, [shift])
    found = explain(agent, demand, at=at, without=place.ref if place else None)[str(shift.ref)]
    return [rule for rule in found if rule.code not in HER_OWN_CHOICE]


def _bind(place: Standby) -> None:
    """Her time is kept free by the one calendar; the exclusion constraint says whether it was."""
    during = (place.shift.starts_at, place.shift.ends_at)
    try:
        with transaction.atomic():
            Commitment.objects.create(
                agent_id=place.agent_id, during=during, kind=CommitmentKind.STANDBY, source=place.ref
            )
    except IntegrityError as error:
        raise Overlap from error


@transaction.atomic
def leave_standby(*, standby: Standby, by: User) -> Standby:
    """Give the place up; nothing is paid and nothing is noted. Twice is once."""
    if by.pk != standby.agent.user_id:
        raise NotYours
    if standby.state == StandbyState.LEFT:
        return standby
    STANDBY.move(standby, StandbyState.LEFT)
    Commitment.objects.filter(agent_id=standby.agent_id, source=standby.ref).delete()
    return standby


@transaction.atomic
def call_standby(*, shift: Shift, at: datetime | None = None) -> list[Standby]:
    """Call as many of the queue as seats are uncovered and not being answered; the first in order first."""
    moment = at or now()
    Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    open_seats = sum(seats for _shift, seats in uncovered(order=shift.order, at=moment, shift=shift))
    called = Standby.objects.filter(shift=shift, state=StandbyState.CALLED).count()
    answer_by = moment + timedelta(minutes=DispatchPolicy.current().standby_answer_minutes)
    woken = _next_in_line(shift, open_seats - called, at=moment)
    for one in woken:
        STANDBY.move(one, StandbyState.CALLED, called_at=moment, answer_by=answer_by)
        tell(
            user=one.agent.user,
            topic="standby.called",
            params={"client": shift.order.client.name, "at": shift.starts_at, "until": answer_by},
            link=f"/agent/standby/{one.ref}/",
            dedupe=f"standby:{one.ref}:{moment.isoformat()}",
            urgent=True,
        )
    return woken


def _next_in_line(shift: Shift, wanted: int, *, at: datetime) -> list[Standby]:
    """The first who wait and may still take the shift. Who may not any more is told so and paid until now: her call would
    only cost the seat its minutes."""
    found: list[Standby] = []
    queue = Standby.objects.filter(shift=shift, state=StandbyState.WAITING).select_related(
        "agent__user", "shift__order"
    )
    for one in queue.order_by("place") if wanted > 0 else ():
        against = standing_against(agent=one.agent, shift=shift, at=at, place=one)
        if not against:
            found.append(one)
        else:
            _end_place(one, at=at)
            tell(
                user=one.agent.user,
                topic="standby.ended",
                params={
                    "client": shift.order.client.name,
                    "at": shift.starts_at,
                    "rule": reason(against[0].code, against[0].text),
                },
                link=f"/agent/standby/{one.ref}/",
                dedupe=f"standby.ended:{one.ref}",
            )
        if len(found) == wanted:
            break
    return found


@transaction.atomic
def step_in(*, standby: Standby, by: User) -> Answered:
    """Take the seat she was called for; her standby ends with it. Raises StandbyTaken after her deadline."""
    if by.pk != standby.agent.user_id:
        raise NotYours
    moment = now()
    pay = hold_pay(shifts=[standby.shift])[standby.shift_id]
    Load.objects.select_for_update().get_or_create(pk=standby.agent_id)
    standby.refresh_from_db(fields=["state", "answer_by"])
    if standby.state != StandbyState.CALLED or standby.answer_by is None or moment > standby.answer_by:
        raise StandbyTaken
    STANDBY.move(standby, StandbyState.PROMOTED)
    Commitment.objects.filter(agent_id=standby.agent_id, source=standby.ref).delete()
    return claim_or_take_over(offer=_offer(standby, pay, moment), by=by, at=moment)


def _offer(standby: Standby, pay_minor: int, at: datetime) -> Offer:
    """Her open offer of this shift, or one made for the call: a seat is only ever taken through an offer."""
    rows = Offer.objects.filter(shift_id=standby.shift_id, agent_id=standby.agent_id)
    found = rows.filter(state__in=[OfferState.OFFERED, OfferState.NOT_DRAWN]).first()
    if found is not None:
        Offer.objects.filter(pk=found.pk).update(deadline=standby.shift.ends_at, lottery_until=None)
        found.refresh_from_db()
        return found
    shift = standby.shift
    return Offer.objects.create(
        ref=uuid4(),
        shift=shift,
        agent_id=standby.agent_id,
        deadline=shift.ends_at,
        pay_minor=pay_minor,
        currency=shift.currency,
        created_at=at,
    )


@transaction.atomic
def pass_on(*, standby: Standby, at: datetime | None = None) -> bool:
    """Her deadline to step in has passed: the next in the queue is called. She keeps no place, and no blame.

    What she kept free of the shift until then is paid.
    """
    moment = at or now()
    if standby.state != StandbyState.CALLED or standby.answer_by is None or moment <= standby.answer_by:
        return False
    _end_place(standby, at=moment)
    call_standby(shift=standby.shift, at=moment)
    return True


def _end_place(standby: Standby, *, at: datetime) -> None:
    """Her place in the queue ends; what she kept free of the shift until now is paid."""
    kept = min(at, standby.shift.ends_at) - standby.shift.starts_at
    pay = rules.standby_pay(
        pay_minor=standby.shift.pay_minor,
        minutes=max(0, int(kept.total_seconds() // 60)),
        share=DispatchPolicy.current().standby_share,
    )
    STANDBY.move(standby, StandbyState.OVER, pay_minor=pay)
    Commitment.objects.filter(agent_id=standby.agent_id, source=standby.ref).delete()
    publish(topic="standby.over", standby=standby.ref)


@transaction.atomic
def end_standbys(*, shift: Shift) -> int:
    """The shift is over: who still waited is done, and is paid for it."""
    rows = list(Standby.objects.filter(shift=shift, state__in=[StandbyState.WAITING, StandbyState.CALLED]))
    for one in rows:
        STANDBY.move(one, StandbyState.OVER)
        publish(topic="standby.over", standby=one.ref)
    return len(rows)
