"""Volumes, and the seats they need. Knows no order."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.agents.states import Channel
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.staffing.states import ForecastState, ImportState, Model, VolumeSource


class VolumeSetQuerySet(models.QuerySet["VolumeSet"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(client_id=principal.client_id) if principal.client_id else self.none()

    def usable(self) -> Self:
        """Read to the end, and not taken back."""
        return self.filter(state=ImportState.DONE)

    def histories(self) -> Self:
        """What a forecast can be made from: read to the end, and no forecast itself."""
        return self.usable().exclude(source=VolumeSource.FORECAST)


class VolumeSet(Referable):
    """A client's volumes: one file or typed table, how its import goes, and the rows that could not be read.

    row_errors: [{"row", "code", "message"}], at most the first 1,000; rows_bad counts all.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="volume_sets")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=10, choices=VolumeSource.choices, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.CALL)
    timezone = models.CharField(max_length=50, default="Asia/Shanghai")
    interval_minutes = models.PositiveSmallIntegerField(default=30)
    starting = models.DateField(null=True, blank=True, help_text=_("First day the volumes are laid on."))
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    file = models.FileField(upload_to="volumes/", null=True, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    bytes_read = models.BigIntegerField(default=0)
    bytes_total = models.BigIntegerField(default=0)
    row_errors = models.JSONField(default=list)
    failure = models.JSONField(null=True, blank=True, help_text='{"code", "message"}')
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    progress_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    laid_days = models.IntegerField(
        null=True, blank=True, help_text=_("Days the history was moved by; a multiple of 7.")
    )
    offered = models.FloatField(default=0)
    answered = models.PositiveIntegerField(default=0)
    abandoned = models.PositiveIntegerField(default=0)
    handling_s = models.FloatField(default=0)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    missing_days = models.JSONField(default=list, help_text=_("Days between the first and the last without a row."))

    objects = VolumeSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("volumes")
        verbose_name_plural = _("volumes")
        indexes: ClassVar = [models.Index(fields=["client", "-created_at"])]
        constraints: ClassVar = [state_check(ImportState, name="volume_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def percent_read(self) -> int:
        """How far the reading is, in bytes of the file."""
        return min(100, round(100 * self.bytes_read / self.bytes_total)) if self.bytes_total else 0

    @property
    def abandoned_share(self) -> float:
        """Hung up ÷ offered."""
        return self.abandoned / self.offered if self.offered else 0.0

    @property
    def laid_weeks(self) -> int:
        """Weeks the history was moved by."""
        return (self.laid_days or 0) // 7


class VolumeInterval(models.Model):
    """Offered contacts of one interval and their mean handling time in seconds; a forecast's 80 % band beside it."""

    volumes = models.ForeignKey(VolumeSet, on_delete=models.CASCADE, related_name="intervals")
    starts_at = models.DateTimeField()
    offered = models.FloatField()
    handling_s = models.FloatField()
    answered = models.PositiveIntegerField(default=0)
    abandoned = models.PositiveIntegerField(default=0)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["volumes", "starts_at"], name="volume_interval_once"),
            models.CheckConstraint(condition=models.Q(offered__gte=0, handling_s__gte=0), name="volume_not_negative"),
        ]


class ForecastQuerySet(models.QuerySet["Forecast"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(volumes__client_id=principal.client_id) if principal.client_id else self.none()


class Forecast(Referable):
    """Volumes to come from a history: every method tried on the past, one chosen, its result as volumes.

    special: [{"day", "like": 0 to 6 or 7 for closed, or null, "factor"}]. scores: one object for each method, best first.
    method: chosen by a person; empty takes the best.
    """

    volumes = models.ForeignKey(VolumeSet, on_delete=models.PROTECT, related_name="forecasts")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    special = models.JSONField(default=list)
    left_out = models.JSONField(default=list, help_text=_("Days of the history that count nowhere."))
    method = models.CharField(max_length=12, blank=True, default="")
    state = models.CharField(max_length=10, choices=ForecastState.choices, default=ForecastState.WAITING)
    failure = models.CharField(max_length=40, blank=True, default="")
    best = models.CharField(max_length=12, blank=True, default="")
    scores = models.JSONField(default=list)
    surges = models.JSONField(default=list)
    moved_weeks = models.IntegerField(default=0)
    result = models.OneToOneField(
        VolumeSet, on_delete=models.PROTECT, null=True, blank=True, related_name="forecast_of"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    progress_at = models.DateTimeField(default=now)
    computed_at = models.DateTimeField(null=True, blank=True)

    objects = ForecastQuerySet.as_manager()

    class Meta:
        verbose_name = _("forecast")
        constraints: ClassVar = [
            state_check(ForecastState, name="forecast_state"),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="forecast_days"),
        ]


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(volumes__client_id=principal.client_id) if principal.client_id else self.none()


class Requirement(Referable):
    """The seats some volumes need for a service level: parameters, and the curve per interval."""

    volumes = models.ForeignKey(VolumeSet, on_delete=models.PROTECT, related_name="requirements")
    model = models.CharField(max_length=10, choices=Model.choices, default=Model.ERLANG_A)
    target_share = models.FloatField(default=0.9)
    target_s = models.PositiveIntegerField(default=10)
    patience_s = models.FloatField(default=120)
    shrinkage = models.DecimalField(max_digits=4, decimal_places=3, default="0.150")
    max_occupancy = models.DecimalField(max_digits=4, decimal_places=3, default="0.900")
    ramp = models.FloatField(default=1.0, help_text=_("New agents lengthen handling time by this factor."))
    own_roster = models.JSONField(default=dict, help_text='{"HH:MM": seats of the client itself}')
    work = models.JSONField(default=dict, help_text=_("Terms of the channel: chats at once, deadline, calling hours."))
    volume_share = models.FloatField(default=1, help_text=_("Share of the volumes that is ordered."))
    filler = models.ForeignKey(VolumeSet, on_delete=models.PROTECT, null=True, blank=True, related_name="filled_by")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    timezone = models.CharField(max_length=50, default="Asia/Shanghai")
    interval_minutes = models.PositiveSmallIntegerField(default=30)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    computed_at = models.DateTimeField(default=now)

    objects = RequirementQuerySet.as_manager()


class RequirementInterval(models.Model):
    """Seats of one interval by both models; ``seats`` is what counts: chosen model, shrinkage, own roster taken off."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="intervals")
    starts_at = models.DateTimeField()
    offered = models.FloatField()
    handling_s = models.FloatField()
    erlangs = models.FloatField()
    agents_erlang_c = models.PositiveIntegerField()
    agents_erlang_a = models.PositiveIntegerField()
    seats = models.PositiveIntegerField()
    service_level = models.FloatField(null=True)
    occupancy = models.FloatField(null=True)
    filler_erlangs = models.FloatField(default=0, help_text=_("Written work done between calls, agents' time."))
    extra_agents = models.PositiveIntegerField(default=0, help_text=_("Agents only the written work needs."))

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["requirement", "starts_at"], name="requirement_interval_once")
        ]
