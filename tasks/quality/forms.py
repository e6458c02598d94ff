"""What people fill in at quality."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tasks.quality.rules.scorecard import SCORECARD

MARKS = [("yes", _("Yes")), ("partly", _("Partly")), ("no", _("No")), ("na", _("Does not apply"))]
QUESTIONS = {
    "greets": _("Greets, and asks what it is about"),
    "understands": _("Understands what the customer wants"),
    "solves": _("Solves it, or says what happens next and when"),
    "tone": _("Polite and calm throughout"),
    "finds_need": _("Asks before recommending"),
    "offers_right": _("Recommends what fits, truthfully"),
    "follows_rules": _("Follows the client's rules"),
    "answers_in_time": _("Answers without long silences"),
}
APPEAL_REASONS = [
    ("quoted", _("I was quoting the customer")),
    ("context", _("The context makes it harmless")),
    ("not_me", _("This conversation was not mine")),
    ("steps", _("I did take the steps that are marked as missing")),
]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class DismissForm(ReasonForm):
    place = forms.IntegerField(min_value=0, max_value=10_000, widget=forms.HiddenInput)


class CloseForm(ReasonForm):
    confirmed = forms.BooleanField(required=False)


class AppealForm(forms.Form):
    """Two taps: open, send; a reason is chosen, words are optional."""

    reason = forms.ChoiceField(label=_("Why"), choices=APPEAL_REASONS, initial="context", widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def said(self) -> str:
        """The chosen reason and the words, as the analyst reads them."""
        chosen = dict(APPEAL_REASONS)[self.cleaned_data["reason"]]
        return f"{chosen}: {self.cleaned_data['words']}".strip(": ")


class AppealAnswerForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("1", _("Uphold: the score is recomputed without these hits")), ("0", _("Reject: the score stays"))],
        coerce=lambda v: v == "1",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    dropped = forms.TypedMultipleChoiceField(coerce=int, required=False, choices=[(n, str(n)) for n in range(1_000)])


class ScorecardForm(forms.Form):
    """Eight questions and a note."""

    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in SCORECARD:
            self.fields[item.code] = forms.ChoiceField(
                label=QUESTIONS[item.code], choices=MARKS, widget=forms.RadioSelect(attrs={"class": "inline"})
            )
        self.order_fields([*(i.code for i in SCORECARD), "note"])

    def marks(self) -> dict[str, str]:
        return {i.code: self.cleaned_data[i.code] for i in SCORECARD}
