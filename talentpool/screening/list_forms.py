"""What a recruiter gives to bring a list of people in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talentpool.agents.states import Kind
from talentpool.screening.models import Campaign


class PeopleListForm(forms.Form):
    """A file, what its rows become, and where it comes from."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV or XLSX, up to 100,000 rows. Columns: name, phone or email; if you like identity, kind, region, "
            "languages (cmn 5; yue 3), channels (call; chat), years, hours."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    campaign = forms.ModelChoiceField(
        label=pgettext_lazy("recruiting", "Campaign"),
        queryset=Campaign.objects.none(),
        required=False,
        empty_label=_("None: everybody becomes an agent in training"),
        help_text=_("With a campaign every row becomes an invited application; she goes through its gates."),
    )
    kind = forms.ChoiceField(label=_("Kind, where a row says none"), choices=Kind.choices, initial=Kind.SHARED)
    origin = forms.CharField(
        label=_("Where does this list come from?"),
        max_length=300,
        help_text=_("Everybody on it reads this sentence before she consents."),
    )

    def __init__(self, *args: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]

    def handed_in(self) -> dict[str, Any]:
        """As ``actions.hand_in_list`` takes it."""
        given = dict(self.cleaned_data)
        file = given.pop("file")
        return {**given, "content": file.read(), "name": file.name}
