"""What a client gives: a file of volumes."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from talentpool.agents.states import Channel
from talentpool.kernel.clock import now
from talentpool.kernel.widgets import Day

INTERVALS = [(15, _("15 minutes")), (30, _("30 minutes")), (60, _("1 hour"))]


class VolumeForm(forms.Form):
    """A call log or counts per interval, and where to lay them."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "CSV or XLSX. A call log (arrival, wait_s, outcome, service_s) or counts per interval "
            "(interval_start, offered, aht_s)."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    pasted = forms.CharField(
        label=_("Or paste a table"),
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "interval_start\toffered\taht_s"}),
        help_text=_("From a spreadsheet, with its header row."),
    )
    name = forms.CharField(
        label=_("Name of the volumes"),
        max_length=120,
        required=False,
        help_text=_("The file's name, if you leave it empty."),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices, initial=Channel.CALL)
    interval_minutes = forms.TypedChoiceField(label=_("Interval"), choices=INTERVALS, coerce=int, initial=30)
    starting = forms.DateField(
        label=_("Lay on days from"),
        required=False,
        widget=Day(),
        help_text=_("A history is moved to the first such day with the same weekday. Empty: the days stay."),
    )

    def clean_starting(self) -> Any:
        """Laying history on the past helps nobody."""
        starting = self.cleaned_data["starting"]
        if starting and starting < now().date():
            raise forms.ValidationError(_("Choose a day from today on."), code="days_past")
        return starting

    def clean(self) -> dict[str, Any]:
        """A file or a pasted table, which is a file that was never saved."""
        given = super().clean() or {}
        pasted = given.pop("pasted", "").strip()
        if pasted and not given.get("file"):
            given["file"] = ContentFile(pasted.encode(), name=str(_("pasted table")))
        if not given.get("file") and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or paste a table."))
        return given
