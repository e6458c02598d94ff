"""What a client hands in to ask for a drill."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.activation.states import Depth
from tasks.orders.drills import Used

HOURS = [(2, _("2 hours")), (24, _("24 hours")), (120, _("5 days"))]


class DrillAskForm(forms.Form):
    """Which segment, how deep, how fast, and what for."""

    segment = forms.ChoiceField(label=_("Whom would you need?"), widget=forms.Select(attrs={"class": "long"}))
    depth = forms.ChoiceField(label=_("How far should it go?"), choices=Depth.choices, initial=Depth.READY)
    hours = forms.TypedChoiceField(label=_("Within"), choices=HOURS, coerce=int, initial=24)
    note = forms.CharField(
        label=_("What should it show?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example the plan it tests: “our site fails on a Monday morning”."),
    )

    def __init__(self, *args: Any, used: Sequence[Used], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._used = {one.slug: one for one in used}
        self.fields["segment"].choices = [(one.slug, one.name) for one in used]  # type: ignore[attr-defined]

    def wish(self) -> dict[str, Any]:
        """segment, depth, answer_minutes, note."""
        asked = self.cleaned_data
        return {
            "segment": self._used[asked["segment"]].segment,
            "depth": asked["depth"],
            "answer_minutes": asked["hours"] * 60,
            "note": asked["note"],
        }
