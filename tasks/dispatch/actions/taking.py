"""A shift taken without having been asked: one of the alternatives of somebody who came too late."""

from django.db import transaction

from accounts.models import User
from talentpool.activation.shortlist import explain
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from tasks.dispatch.actions.claiming import Answered, claim_or_take_over
from tasks.dispatch.actions.paying import hold_pay
from tasks.dispatch.errors import DrawGoingOn, NotEligible, NotYours
from tasks.dispatch.models import OPEN_OFFERS, Offer
from tasks.orders.demand import demand_of
from tasks.orders.models import Shift


@transaction.atomic
def take_shift(*, shift: Shift, agent: Agent, by: User) -> Answered:
    """Take a free seat of an open shift, if every fact allows it and nobody is being drawn for it.

    Raises NotEligible with the first rule that stands against it, DrawGoingOn, or what the claim refuses.
    """
    if by.pk != agent.user_id:
        raise NotYours
    moment = now()
    if shift.offers.filter(lottery_until__gt=moment).exists():
        raise DrawGoingOn
    offer = shift.offers.filter(agent=agent, state__in=[*OPEN_OFFERS, "accepted"]).first()
    if offer is None:
        refused = explain(agent, demand_of(shift.order, [shift]), at=moment)[str(shift.ref)]
        if refused:
            raise NotEligible(rule=refused[0].text, next=refused[0].next_step)
        offer = Offer.objects.create(
            shift=shift,
            agent=agent,
            deadline=shift.ends_at,
            pay_minor=hold_pay(shifts=[shift])[shift.pk],
            currency=shift.currency,
            created_at=moment,
        )
    return claim_or_take_over(offer=offer, by=by, at=moment)
