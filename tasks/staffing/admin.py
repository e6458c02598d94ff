"""Volumes and requirements for staff: to read, never to change."""

from django.contrib import admin

from talentpool.kernel.records import ReadOnlyAdmin
from tasks.staffing.models import Requirement, VolumeSet


@admin.register(VolumeSet)
class VolumeSetAdmin(ReadOnlyAdmin):
    list_display = ("name", "client", "source", "channel", "state", "offered", "first_day", "last_day", "created_at")
    list_filter = ("state", "source", "channel")
    search_fields = ("name", "client__slug")
    list_select_related = ("client",)
    exclude = ("file", "row_errors")


@admin.register(Requirement)
class RequirementAdmin(ReadOnlyAdmin):
    list_display = ("volumes", "model", "target_share", "target_s", "starts_on", "ends_on", "computed_at")
    list_filter = ("model",)
    list_select_related = ("volumes",)
