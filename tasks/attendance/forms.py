"""Input shapes of attendance."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tasks.dispatch.models import Assignment


class CorrectionForm(forms.Form):
    """From when to when she worked, by the clock of her own zone, and why the record is wrong."""

    starts_at = forms.DateTimeField(
        label=_("I worked from"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(
        label=_("until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    reason = forms.CharField(label=_("What happened?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        self.zone = ZoneInfo(assignment.agent.timezone)
        shift = assignment.shift
        kwargs.setdefault(
            "initial",
            {"starts_at": self._local(shift.starts_at), "ends_at": self._local(shift.ends_at)},
        )
        super().__init__(*args, **kwargs)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def asked(self) -> dict[str, Any]:
        """Keyword arguments of ``ask_correction``: moments read in her zone, whatever the browser's or the server's is."""
        read = self.cleaned_data
        return {
            "starts_at": read["starts_at"].replace(tzinfo=self.zone),
            "ends_at": read["ends_at"].replace(tzinfo=self.zone),
            "reason": read["reason"],
        }


class DecisionForm(forms.Form):
    """Granted or refused, with the reason the agent reads."""

    granted = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Grant")), ("no", _("Refuse"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
