"""How many applications stand in which stage, kept by the database itself."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Sum

from accounts.principals import Principal
from talentpool.screening.models.campaign import Campaign


class StageTallyQuerySet(models.QuerySet["StageTally"]):
    def visible_to(self, principal: Principal) -> Self:
        """Counts of everybody's applications are for those who see everybody's applications."""
        return self if principal.has_role("recruiter", "trainer") else self.none()

    def counts(self) -> dict[str, int]:
        """state -> people, where there are any."""
        rows = self.values_list("state").annotate(people=Sum("people")).order_by()
        return {state: int(people) for state, people in rows if people}


class StageTally(models.Model):
    """A change of a stage's count, written by a trigger (sql/stage_tally.sql); the sum of the rows is the count.

    Rows are only added, so that two people who move applications never wait for each other; a job adds them up.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10)
    people = models.BigIntegerField()

    objects = StageTallyQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["campaign", "state"], include=["people"], name="stage_tally_sum")]
