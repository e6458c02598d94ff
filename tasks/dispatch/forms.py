"""Input of dispatch."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.agents.models import Agent, Skill


class SwapForm(forms.Form):
    """Whom to ask: a colleague by her number, or nobody by name, which means the pool."""

    number = forms.CharField(
        label=_("A colleague's number"),
        required=False,
        max_length=20,
        help_text=_("It stands on her profile. Leave it empty to ask the pool."),
    )

    def clean(self) -> dict[str, Any]:
        """``colleague``: the agent of that number; None for the pool."""
        cleaned = super().clean() or {}
        number = cleaned.get("number", "").strip()
        cleaned["colleague"] = Agent.objects.filter(number=number).first() if number else None
        if number and cleaned["colleague"] is None:
            self.add_error("number", _("Nobody has this number."))
        return cleaned


class FairnessForm(forms.Form):
    """Which offers a report counts."""

    days = forms.TypedChoiceField(
        label=_("Period"),
        required=False,
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year"))],
    )
    skill = forms.ModelChoiceField(
        label=_("Skill"), required=False, queryset=Skill.objects.none(), empty_label=_("All skills")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].queryset = Skill.objects.order_by("code")  # type: ignore[attr-defined]
