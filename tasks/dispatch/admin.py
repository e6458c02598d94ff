"""Tables of dispatch for staff. Rows change through actions only; the rules can be edited."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from talentpool.kernel.records import ReadOnlyAdmin
from tasks.dispatch.models import Assignment, DispatchPolicy, Offer, Standby, Wave


@admin.register(DispatchPolicy)
class DispatchPolicyAdmin(admin.ModelAdmin[DispatchPolicy]):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not DispatchPolicy.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Offer)
class OfferAdmin(ReadOnlyAdmin):
    list_display = ("ref", "agent", "shift", "state", "deadline", "answered_at")
    list_filter = ("state",)
    list_select_related = ("agent", "shift")
    search_fields = ("agent__number", "shift__order__number")


@admin.register(Wave)
class WaveAdmin(ReadOnlyAdmin):
    list_display = ("plan", "number", "state", "cause", "size", "sends_at", "deadline")
    list_filter = ("state", "cause")
    list_select_related = ("plan",)


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    list_display = ("ref", "agent", "shift", "state", "accepted_at", "ended_at")
    list_filter = ("state",)
    list_select_related = ("agent", "shift")
    search_fields = ("agent__number", "shift__order__number")


@admin.register(Standby)
class StandbyAdmin(ReadOnlyAdmin):
    list_display = ("shift", "place", "agent", "state", "called_at")
    list_filter = ("state",)
    list_select_related = ("agent", "shift")
