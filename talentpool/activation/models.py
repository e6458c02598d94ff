"""The approach ledger, drills, pings, holds, the matching index, acceptance models, pool review."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.activation.states import Answer, Depth, DrillState, HoldState, Purpose, ReviewProposal
from talentpool.agents.models import Agent, Language, Skill
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check


class ApproachQuerySet(models.QuerySet["Approach"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()

    def counting(self) -> Self:
        """Withdrawn and still open approaches count nowhere."""
        return self.filter(withdrawn=False).exclude(answer=Answer.OPEN)


class Approach(models.Model):
    """One time the platform asked one agent something that needs an answer. Partitioned by month of ``asked_at``.

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
    facts = models.JSONField(
        default=dict
    )  # what the acceptance model may use: lead hours, hour, pay over floor, days since contact

    objects = ApproachQuerySet.as_manager()

    class Meta:
        managed = False  # the partitioned table is made by migration 0002
        db_table = "activation_approach"


class DrillQuerySet(models.QuerySet["Drill"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff see all; a client the drills it booked."""
        if principal.is_staff:
            return self
        return self.filter(client_id=principal.client_id) if principal.client_id else self.none()


class Drill(Referable):
    """An exercise that calls a random stratified sample of a segment of the reserve."""

    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="drills")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="drills")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True, default="")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, blank=True, related_name="drills")
    state = models.CharField(max_length=10, choices=DrillState.choices, default=DrillState.PLANNED)
    announced = models.BooleanField(default=False)
    depth = models.CharField(max_length=10, choices=Depth.choices, default=Depth.READY)
    precision = models.FloatField(default=0.05, help_text=_("Half-width wanted, 0.05 = ± 5 points."))
    sample_size = models.PositiveIntegerField()
    population = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    thanks_minor = models.PositiveIntegerField(default=0, help_text=_("Paid to each who takes part, minor units."))
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    objects = DrillQuerySet.as_manager()

    class Meta:
        verbose_name = _("drill")
        constraints: ClassVar = [
            state_check(DrillState, name="drill_state"),
            models.CheckConstraint(condition=models.Q(sample_size__lte=models.F("population")), name="drill_sample"),
        ]


class Ping(Referable):
    """A targeted message to a segment that wants an answer."""

    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="pings")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="pings")
    text = LocalizedTextField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=now)


class Hold(Referable):
    """Capacity a submitted order keeps, so that nobody is promised twice: ``people`` of a segment during a range.

    ``owner``: the ref of the order.
    """

    owner = models.UUIDField(db_index=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="holds")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="holds")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="holds")
    during = DateTimeRangeField()
    people = models.FloatField(help_text=_("Expected people bound, counting refusals."))
    state = models.CharField(max_length=10, choices=HoldState.choices, default=HoldState.HELD)
    created_at = models.DateTimeField(default=now)


class MatchRow(models.Model):
    """The matching index: one row per skill and agent, everything a shortlist asks for in one place. Derived.

    free_week: 672 bits, one per quarter-hour of a week that starts Monday 00:00 UTC. languages and channels: "code:level".
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="match_rows")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="match_rows")
    kind = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField()
    certified_until = models.DateTimeField(null=True)
    languages = ArrayField(models.CharField(max_length=14), default=list)
    channels = ArrayField(models.CharField(max_length=14), default=list)
    kit_until = models.DateTimeField(null=True)
    floor_minor = models.PositiveIntegerField(default=0)
    free_week = models.BinaryField(default=bytes)
    hub_id = models.BigIntegerField(null=True)
    deployable = models.BooleanField(default=False)
    paused_until = models.DateTimeField(null=True)
    score = models.FloatField(default=0)
    last_asked_at = models.DateTimeField(null=True)
    version = models.BigIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["skill", "agent"], name="match_row_once")]
        indexes: ClassVar = [models.Index(fields=["skill", "deployable", "-score"])]


class SegmentRate(models.Model):
    """Rates of a segment as of the last refresh; derived from the ledger, recomputable."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="rates")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.CASCADE, related_name="rates")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    days = models.PositiveSmallIntegerField()
    horizon_hours = models.PositiveSmallIntegerField(default=24)
    asked = models.PositiveIntegerField()
    reached = models.PositiveIntegerField()
    newest_at = models.DateTimeField(null=True)
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["skill", "channel", "language", "kind", "purpose", "days", "horizon_hours"],
                name="segment_rate_once",
            ),
            models.CheckConstraint(condition=models.Q(reached__lte=models.F("asked")), name="segment_rate_share"),
        ]


class AcceptanceModel(models.Model):
    """A trained acceptance model: plain coefficients, its calibration, and whether it is in use."""

    version = models.PositiveIntegerField(unique=True)
    coefficients = models.JSONField(default=dict)
    calibration = models.JSONField(default=dict)
    trained_on = models.PositiveIntegerField(default=0)
    trained_at = models.DateTimeField(default=now)
    in_use = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["in_use"], condition=models.Q(in_use=True), name="one_model_in_use")
        ]


class ReviewItem(Referable):
    """A proposal of the regular pool review about one agent, and a person's decision on it."""

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="reviews")
    proposal = models.CharField(max_length=10, choices=ReviewProposal.choices)
    rule_version = models.CharField(max_length=20)
    reasons = models.JSONField(default=list)
    proposed_at = models.DateTimeField(default=now)
    decision = models.CharField(max_length=10, choices=ReviewProposal.choices, blank=True, default="")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    effective_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decision="") | models.Q(decided_by__isnull=False),
                name="review_decided_by_a_person",
            )
        ]
