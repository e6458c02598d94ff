"""Waves: offers that go out together, are drawn, and end. Every step may be asked for twice and happens once."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.actions import Decision, record_decisions
from talentpool.activation.acceptance import in_use
from talentpool.activation.actions import ApproachKey, NewApproach, open_approaches, withdraw_approaches
from talentpool.activation.matching import Candidate
from talentpool.activation.rules.plan import aim, next_wave
from talentpool.agents.models import Agent, AgentSkill
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell
from tasks.dispatch import rules
from tasks.dispatch.actions.claiming import claim
from tasks.dispatch.actions.paying import hold_pay
from tasks.dispatch.actions.planning import plan_wave
from tasks.dispatch.coverage import uncovered
from tasks.dispatch.errors import ClaimRefused, ShiftFull
from tasks.dispatch.models import DispatchPolicy, Offer, Wave
from tasks.dispatch.people import Diary, queue_for, reasons_of
from tasks.dispatch.sharing import share_out
from tasks.dispatch.states import OFFER, WAVE, OfferState, WaveCause, WaveState
from tasks.orders.demand import demand_of
from tasks.orders.models import Order, Shift


class Asked(NamedTuple):
    """One offer before it is written."""

    shift: Shift
    person: Candidate


@transaction.atomic
def send_wave(*, wave: Wave, at: datetime | None = None) -> int:
    """Send the offers of a due wave, as many as what was answered so far asks for; returns how many went out.

    The next wave is written down with it, so that the plan goes on whoever is away.
    """
    moment = at or now()
    order = wave.plan.order
    shifts = uncovered(order=order, at=moment, shift=wave.shift)
    starts_at = max(moment, min((shift.starts_at for shift, _open in shifts), default=moment))
    times = rules.wave_times(
        at=moment,
        starts_at=starts_at if starts_at > moment else max((s.ends_at for s, _open in shifts), default=moment),
        waves_left=wave.waves_left,
        lottery_minutes=wave.plan.lottery_minutes if wave.cause == WaveCause.PLANNED else 0,
        offer_minutes=wave.plan.offer_minutes,
    )
    state = WaveState.LOTTERY if times.lottery_until else WaveState.INSTANT
    WAVE.move(wave, state, sent_at=moment, lottery_until=times.lottery_until, deadline=times.deadline)
    chosen = _choose(wave, order, shifts, at=moment)
    offers = _write_offers(wave, order, chosen, at=moment)
    wave.size = len(offers)
    wave.save(update_fields=["size"])
    if wave.waves_left > 1 and shifts:
        plan_wave(
            plan=wave.plan,
            at=times.deadline,
            waves_left=wave.waves_left - 1,
            cause=WaveCause(wave.cause),
            shift=wave.shift,
        )
    return len(offers)


def _choose(wave: Wave, order: Order, shifts: Sequence[tuple[Shift, int]], *, at: datetime) -> list[Asked]:
    """Whom to ask: the fewest for each shift, shared out where shifts want the same people, so that none runs dry; nobody
    for two shifts she can't both take."""
    if not shifts:
        return []
    policy, shock = DispatchPolicy.current(), in_use().shock
    demand = demand_of(order, [shift for shift, _open in shifts])
    slots = {slot.ref: slot for slot in demand.slots}
    diary, wants = Diary(policy.most_open_offers), []
    for shift, seats in shifts:
        people = queue_for(shift, demand, policy=policy, at=at, seed=wave.seed % 2**31, only_hubs=wave.only_hubs).people
        diary.load([one.agent_id for one in people])
        asked, yes = _answers(shift)
        left = max(0, seats - _in_draw(shift))
        left = left if wave.seats is None else min(left, wave.seats)
        advice = next_wave(
            seats=left,
            probabilities=[one.probability for one in people],
            waves_left=wave.waves_left,
            target=_aim(wave, shift),
            shock=shock,
            asked=asked,
            yes=yes,
        )
        wants.append(rules.Want(shift, left, advice.offers, people))
    shared = share_out(
        wants,
        days=[_day(shift) for shift, _open in shifts],
        most=policy.most_open_offers,
        has_room=lambda shift, who: diary.take(who, slots[str(shift.ref)]),
    )
    return [Asked(shift, person) for shift, person in shared]


