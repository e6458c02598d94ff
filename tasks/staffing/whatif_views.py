"""Try it out before ordering: pooled skills, and one day's shifts for several."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.permissions import ClientRequest, client_required
from tasks.staffing import whatif_page
from tasks.staffing.models import VolumeSet

SKILLS_AT_MOST = 5


class WhatIfForm(forms.Form):
    """Which volumes, under which service level."""

    volumes = forms.ModelMultipleChoiceField(
        label=_("Volumes, two to five"),
        queryset=VolumeSet.objects.none(),
        to_field_name="ref",
        widget=forms.CheckboxSelectMultiple,
    )
    share = forms.DecimalField(label=_("Answered in time, %"), min_value=1, max_value=99, initial=80)
    target_s = forms.IntegerField(label=_("In time means within, seconds"), min_value=0, max_value=3600, initial=20)
    patience_s = forms.IntegerField(label=_("Patience of callers, seconds"), min_value=1, max_value=3600, initial=120)
    slower = forms.DecimalField(
        label=_("All-rounders take longer by, %"),
        min_value=0,
        max_value=100,
        initial=5,
        help_text=_("Who serves every kind knows each a little less well."),
    )
    two_channels = forms.BooleanField(label=_("Two kinds a day for one head"), required=False, initial=True)
    hub_seats = forms.IntegerField(label=_("Seats in the hub, at most"), min_value=1, max_value=10_000, required=False)

    def clean_volumes(self) -> list[VolumeSet]:
        """Two to five, on one grid."""
        chosen = list(self.cleaned_data["volumes"])
        if not 2 <= len(chosen) <= SKILLS_AT_MOST:
            raise forms.ValidationError(_("Choose two to five sets of volumes."))
        if len({one.interval_minutes for one in chosen}) > 1:
            raise forms.ValidationError(_("Choose volumes with the same interval."))
        return chosen


@require_safe
@client_required()
def what_if(request: ClientRequest) -> HttpResponse:
    """Pooling by formula and played, then the busiest day's shifts."""
    form = WhatIfForm(request.GET or None)
    fields: dict[str, Any] = form.fields
    usable = VolumeSet.objects.visible_to(request.principal).usable().filter(offered__gt=0)
    fields["volumes"].queryset = usable.order_by("-created_at")
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        volumes, given = form.cleaned_data["volumes"], form.cleaned_data
        context |= whatif_page.pooling_of(volumes, given) | whatif_page.roster_of(volumes, given)
    return render(request, "client/staffing/what_if.html", context, status=422 if form.errors else 200)
