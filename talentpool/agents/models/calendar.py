"""When an agent can work and what she is already bound to. One calendar per agent."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models

from accounts.principals import Principal
from talentpool.agents.models.agent import Agent
from talentpool.agents.states import CommitmentKind
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable


class Availability(models.Model):
    """A weekly window in the agent's own zone: ``weekday`` 0 Monday to 6, minutes of the day, half-open.

    A window over midnight is two rows. Minutes lie on the quarter-hour grid.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="availability")
    weekday = models.PositiveSmallIntegerField()
    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6, start_minute__lt=models.F("end_minute"), end_minute__lte=1440),
                name="availability_window",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agent", "weekday"])]


class AvailabilityExceptionQuerySet(models.QuerySet["AvailabilityException"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()

    def coming(self, at: datetime) -> Self:
        """Not over at that moment, the next first."""
        return self.filter(during__endswith__gt=at).order_by("during")


class AvailabilityException(models.Model):
    """A stretch of time that differs from the week: free when she is not, or away when she is free."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="availability_exceptions")
    during = DateTimeRangeField()
    available = models.BooleanField()

    objects = AvailabilityExceptionQuerySet.as_manager()


class Load(models.Model):
    """The row that whoever writes a commitment locks first; caps and rest are checked under it."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, primary_key=True, related_name="load")
    changed_at = models.DateTimeField(default=now)


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class Commitment(Referable):
    """A stretch of time an agent is bound to, across all clients. Carries the only exclusion constraint.

    ``source``: the ref of the assignment, standby, class or interview. Freed by deleting the row.
    """

    # The exclusion constraint's index begins with the agent: another one would cost every claim a page.
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="commitments", db_index=False)
    during = DateTimeRangeField()
    kind = models.CharField(max_length=10, choices=CommitmentKind.choices)
    source = models.UUIDField(db_index=True)
    created_at = models.DateTimeField(default=now)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="commitment_never_twice",
                expressions=[("agent", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=models.Q(during__isempty=False), name="commitment_not_empty"),
        ]
