"""Capacity holds: a submitted order keeps people, so that nobody is promised twice."""

from uuid import UUID

from django.db import transaction

from accounts.models import User
from talentpool.activation.demand import Demand
from talentpool.activation.models import Hold
from talentpool.activation.states import HoldState
from talentpool.activation.task_rate import TaskRate, rate_demand


@transaction.atomic
def hold_capacity(*, demand: Demand, owner: UUID, by: User | None, rate: TaskRate | None = None) -> list[Hold]:
    """Keep the people that the order ``owner`` will bind: as many as must be asked, refusals counted
    (``SlotRate.bound``).

    rate: the demand's rate where it is known already. Holding again replaces the order's earlier hold.
    """
    release_hold(owner=owner, by=by)
    rated = rate or rate_demand(demand)
    return Hold.objects.bulk_create(
        Hold(
            owner=owner,
            client_id=demand.client_id,
            skill_id=demand.skill_id,
            channel=demand.channel_of(slot),
            language_id=demand.language,
            during=(slot.starts_at, slot.ends_at),
            people=known.bound,
        )
        for slot, known in zip(demand.slots, rated.slots, strict=True)
    )


def release_hold(*, owner: UUID, by: User | None) -> int:
    """Give an order's capacity back; returns how many holds ended."""
    return Hold.objects.filter(owner=owner, state=HoldState.HELD).update(state=HoldState.RELEASED)
