"""Who leads teams, and who could: what the log and the manager track say about each."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet, Sum

from talentpool.agents.models import Agent
from talentpool.growth.effects import counted_for_all
from talentpool.growth.models import MentorHour
from talentpool.training.models import Certificate
from talentpool.training.states import TrackKind

LOOK_BACK = timedelta(days=90)
LEAST_LEVEL = 4  # who stands here, or has passed the manager track, is worth a look; a person decides
TO_ONE_LEAD = 15


@dataclass(frozen=True)
class Lead:
    """One agent with the last 90 days: quality 0 to 100, on_time a share, minutes taught and confirmed."""

    agent: Agent
    managed: bool
    shifts: float
    quality: float
    on_time: float
    taught: int

    def facts(self) -> dict[str, float]:
        """What a decision keeps."""
        return {
            "level": self.agent.level,
            "manager_track": float(self.managed),
            "shifts": self.shifts,
            "quality": round(self.quality, 1),
            "on_time": round(self.on_time, 3),
            "taught_minutes": self.taught,
        }


def leads(agents: QuerySet[Agent], at: datetime) -> list[Lead]:
    """These agents with their facts, the strongest first; three queries whatever their number."""
    found = list(agents.select_related("user"))
    keys = [one.pk for one in found]
    counted = counted_for_all(at - LOOK_BACK) if found else {}
    taught = dict(
        MentorHour.objects.filter(mentor__in=keys, confirmed_at__gt=at - LOOK_BACK)
        .values_list("mentor")
        .annotate(minutes=Sum("minutes"))
    )
    managed = set(_managers(at).filter(agent__in=keys).values_list("agent", flat=True))
    rows = [_lead(one, counted.get(one.pk, {}), one.pk in managed, taught.get(one.pk, 0)) for one in found]
    return sorted(rows, key=lambda row: (not row.managed, -row.agent.level, -row.quality, row.agent.number))


def _lead(agent: Agent, counted: dict[str, float], managed: bool, taught: int) -> Lead:
    shifts, quality, on_time = (counted.get(name, 0.0) for name in ("shifts", "quality", "on_time"))
    return Lead(agent, managed, shifts, quality, on_time, taught)


def _managers(at: datetime) -> QuerySet[Certificate]:
    return Certificate.objects.valid(at).filter(course__track=TrackKind.MANAGER)


def candidates(agents: QuerySet[Agent], at: datetime) -> QuerySet[Agent]:
    """Of the reserve, who leads nobody yet and stands high enough or has passed the manager track."""
    fit = Q(level__gte=LEAST_LEVEL) | Q(pk__in=_managers(at).values("agent"))
    return agents.filter(fit, state="reserve", is_backbone=False).order_by("-level", "number")


def ratio(agents: QuerySet[Agent]) -> dict[str, int]:
    """How many lead, how many there are to be led, and how many leads one to fifteen asks for."""
    reserve = agents.filter(state="reserve")
    able = reserve.filter(is_backbone=True).count()
    others = reserve.filter(is_backbone=False).count()
    return {"leads": able, "others": others, "needed": math.ceil(others / TO_ONE_LEAD)}
