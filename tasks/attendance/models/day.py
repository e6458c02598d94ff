"""Who came, when, and what happened in between."""

from typing import ClassVar, Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.attendance.states import AttendanceState, EventKind
from tasks.dispatch.models import Assignment


class AttendancePolicy(models.Model):
    """The numbers of attendance that an administrator can change; one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    version = models.CharField(max_length=20, default="1")
    check_in_minutes = models.PositiveSmallIntegerField(_("check-in opens, minutes before"), default=15)
    confirm_hours = models.PositiveSmallIntegerField(_("confirming opens, hours before"), default=36)
    nudge_before_minutes = models.PositiveSmallIntegerField(_("nudge, minutes before"), default=15)
    nudge_after_minutes = models.PositiveSmallIntegerField(_("nudge, minutes after the start"), default=3)
    replace_after_minutes = models.PositiveSmallIntegerField(
        _("replacement search, minutes after the start"), default=5
    )
    grace_minutes = models.PositiveSmallIntegerField(_("still on time, minutes after the start"), default=3)
    remind_hours = models.PositiveSmallIntegerField(_("second reminder to confirm, hours before"), default=12)
    relief_minutes = models.PositiveSmallIntegerField(
        _("paid break on top of the planned ones, for hard contacts, minutes a shift"), default=10
    )
    # On a shift. How many backbone agents the pool wants is activation's ``backbone_ratio``: lower, where few are free.
    lead_ratio = models.PositiveSmallIntegerField(_("agents to one team lead, at most"), default=15)
    bonus_step_minor = models.PositiveIntegerField(_("a bonus goes up by, an hour, minor units"), default=500)
    accounts_hours = models.PositiveSmallIntegerField(_("accounts are handed out, hours before"), default=24)
    close_after_minutes = models.PositiveSmallIntegerField(_("check-out by itself, minutes after the end"), default=30)

    class Meta:
        verbose_name = _("rules of attendance")
        verbose_name_plural = _("rules of attendance")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="attendance_policy_single"),
        ]

    def __str__(self) -> str:
        return f"v{self.version}"

    @classmethod
    def current(cls) -> "AttendancePolicy":
        """The row, or the defaults where nobody has changed anything yet."""
        return cls.objects.filter(id=1).first() or cls()


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all, an agent her own, a client those of its orders (the fill board shows aliases only)."""
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(assignment__shift__order__client_id=principal.client_id)
        return self.filter(assignment__agent_id=principal.agent_id) if principal.agent_id else self.none()

    def for_work(self) -> Self:
        """With what the pages of the workplace say."""
        return self.select_related(
            "assignment__agent__user",
            "assignment__shift__order__client",
            "assignment__shift__order__workplace",
            "lead__assignment__agent__user",
        )


@pghistory.track(fields=["state", "checked_in_at", "checked_out_at", "approved_minutes"])
class Attendance(Referable):
    """The day of one assignment. Times are server times. ``approved_minutes`` is what is paid and invoiced.

    ``lead``: the day of the backbone agent who looks after her during this shift; empty: the dispatch desk does.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=12, choices=AttendanceState.choices, default=AttendanceState.EXPECTED)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    checked_out_at = models.DateTimeField(null=True, blank=True)
    break_minutes = models.PositiveIntegerField(default=0)
    fault_minutes = models.PositiveIntegerField(default=0)
    approved_minutes = models.PositiveIntegerField(null=True, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lead = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="team")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints: ClassVar = [
            state_check(AttendanceState, name="attendance_state"),
            models.CheckConstraint(
                condition=models.Q(checked_out_at__isnull=True)
                | models.Q(checked_out_at__gte=models.F("checked_in_at")),
                name="out_after_in",
            ),
        ]


class AttendanceEvent(Referable):
    """One thing that happened, append-only. ``key``: the phone's own id of a queued tap, counted once."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16, choices=EventKind.choices)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=64, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["attendance", "key"], name="event_counted_once")]


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all, an agent those of her own days."""
        if principal.is_staff:
            return self
        return self.filter(attendance__assignment__agent_id=principal.agent_id) if principal.agent_id else self.none()

    def waiting(self) -> Self:
        return self.filter(decided_at__isnull=True)


class Correction(Referable):
    """A change of times asked for by the agent or staff, decided by a person; the old values stay."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="corrections")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)
    reason = models.TextField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField(null=True, blank=True)
    decision_reason = models.TextField(blank=True, default="")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("asked_by")),
                name="correction_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["attendance"], condition=models.Q(decided_at__isnull=True), name="correction_open_once"
            ),
        ]
