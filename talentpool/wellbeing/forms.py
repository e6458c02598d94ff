"""The note's form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    feeling = forms.TypedChoiceField(
        label=_("How are you today?"),
        coerce=int,
        choices=[(5, _("Good")), (4, _("All right")), (3, _("So-so")), (2, _("Not well")), (1, _("Bad"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("A few words, if you like"), required=False, max_length=1000, widget=forms.Textarea)


class ShareForm(forms.Form):
    counsellor = forms.IntegerField(required=False)
