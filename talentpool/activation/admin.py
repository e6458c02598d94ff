"""Activation for staff: lists to look things up; every write has its own page and action."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from talentpool.activation.models import AcceptanceModel, Drill, Hold, Lever, ReviewItem, Settings, TrialContact
from talentpool.kernel.records import ReadOnlyAdmin


@admin.register(Drill)
class DrillAdmin(ReadOnlyAdmin):
    list_display = ("skill", "channel", "language", "kind", "state", "sample_size", "population", "starts_at")
    list_filter = ("state", "channel", "announced")
    list_select_related = ("skill", "language")
    exclude = ("drawn",)


@admin.register(Hold)
class HoldAdmin(ReadOnlyAdmin):
    list_display = ("client", "skill", "channel", "during", "people", "state")
    list_filter = ("state", "channel")
    list_select_related = ("client", "skill")


@admin.register(AcceptanceModel)
class AcceptanceModelAdmin(ReadOnlyAdmin):
    list_display = ("version", "trained_on", "trained_at", "in_use", "guarded")


@admin.register(ReviewItem)
class ReviewItemAdmin(ReadOnlyAdmin):
    list_display = ("agent", "proposal", "decision", "decided_by", "proposed_at")
    list_filter = ("proposal", "decision")
    list_select_related = ("agent", "decided_by")


@admin.register(TrialContact)
class TrialContactAdmin(admin.ModelAdmin[TrialContact]):
    list_display = ("text", "skill", "active")
    list_filter = ("active",)
    list_select_related = ("skill",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Settings)
class SettingsAdmin(admin.ModelAdmin[Settings]):
    """The one row; it comes with the first migration."""

    exclude = ("id",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Lever)
class LeverAdmin(admin.ModelAdmin[Lever]):
    """Costs and times of what raises a rate; the rows come with a migration."""

    list_display = ("code", "cost_minor", "days", "share", "amount", "active")
    readonly_fields = ("code",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
