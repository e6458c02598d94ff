"""What people fill in at billing."""

from django import forms
from django.utils.translation import gettext_lazy as _

DISPUTE_REASONS = [
    ("minutes", _("Minutes are missing")),
    ("rate", _("The rate is wrong")),
    ("break", _("A break or waiting time is missing")),
    ("other", _("Something else")),
]


class DisputeForm(forms.Form):
    """Two taps: open, send; words are optional."""

    reason = forms.ChoiceField(
        label=_("What is wrong"), choices=DISPUTE_REASONS, initial="minutes", widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("In your words"), max_length=1000, required=False)

    def said(self) -> str:
        chosen = dict(DISPUTE_REASONS)[self.cleaned_data["reason"]]
        return f"{chosen}: {self.cleaned_data['words']}".strip(": ")


class DisputeAnswerForm(forms.Form):
    amount = forms.DecimalField(
        label=_("Adjustment"),
        max_digits=8,
        decimal_places=2,
        initial=0,
        help_text=_("Added to the statement; 0 changes nothing."),
    )
    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class CreditForm(forms.Form):
    amount = forms.DecimalField(label=_("Credit"), min_value=0, max_digits=10, decimal_places=2)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class RefusalForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=1000)
