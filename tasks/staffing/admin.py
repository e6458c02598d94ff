"""Volumes and requirements for staff: to read, never to change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tasks.staffing.models import Requirement, VolumeSet


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


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
