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


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all, an agent her own, a client those of its orders (the fill board shows aliases only)."""
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(assignment__shift__order__client_id=principal.client_id)
        return self.filter(assignment__agent_id=principal.agent_id) if principal.agent_id else self.none()


@pghistory.track(fields=["state", "checked_in_at", "checked_out_at", "approved_minutes"])
class Attendance(Referable):
    """The day of one assignment. Times are server times. ``approved_minutes`` is what is paid and invoiced."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=12, choices=AttendanceState.choices, default=AttendanceState.EXPECTED)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    checked_out_at = models.DateTimeField(null=True, blank=True)
    break_minutes = models.PositiveIntegerField(default=0)
    fault_minutes = models.PositiveIntegerField(default=0)
    approved_minutes = models.PositiveIntegerField(null=True, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
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
