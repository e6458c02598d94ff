"""What staff hand in for a plan of a season: its days, and a peak per segment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.activation.actions import Peak
from talentpool.activation.models import SeasonPlan
from talentpool.activation.segments import Names, Segment
from talentpool.activation.strengths import strengths
from talentpool.kernel.clock import now

ROWS = 6  # peaks beyond those a plan has


class SeasonForm(forms.ModelForm[SeasonPlan]):
    """Name, days, and how surely every peak is to be worked."""

    percent = forms.IntegerField(label=_("Every peak worked with, %"), min_value=50, max_value=99, initial=95)

    class Meta:
        model = SeasonPlan
        fields = ("name", "starts_on", "ends_on")
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["percent"].initial = round(self.instance.target * 100)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        starts, ends = found.get("starts_on"), found.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day can't be before the first."))
        if ends and ends < now().date():
            self.add_error("ends_on", _("This season is over."))
        return found

    def _post_clean(self) -> None:
        """The action writes, and the database checks: the form changes no row."""


class PeakForm(forms.Form):
    """One segment and the most seats it must work at one time; an empty row counts for nothing."""

    segment = forms.ChoiceField(label=_("Segment"), required=False)
    seats = forms.IntegerField(label=_("Seats at the peak"), min_value=1, max_value=100_000, required=False)

    def __init__(self, *args: Any, names: Names, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self.fields["segment"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if bool(found.get("segment")) != bool(found.get("seats")) and not self.errors:
            raise forms.ValidationError(_("A peak needs its segment and its seats."))
        return found

    def peak(self) -> Peak | None:
        """The peak, or None for an empty row."""
        segment = self.names.parse(self.cleaned_data.get("segment") or "")
        return Peak(segment, self.cleaned_data["seats"]) if segment else None


PeakRows = forms.formset_factory(PeakForm, extra=ROWS)


def peak_rows(handed_in: Any, plan: SeasonPlan | None) -> Any:
    """The rows of peaks, filled with those the plan has; a segment nobody is in any more stays to choose."""
    names = Names()
    known = {s: n.reserve for s, n in strengths(at=now()).items()}
    given = []
    for need in plan.needs.all() if plan else []:
        segment = Segment(need.skill_id, need.channel, need.language_id, need.kind)
        known.setdefault(segment, 0)
        given.append({"segment": names.slug(segment), "seats": need.peak})
    choices = [("", "—"), *((names.slug(s), f"{names.name(s)} ({n})") for s, n in known.items())]
    return PeakRows(handed_in, initial=given, form_kwargs={"names": names, "choices": choices}, prefix="peaks")
