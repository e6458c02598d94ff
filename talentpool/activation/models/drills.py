"""Drills, their schedules, and test contacts."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.activation.models.ledger import Approach
from talentpool.activation.states import Depth, DrillState, Purpose, ScheduleOutcome
from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check


def asked_refs(agent_id: int, purpose: Purpose) -> "models.QuerySet[Approach, UUID]":
    rows = Approach.objects.filter(agent_id=agent_id, purpose=purpose, withdrawn=False)
    return rows.values_list("source", flat=True)


class DrillQuerySet(models.QuerySet["Drill"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff see all; a client the drills it booked; an agent those she was called in."""
        if principal.is_staff:
            return self
        if principal.agent_id:
            return self.filter(ref__in=asked_refs(principal.agent_id, Purpose.DRILL))
        return self.filter(client_id=principal.client_id) if principal.client_id else self.none()


class DrillScheduleQuerySet(models.QuerySet["DrillSchedule"]):
    def visible_to(self, principal: Principal) -> Self:
        return self if principal.is_staff else self.none()


class DrillSchedule(Referable):
    """A standing order: drill this segment again when its interval got wider than ``widest``, or too old.

    A job looks at the rows; ``least_days`` lie between two drills, and no drill costs more than ``most_minor``.
    """

    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="drill_schedules")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="drill_schedules")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    widest = models.FloatField(default=0.10, help_text=_("Half-width of the interval, 0.10 = ± 10 points."))
    least_days = models.PositiveSmallIntegerField(default=21)
    depth = models.CharField(max_length=10, choices=Depth.choices, default=Depth.WORKED)
    announced = models.BooleanField(default=False)
    answer_minutes = models.PositiveIntegerField(default=24 * 60)
    thanks_minor = models.PositiveIntegerField(default=0)
    most_minor = models.PositiveIntegerField(default=50_000, help_text=_("A drill that would cost more is not sent."))
    active = models.BooleanField(default=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(default=now)
    looked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=ScheduleOutcome.choices, blank=True, default="")

    objects = DrillScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("drill schedule")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["skill", "channel", "language", "kind"], name="one_schedule_a_segment"),
            models.CheckConstraint(condition=models.Q(widest__gt=0, widest__lt=1), name="schedule_width"),
        ]


class Drill(Referable):
    """An exercise that calls a random stratified sample of a segment of the reserve."""

    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="drills")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="drills")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True, default="")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, blank=True, related_name="drills")
    state = models.CharField(max_length=10, choices=DrillState.choices, default=DrillState.PLANNED)
    announced = models.BooleanField(default=False)
    backbone = models.BooleanField(default=False, help_text=_("Only backbone agents; the segment's rate doesn't move."))
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
    answer_minutes = models.PositiveIntegerField(
        default=24 * 60, help_text=_("How long people have to answer; announced drills may take days.")
    )
    schedule = models.ForeignKey(DrillSchedule, on_delete=models.SET_NULL, null=True, blank=True, related_name="drills")
    send_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Waits for the end of quiet hours, or for the time announced.")
    )
    announced_at = models.DateTimeField(null=True, blank=True)
    drawn = models.JSONField(
        default=list, blank=True, help_text=_("Whom an announced drill will call: drawn and told.")
    )
    note = models.CharField(max_length=500, blank=True, default="", help_text=_("What the client wants to know."))
    answer_to_client = models.CharField(max_length=500, blank=True, default="")
    paused = models.PositiveIntegerField(default=0, help_text=_("Left out of the population because they paused."))

    objects = DrillQuerySet.as_manager()

    class Meta:
        verbose_name = _("drill")
        constraints: ClassVar = [
            state_check(DrillState, name="drill_state"),
            models.CheckConstraint(condition=models.Q(sample_size__lte=models.F("population")), name="drill_sample"),
        ]

    @property
    def answer_hours(self) -> float:
        return self.answer_minutes / 60


class TrialContact(Referable):
    """A short customer message with answers to choose from, one of them right. ``skill`` empty: fits all."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, null=True, blank=True, related_name="trial_contacts")
    text = LocalizedTextField(verbose_name=_("customer's message"))
    options = models.JSONField(default=list, help_text='[{"en": ..., "zh-hans": ...}, ...]')
    right = models.PositiveSmallIntegerField(default=0, help_text=_("Which option is right, counted from 0."))
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("test contact")

    def __str__(self) -> str:
        return str(self.text)[:80]
