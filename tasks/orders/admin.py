"""Orders for the dispatcher, rates and templates for the administrator."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from talentpool.kernel.records import ReadOnlyAdmin
from tasks.orders.models import (
    ContactType,
    Order,
    Quote,
    RateCard,
    ScenarioTemplate,
    ServiceLevel,
    Shift,
    Workplace,
)


class QuoteInline(admin.TabularInline[Quote, Order]):
    model = Quote
    fields = (
        "version",
        "seats",
        "promised_fill",
        "probability",
        "price_minor",
        "lead_hours",
        "computed_at",
        "accepted_at",
    )
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    list_display = (
        "number",
        "title",
        "client",
        "state",
        "scenario",
        "skill",
        "channel",
        "starts_on",
        "seats_asked",
        "submitted_at",
    )
    list_filter = ("state", "scenario", "channel", "client")
    search_fields = ("number", "title", "client__slug")
    list_select_related = ("client", "skill")
    date_hierarchy = "created_at"
    inlines = (QuoteInline,)


@admin.register(Shift)
class ShiftAdmin(ReadOnlyAdmin):
    list_display = ("order", "starts_at", "ends_at", "seats_asked", "state", "pay_minor", "price_minor")
    list_filter = ("state", "order__client")
    list_select_related = ("order",)
    search_fields = ("order__number",)


@admin.register(RateCard)
class RateCardAdmin(admin.ModelAdmin[RateCard]):
    """A new card supersedes; a card that has counted is never changed."""

    list_display = (
        "client",
        "channel",
        "price_minor",
        "pay_minor",
        "night_factor",
        "holiday_factor",
        "currency",
        "effective_from",
    )
    list_filter = ("channel", "client")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ServiceLevel)
class ServiceLevelAdmin(admin.ModelAdmin[ServiceLevel]):
    list_display = ("code", "channel", "share", "seconds")


@admin.register(ScenarioTemplate)
class ScenarioTemplateAdmin(admin.ModelAdmin[ScenarioTemplate]):
    list_display = ("scenario", "service_level", "shift_minutes", "fill_target", "bonus_minor")


@admin.register(Workplace)
class WorkplaceAdmin(admin.ModelAdmin[Workplace]):
    list_display = ("name", "client")


@admin.register(ContactType)
class ContactTypeAdmin(admin.ModelAdmin[ContactType]):
    list_display = ("__str__", "client", "difficulty", "sensitivity", "remote_fit")