def _aim(wave: Wave, shift: Shift) -> float:
    """The plan's target, or what was promised for this shift where that is more."""
    rows = wave.plan.breakdown.get("shifts", [])
    promised = next((row["probability"] for row in rows if row["ref"] == str(shift.ref)), 0.0)
    return aim(target=wave.plan.target, promised=promised)


def _day(shift: Shift) -> int:
    """The client's day that a shift begins on: nobody is asked for two on one day."""
    return shift.starts_at.astimezone(ZoneInfo(shift.order.client.timezone)).toordinal()


def _answers(shift: Shift) -> tuple[list[float], int]:
    """The probabilities of everybody asked for a shift before, and how many said yes."""
    rows = list(
        Offer.objects.filter(shift=shift).exclude(state=OfferState.WITHDRAWN).values_list("probability", "state")
    )
    said_yes = {
        OfferState.ACCEPTED.value,
        OfferState.ENTERED.value,
        OfferState.NOT_DRAWN.value,
        OfferState.ENDED.value,
    }
    return [p for p, _state in rows], sum(state in said_yes for _p, state in rows)


def _in_draw(shift: Shift) -> int:
    return Offer.objects.filter(shift=shift, state=OfferState.ENTERED).count()


def _write_offers(wave: Wave, order: Order, chosen: Sequence[Asked], *, at: datetime) -> list[Offer]:
    """Offers, their approaches, messages and decision records."""
    policy = DispatchPolicy.current()
    pay = hold_pay(shifts=[asked.shift for asked in chosen])
    ids = {asked.person.agent_id for asked in chosen}
    agents = Agent.objects.select_related("user").in_bulk(ids)
    skills = {row.agent_id: row for row in AgentSkill.objects.filter(agent_id__in=ids, skill=order.skill)}
    offers = [
        Offer(
            wave=wave,
            shift=asked.shift,
            agent=agents[asked.person.agent_id],
            asked_at=at,
            deadline=wave.deadline,
            lottery_until=wave.lottery_until,
            pay_minor=pay[asked.shift.pk],
            currency=asked.shift.currency,
            probability=asked.person.probability,
            why=reasons_of(asked.person, skill=skills.get(asked.person.agent_id), policy=policy, at=at),
            created_at=at,
        )
        for asked in chosen
    ]
    keys = open_approaches(
        approaches=[_approach(offer, asked.person, order) for offer, asked in zip(offers, chosen, strict=True)], at=at
    )
    for offer, key in zip(offers, keys, strict=True):
        offer.approach_id, offer.asked_at = key
    Offer.objects.bulk_create(offers)
    record_decisions(
        decisions=[_decision(offer, asked.person, policy) for offer, asked in zip(offers, chosen, strict=True)]
    )
    for offer in offers:
        _tell(offer, order)
    return offers


def _approach(offer: Offer, person: Candidate, order: Order) -> NewApproach:
    return NewApproach(
        agent_id=offer.agent_id,
        skill_id=order.skill_id or 0,
        channel=(*offer.shift.channels, order.channel)[0],
        language=order.language_id or "",
        kind=offer.agent.kind,
        purpose="offer",
        source=offer.ref,
        deadline=offer.deadline,
        facts=person.facts,
    )


def _decision(offer: Offer, person: Candidate, policy: DispatchPolicy) -> Decision:
    return Decision(
        subject=offer.agent.user,
        kind="offer",
        outcome="offered",
        rule_version=f"dispatch-{policy.version}",
        reasons=offer.why,
        inputs={"place": person.place, "favourite": person.favourite, "score": round(person.score, 4)},
        about=offer.ref,
    )


