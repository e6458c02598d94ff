"""The pool as staff see it. An agent is looked at here and decided about on her own page, with a reason."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from talentpool.agents.models import (
    Agent,
    Hub,
    HubBooking,
    Language,
    PayRule,
    PoolStandard,
    Region,
    Skill,
    WorkLimit,
)
from talentpool.kernel.clock import now
from talentpool.kernel.records import ReadOnly


@admin.register(Agent)
class AgentAdmin(ReadOnly, admin.ModelAdmin[Agent]):
    """Filters by segment; the number leads to the page with the decisions."""

    list_display = ("link", "kind", "state", "level", "region", "is_backbone", "joined_at")
    list_display_links = None
    list_filter = ("state", "kind", "level", "is_backbone", "channels__channel", "hub")
    list_select_related = ("region",)
    search_fields = ("number",)
    ordering = ("number",)
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description=_("agent"), ordering="number")
    def link(self, agent: Agent) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("staff:agent_show", args=[agent.ref]), agent)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agent]:
        return Agent.objects.visible_to(request.principal)  # type: ignore[attr-defined]


@admin.register(Skill)
class SkillAdmin(admin.ModelAdmin[Skill]):
    list_display = ("code", "name", "client", "half_life_days", "demanding")
    list_filter = ("demanding", "client")
    list_select_related = ("client",)
    search_fields = ("code",)
    fields = ("code", "name", "client", "half_life_days", "demanding")


class HubForm(forms.ModelForm[Hub]):
    class Meta:
        model = Hub
        fields = ("name", "region", "seats", "address")

    def clean_seats(self) -> int:
        """Not fewer than are booked from now on; the database refuses it too."""
        seats = int(self.cleaned_data["seats"])
        coming = HubBooking.objects.filter(hub_id=self.instance.pk, during__endswith__gt=now())
        most = coming.aggregate(most=Max("number"))["most"] or 0
        if seats < most:
            raise forms.ValidationError(_("Seat %(n)s is booked; the hub can't have fewer."), params={"n": most})
        return seats


@admin.register(Hub)
class HubAdmin(admin.ModelAdmin[Hub]):
    list_display = ("name", "region", "seats")
    list_select_related = ("region",)
    fields = ("name", "region", "seats", "address")
    form = HubForm

    def save_model(self, request: HttpRequest, obj: Hub, form: Any, change: bool) -> None:
        obj.changed_at = now()
        super().save_model(request, obj, form, change)

    autocomplete_fields = ("region",)


@admin.register(Language)
class LanguageAdmin(admin.ModelAdmin[Language]):
    list_display = ("code", "name")
    fields = ("code", "name")
    search_fields = ("code",)


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin[Region]):
    list_display = ("code", "name", "province")
    list_select_related = ("province",)
    search_fields = ("code",)
    fields = ("code", "name", "province")
    autocomplete_fields = ("province",)


@admin.register(PayRule)
class PayRuleAdmin(admin.ModelAdmin[PayRule]):
    """A new rule from a date on; old ones stay, statements refer to them."""

    list_display = ("kind", "level", "minor_per_hour", "currency", "effective_from")
    list_filter = ("kind", "level", "currency")
    ordering = ("kind", "level", "-effective_from")
    fields = ("kind", "level", "minor_per_hour", "currency", "effective_from")


@admin.register(WorkLimit)
class WorkLimitAdmin(admin.ModelAdmin[WorkLimit]):
    """The nearest row counts: region, province, everywhere. Claims and shortlists follow at once."""

    list_display = ("kind", "region", "daily_minutes", "weekly_minutes")
    list_select_related = ("region",)
    list_filter = ("kind",)
    ordering = ("kind", "region")
    fields = ("kind", "region", "daily_minutes", "weekly_minutes", "source")
    autocomplete_fields = ("region",)


@admin.register(PoolStandard)
class PoolStandardAdmin(admin.ModelAdmin[PoolStandard]):
    """One row: the numbers an administrator may change."""

    list_display = ("most_daily_minutes", "most_weekly_minutes", "kit_valid_days")
    fields = ("most_daily_minutes", "most_weekly_minutes", "kit_valid_days", "kit_limits")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request) and not PoolStandard.objects.exists()
