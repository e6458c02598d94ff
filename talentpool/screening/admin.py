"""Campaigns with their gates, and the question bank, in the staff's records."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.records import ReadOnly
from talentpool.screening.actions.campaigns import check_order
from talentpool.screening.errors import WrongOrderOfGates
from talentpool.screening.models import Campaign, DocumentLook, Gate, PaperStandard, Question
from talentpool.screening.option_fields import RIGHT_ONE, OptionsField


class GateFormSet(forms.BaseInlineFormSet[Gate, Campaign, Any]):
    """Kit check and voice test stand before any interview, whatever is moved."""

    def clean(self) -> None:
        super().clean()
        kept = [one.cleaned_data for one in self.forms if one.cleaned_data and not one.cleaned_data.get("DELETE")]
        kinds = [row["kind"] for row in sorted(kept, key=lambda row: row.get("place") or 0) if "kind" in row]
        try:
            check_order(kinds=kinds)
        except WrongOrderOfGates as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal


def settings_of(gate: Gate) -> str:
    return reverse("staff:gate_settings", args=[gate.campaign.slug, gate.kind])


class GateInline(admin.TabularInline[Gate, Campaign]):
    model = Gate
    formset = GateFormSet
    extra = 0
    fields = ("place", "kind", "pass_mark", "weight", "max_attempts", "retake_after_hours", "questions", "more")
    readonly_fields = ("more",)

    @admin.display(description=_("limits, minutes, prompts"))
    def more(self, gate: Gate) -> str:
        """The way to what only this kind of gate needs; a new gate is saved first."""
        if gate._state.adding:
            return "–"
        return format_html('<a href="{}">{}</a>', settings_of(gate), _("Set"))


@admin.register(Campaign)
class CampaignAdmin(admin.ModelAdmin[Campaign]):
    list_display = ("title", "kind", "state", "opens_at", "closes_at")
    list_filter = ("state", "kind")
    readonly_fields = ("model_version",)  # publishing the model counts it
    inlines: ClassVar = [GateInline]


class QuestionForm(forms.ModelForm[Question]):
    options = OptionsField(
        label=_("Answers to choose from"),
        required=False,
        help_text=RIGHT_ONE,
    )


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin[Question]):
    form = QuestionForm
    list_display = ("__str__", "kind", "tags", "version", "active")
    list_filter = ("kind", "active")
    search_fields = ("code", "text")
    readonly_fields = ("code", "version")
    list_display_links = ("__str__",)
    empty_value_display = _("none")


@admin.register(PaperStandard)
class PaperStandardAdmin(admin.ModelAdmin[PaperStandard]):
    """One row: how large a picture of a document may be, and how long it is kept."""

    list_display = ("most_megabytes", "keep_judged_days", "keep_waiting_days")
    fields = ("most_megabytes", "keep_judged_days", "keep_waiting_days")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request) and not PaperStandard.objects.exists()


@admin.register(DocumentLook)
class DocumentLookAdmin(ReadOnly, admin.ModelAdmin[DocumentLook]):
    """Who was shown a picture of an identity document, and when."""

    list_display = ("at", "by", "page")
    list_select_related = ("by", "page")
    show_full_result_count = False
