"""What staff hand in to plan drills and their schedules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.activation.drills import Terms
from talentpool.activation.forms import HOURS, SegmentForm
from talentpool.activation.states import Depth


class ThanksForm(forms.Form):
    """What each who takes part is paid."""

    thanks = forms.DecimalField(
        label=_("Thanks per person"), min_value=0, max_value=1000, decimal_places=2, initial=0, required=False
    )

    def minor(self) -> int:
        """Minor units."""
        return int((self.cleaned_data["thanks"] or 0) * 100)


class AnnounceForm(forms.Form):
    """When an announced drill begins, by the reader's clock."""

    begins = forms.DateTimeField(
        label=_("Call them at"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )


class DrillForm(ThanksForm, SegmentForm):
    """Whom to drill, how deep, how fast."""

    depth = forms.ChoiceField(
        label=_("Depth"),
        choices=Depth.choices,
        initial=Depth.WORKED,
        help_text=_("Each step is timed, and includes the one before."),
    )
    hours = forms.TypedChoiceField(label=_("Time to answer"), choices=HOURS, coerce=int, initial=24)
    precision = forms.FloatField(
        label=_("Precision, ± points"),
        min_value=1,
        max_value=30,
        required=False,
        help_text=_("Empty: 5, or 10 in a small segment."),
    )
    announced = forms.BooleanField(
        label=_("Announced"),
        required=False,
        help_text=_("Those drawn hear when they will be called."),
    )
    backbone = forms.BooleanField(label=_("Backbone agents only"), required=False)
    field_order = ("segment", "depth", "hours", "precision", "thanks", "announced", "backbone")

    def sizes(self) -> dict[str, Any]:
        """What the size and cost depend on: precision as a share, thanks in minor units."""
        points = self.cleaned_data["precision"]
        return {
            "precision": points / 100 if points else None,
            "thanks_minor": self.minor(),
            "backbone": self.cleaned_data["backbone"],
        }

    def terms(self) -> Terms:
        """Depth, time to answer, announced or not, thanks."""
        asked = self.cleaned_data
        return Terms(
            depth=asked["depth"],
            answer_minutes=asked["hours"] * 60,
            announced=asked["announced"],
            thanks_minor=self.minor(),
            backbone=asked["backbone"],
        )


class ScheduleForm(SegmentForm):
    """When a segment is drilled by itself."""

    widest = forms.FloatField(
        label=_("Drill when the interval is wider than ± points"), min_value=2, max_value=40, initial=10
    )
    least_days = forms.IntegerField(
        label=_("Days between two drills, at least"), min_value=7, max_value=180, initial=21
    )
    depth = forms.ChoiceField(label=_("Depth"), choices=Depth.choices, initial=Depth.WORKED)
    hours = forms.TypedChoiceField(label=_("Time to answer"), choices=HOURS, coerce=int, initial=24)
    thanks = forms.DecimalField(label=_("Thanks per person"), min_value=0, max_value=1000, decimal_places=2, initial=0)
    most = forms.DecimalField(
        label=_("A drill costs at most"), min_value=0, max_value=100000, decimal_places=2, initial=500
    )
    announced = forms.BooleanField(label=_("Announced"), required=False)
    active = forms.BooleanField(label=_("In force"), required=False, initial=True)

    def choices(self) -> dict[str, Any]:
        """The fields of a schedule; points as a share, money in minor units."""
        asked = self.cleaned_data
        return {
            "widest": asked["widest"] / 100,
            "least_days": asked["least_days"],
            "depth": asked["depth"],
            "answer_minutes": asked["hours"] * 60,
            "thanks_minor": int(asked["thanks"] * 100),
            "most_minor": int(asked["most"] * 100),
            "announced": asked["announced"],
            "active": asked["active"],
        }
