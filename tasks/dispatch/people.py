"""Who is asked next for a shift, in the published order; and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.utils.translation import gettext_lazy as _

from accounts.actions import reason
from talentpool.activation.demand import Demand, Slot
from talentpool.activation.matching import Candidate
from talentpool.activation.shortlist import eligible_for
from talentpool.agents.models import Agent, AgentSkill
from tasks.dispatch import rules
from tasks.dispatch.models import OPEN_OFFERS, DispatchPolicy, Offer
from tasks.orders.models import Shift

DEEP = 12  # people looked at per seat: more are never asked in one go
ONE_A_DAY = timedelta(hours=20)  # offers of one person lie at least so far apart, so that she can say yes to each


@dataclass(frozen=True)
class Queue:
    """The people still to ask for one shift, in order, and how many are eligible at all."""

    people: list[Candidate]
    eligible: int


def queue_for(
    shift: Shift, demand: Demand, *, policy: DispatchPolicy, at: datetime, seed: int, only_hubs: bool = False
) -> Queue:
    """Everybody who may be asked for this shift and was not, in the published order; ``only_hubs``: of hubs' people."""
    slot = next((one for one in demand.slots if one.ref == str(shift.ref)), None)
    if slot is None:
        return Queue([], 0)
    limit = DEEP * slot.seats + ceil(1 / policy.fresh_share if policy.fresh_share else 0) + 50
    ranked = eligible_for(demand, slot, limit=limit, seed=seed, at=at)
    asked = set(Offer.objects.filter(shift=shift).exclude(state="withdrawn").values_list("agent_id", flat=True))
    if only_hubs:
        people = Agent.objects.filter(pk__in=[one.agent_id for one in ranked], hub__isnull=False)
        at_hubs = set(people.values_list("pk", flat=True))
        ranked = [one for one in ranked if one.agent_id in at_hubs]
    fresh = rules.share_with_unasked(
        [one for one in ranked if one.agent_id not in asked],
        share=policy.fresh_share,
        asked_before=at - timedelta(days=policy.fresh_days),
    )
    return Queue(fresh, len(ranked))


class Diary:
    """Which hours each person was already offered, so that nobody gets two offers she can't both take."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.hours: dict[int, list[datetime]] = {}

    def load(self, agents: Sequence[int]) -> None:
        """Read the open offers of people not seen yet."""
        new = [agent for agent in agents if agent not in self.hours]
        for agent in new:
            self.hours[agent] = []
        rows = Offer.objects.filter(agent_id__in=new, state__in=OPEN_OFFERS).values_list("agent_id", "shift__starts_at")
        for agent, starts_at in rows:
            self.hours[agent].append(starts_at)

    def has_room(self, agent: int, slot: Slot) -> bool:
        taken = self.hours.get(agent, [])
        return len(taken) < self.most and all(abs(one - slot.starts_at) >= ONE_A_DAY for one in taken)

    def take(self, person: Candidate, slot: Slot) -> bool:
        """Write a slot into her diary if there is room; whether there was."""
        if not self.has_room(person.agent_id, slot):
            return False
        self.hours.setdefault(person.agent_id, []).append(slot.starts_at)
        return True


def reasons_of(
    one: Candidate, *, skill: AgentSkill | None, policy: DispatchPolicy, at: datetime
) -> list[dict[str, str]]:
    """Why this person was asked, in every language; the first lines go on the offer card."""
    said = []
    if one.favourite:
        said.append(reason("favourite", _("this client asks for you by name")))
    if skill is not None and skill.certified_until is not None:
        until = skill.certified_until.date().isoformat()
        said.append(reason("certified", _("you are certified for this work until %(until)s"), until=until))
    if one.last_asked_at is None or one.last_asked_at < at - timedelta(days=policy.fresh_days):
        said.append(reason("not_asked", _("you were not asked for %(days)s days"), days=policy.fresh_days))
    said.append(reason("free", _("you set yourself free at that time")))
    return said
