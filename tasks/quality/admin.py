"""Records of quality in the admin: read only; decisions are made on the analyst's pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from talentpool.kernel.records import ReadOnlyAdmin
from tasks.quality.models import Alert, Appeal, Inspection, InspectionPractice, RuleSet


@admin.register(RuleSet)
class RuleSetAdmin(ReadOnlyAdmin):
    list_display = ("name", "client", "channel", "version", "state", "published_at")
    list_filter = ("state", "channel")
    list_select_related = ("client",)


@admin.register(Inspection)
class InspectionAdmin(ReadOnlyAdmin):
    list_display = ("inspected_at", "client", "agent", "score", "red_line_confirmed", "under_appeal", "for_people")
    list_filter = ("red_line_confirmed", "under_appeal", "for_people")
    list_select_related = ("client", "agent")


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    list_display = ("last_at", "client", "agent", "cause", "severity", "count", "state")
    list_filter = ("state", "severity")
    list_select_related = ("client", "agent")


@admin.register(Appeal)
class AppealAdmin(ReadOnlyAdmin):
    list_display = ("opened_at", "agent", "to", "answer_by", "state")
    list_filter = ("state",)
    list_select_related = ("agent", "to")


@admin.register(InspectionPractice)
class InspectionPracticeAdmin(admin.ModelAdmin[InspectionPractice]):
    """One row: it can be added once and changed."""

    fields = ("sample_percent", "appeal_within_days", "answer_within_days", "match_margin_minutes")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