def _tell(offer: Offer, order: Order) -> None:
    tell(
        user=offer.agent.user,
        topic="offer.sent",
        params={"client": order.client.name, "at": offer.shift.starts_at, "until": offer.deadline},
        link=f"/agent/offers/{offer.ref}/",
        dedupe=f"offer:{offer.ref}",
    )


def draw_wave(*, wave: Wave, at: datetime | None = None) -> int:
    """Allot the seats of a lottery whose window is over; returns how many were drawn. Goes on where it broke off.

    The order is written down before the first seat is given; each seat is taken by ``claim_seat`` in a transaction of
    its own, so that a draw of hundreds locks nobody out.
    """
    moment = at or now()
    if wave.state != WaveState.LOTTERY or wave.lottery_until is None or moment < wave.lottery_until:
        return 0
    _write_order(wave)
    entered = {
        str(o.ref): o for o in wave.offers.filter(state=OfferState.ENTERED).select_related("agent__user", "shift")
    }
    drawn = 0
    for refs in wave.drawn.values():
        for ref in refs:
            if ref in entered:
                drawn += _allot(entered[ref], at=moment)
    WAVE.move(wave, WaveState.INSTANT, drawn_at=moment)
    return drawn


@transaction.atomic
def _write_order(wave: Wave) -> None:
    locked = Wave.objects.select_for_update().get(pk=wave.pk)
    if not locked.drawn:
        by_shift: dict[str, list[str]] = {}
        for shift, ref in wave.offers.filter(state=OfferState.ENTERED).values_list("shift__ref", "ref"):
            by_shift.setdefault(str(shift), []).append(str(ref))
        locked.drawn = {shift: rules.draw(seed=wave.seed, refs=refs) for shift, refs in sorted(by_shift.items())}
        locked.save(update_fields=["drawn"])
    wave.drawn = locked.drawn


def _allot(offer: Offer, *, at: datetime) -> bool:
    """One person's turn in the draw."""
    link, dedupe = f"/agent/offers/{offer.ref}/", f"drawn:{offer.ref}"
    params = {"client": offer.shift.order.client.name, "at": offer.shift.starts_at}
    try:
        claim(offer=offer, by=offer.agent.user, at=at, options=("draw",))
    except ClaimRefused as refusal:
        OFFER.move(offer, OfferState.NOT_DRAWN if isinstance(refusal, ShiftFull) else OfferState.WITHDRAWN)
        tell(user=offer.agent.user, topic="offer.not_drawn", params=params, link=link, dedupe=dedupe)
        return False
    tell(user=offer.agent.user, topic="offer.drawn", params=params, link=link, dedupe=dedupe, urgent=True)
    return True


@transaction.atomic
def close_wave(*, wave: Wave, at: datetime | None = None) -> int:
    """End a wave whose deadline has passed; offers nobody answered expire. Not answering costs nothing."""
    moment = at or now()
    if moment < wave.deadline:
        return 0
    WAVE.move(wave, WaveState.CLOSED)
    return wave.offers.filter(state__in=[OfferState.OFFERED, OfferState.NOT_DRAWN]).update(state=OfferState.EXPIRED)


@transaction.atomic
def withdraw_offers(*, shift: Shift, states: Sequence[OfferState] = (OfferState.OFFERED, OfferState.ENTERED)) -> int:
    """Take back the open offers of a shift that needs nobody any more; they count nowhere."""
    rows = Offer.objects.select_for_update().filter(shift=shift, state__in=states)
    offers = list(rows.order_by("pk"))
    Offer.objects.filter(pk__in=[one.pk for one in offers]).update(state=OfferState.WITHDRAWN)
    keys = [ApproachKey(o.approach_id, o.asked_at) for o in offers if o.approach_id and o.asked_at]
    withdraw_approaches(keys=keys)
    return len(offers)
