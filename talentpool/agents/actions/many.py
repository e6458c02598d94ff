"""Many agents at once, from a list: everybody begins in training, like anybody else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from talentpool.agents.actions.life import level_of, next_number
from talentpool.agents.models import Agent, AgentChannel, AgentLanguage, Load, Region
from talentpool.agents.states import AgentState


@dataclass(frozen=True, slots=True)
class NewAgent:
    """languages: code -> level; channels: codes; region: a code or "". hours: wished a week."""

    user: User
    kind: str
    languages: Mapping[str, int] = field(default_factory=dict)
    channels: tuple[str, ...] = ()
    region: str = ""
    hours: int | None = None


@transaction.atomic
def admit_agents(*, agents: Iterable[NewAgent]) -> list[Agent]:
    """Agents in training with the next numbers, in the order given. Languages must be known."""
    wanted = list(agents)
    first = int(next_number())
    regions = {one.code: one for one in Region.objects.filter(code__in={one.region for one in wanted})}
    made = Agent.objects.bulk_create(
        [
            Agent(
                user=one.user,
                number=f"{number:04d}",
                kind=one.kind,
                state=AgentState.TRAINING,
                region=regions.get(one.region),
                weekly_cap_minutes=(one.hours or 40) * 60,
            )
            for number, one in enumerate(wanted, start=first)
        ],
        batch_size=1000,
    )
    Load.objects.bulk_create([Load(agent=agent) for agent in made], batch_size=1000)
    pairs = list(zip(made, wanted, strict=True))
    AgentLanguage.objects.bulk_create(
        [
            AgentLanguage(agent=agent, language_id=code, level=level_of(value=level))
            for agent, one in pairs
            for code, level in one.languages.items()
        ],
        batch_size=2000,
    )
    AgentChannel.objects.bulk_create(
        [AgentChannel(agent=agent, channel=channel) for agent, one in pairs for channel in one.channels],
        batch_size=2000,
    )
    return made
