"""A swap: an agent asks a colleague, or the pool, to take her shift. She holds the seat until somebody does."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import reason
from accounts.models import User
from talentpool.activation.shortlist import explain
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.queue import wake
from talentpool.messaging.actions import tell
from tasks.dispatch.actions.paying import hold_pay
from tasks.dispatch.actions.releasing import REFILL
from tasks.dispatch.errors import NotReleasable, NotYours, SwapRefused
from tasks.dispatch.models import OPEN_OFFERS, Assignment, Offer, Swap
from tasks.dispatch.states import ASSIGNMENT, AssignmentState
from tasks.orders.demand import demand_of

# She need not have set herself free at that time: saying yes to a colleague is more than that.
HER_OWN_CHOICE = {"not_available"}


@transaction.atomic
def seek_swap(*, assignment: Assignment, by: User, to: Agent | None = None, at: datetime | None = None) -> Swap | None:
    """Look for somebody to take one's shift: ``to``, a colleague, who gets an offer of it; or whoever in the pool is next.

    The seat stays hers and counts as uncovered, so the pool is asked as well; her liability ends when somebody takes it.
    Asking the same colleague twice is asking once. Raises NotReleasable after the shift, SwapRefused where she can't.
    """
    if by.pk != assignment.agent.user_id:
        raise NotYours
    moment = at or now()
    if assignment.state not in (AssignmentState.HELD, AssignmentState.SEEKING) or moment >= assignment.shift.ends_at:
        raise NotReleasable
    swap = None if to is None else _ask(assignment, to, at=moment)
    if assignment.state == AssignmentState.HELD:
        ASSIGNMENT.move(assignment, AssignmentState.SEEKING)
    wake(REFILL, shift=str(assignment.shift.ref))
    return swap


def _ask(assignment: Assignment, to: Agent, *, at: datetime) -> Swap:
    known = Swap.objects.filter(assignment=assignment, offer__agent=to, offer__state__in=OPEN_OFFERS).first()
    if known is not None:
        return known
    shift = assignment.shift
    against = explain(to, demand_of(shift.order, [shift]), at=at)[str(shift.ref)]
    asked_already = Offer.objects.filter(shift=shift, agent=to, state__in=[*OPEN_OFFERS, "accepted"]).exists()
    if to.pk == assignment.agent_id or asked_already or any(rule.code not in HER_OWN_CHOICE for rule in against):
        raise SwapRefused  # without the rule: that is hers to know
    offer = Offer.objects.create(
        shift=shift,
        agent=to,
        is_swap=True,
        deadline=shift.starts_at if shift.starts_at > at else shift.ends_at,
        pay_minor=hold_pay(shifts=[shift])[shift.pk],
        currency=shift.currency,
        why=[reason("swap", _("a colleague asks you to take her shift"))],
        created_at=at,
    )
    tell(
        user=to.user,
        topic="swap.asked",
        params={"client": shift.order.client.name, "at": shift.starts_at, "until": offer.deadline},
        link=f"/agent/offers/{offer.ref}/",
        dedupe=f"swap:{offer.ref}",
        urgent=True,
    )
    return Swap.objects.create(assignment=assignment, offer=offer, asked_at=at)
