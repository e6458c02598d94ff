"""The approach ledger: one row per time the platform asked one agent something."""

from typing import ClassVar, Self

from django.db import models

from accounts.principals import Principal
from talentpool.activation.states import Answer, Depth, Purpose
from talentpool.agents.models import Agent, Language, Skill
from talentpool.agents.states import Channel, Kind


class ApproachQuerySet(models.QuerySet["Approach"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()

    def counting(self) -> Self:
        """Withdrawn and still open approaches count nowhere."""
        return self.filter(withdrawn=False).exclude(answer=Answer.OPEN)


class Approach(models.Model):
    """One time the platform asked one agent something that needs an answer. Partitioned by month of
    ``asked_at``.

    No foreign key may point here (a partition can't be referenced by id alone): keep (approach_id, asked_at).
    ``source``: the ref of the offer, drill or ping.
    """

    pk = models.CompositePrimaryKey("id", "asked_at")
    id = models.BigIntegerField(db_default=models.expressions.RawSQL("nextval('activation_approach_id_seq')", []))
    asked_at = models.DateTimeField()
    agent = models.ForeignKey(Agent, on_delete=models.DO_NOTHING, related_name="approaches", db_constraint=False)
    skill = models.ForeignKey(Skill, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    source = models.UUIDField()
    deadline = models.DateTimeField()
    answer = models.CharField(max_length=5, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True)
    depth = models.CharField(max_length=10, choices=Depth.choices, blank=True, default="")
    ready_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    withdrawn = models.BooleanField(default=False)
    # What the acceptance model may use: lead_hours, hour, pay_ratio, idle_days.
    facts = models.JSONField(default=dict)

    objects = ApproachQuerySet.as_manager()

    class Meta:
        managed = False  # the partitioned table is made by migration 0002
        db_table = "activation_approach"


class Contact(models.Model):
    """When an agent was last asked anything: one row per agent, so that a wave rewrites no index row."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, primary_key=True, related_name="contact")
    last_asked_at = models.DateTimeField()


class RateDay(models.Model):
    """The daily roll-up of the ledger: approaches of one UTC day, segment and purpose, by what became of
    them.

    Counts approaches, not people: rates over distinct agents are in ``SegmentRate``.
    """

    day = models.DateField()
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    asked = models.PositiveIntegerField()
    yes = models.PositiveIntegerField()
    ready = models.PositiveIntegerField()
    worked = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "skill", "channel", "language", "kind", "purpose"], name="rate_day_once"
            )
        ]
