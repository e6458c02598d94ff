"""Tables of attendance for staff. Rows change through actions only; the rules can be edited."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from talentpool.kernel.records import ReadOnlyAdmin
from tasks.attendance.models import Attendance, AttendancePolicy, Correction


@admin.register(AttendancePolicy)
class AttendancePolicyAdmin(admin.ModelAdmin[AttendancePolicy]):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not AttendancePolicy.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Attendance)
class AttendanceAdmin(ReadOnlyAdmin):
    list_display = ("assignment", "state", "checked_in_at", "checked_out_at", "approved_minutes")
    list_filter = ("state",)
    list_select_related = ("assignment",)


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ("attendance", "asked_by", "asked_at", "granted", "decided_by", "decided_at")
    list_filter = ("granted",)
    list_select_related = ("attendance", "asked_by", "decided_by")
