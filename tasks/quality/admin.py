"""Records of quality in the admin: read only; decisions are made on the analyst's pages."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.records import ReadOnlyAdmin
from tasks.quality.models import Alert, Appeal, Assistant, Inspection, InspectionPractice, RuleSet


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

    fields = (
        "sample_percent", "new_agent_days", "new_agent_percent", "disagreement_percent", "trusted_precision",
        "try_out_conversations", "effect_days", "appeal_within_days", "answer_within_days", "match_margin_minutes",
    )  # fmt: skip

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AssistantForm(forms.ModelForm[Assistant]):
    """The key is written and never shown again."""

    new_key = forms.CharField(
        label=_("Key"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Leave empty to keep the one there is. Only masked conversations are sent to the address."),
    )

    class Meta:
        model = Assistant
        fields: ClassVar = ["enabled", "address", "model"]

    def save(self, commit: bool = True) -> Any:
        if self.cleaned_data["new_key"]:
            self.instance.key = self.cleaned_data["new_key"]
        return super().save(commit)


@admin.register(Assistant)
class AssistantAdmin(admin.ModelAdmin[Assistant]):
    """One row, off until somebody turns it on."""

    form = AssistantForm
    list_display = ("model", "address", "enabled")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Assistant.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
