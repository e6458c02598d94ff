"""Forms of accounts."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, Consent, User
from accounts.states import ConsentPurpose, MemberRole, Scope

STANDING_PURPOSES = (ConsentPurpose.PROCESSING, ConsentPurpose.RECORDING, ConsentPurpose.MESSAGES)


class ConsentForm(forms.Form):
    """Give or withdraw one consent; a client's slug only for what is shared with one client."""

    purpose = forms.ChoiceField(choices=ConsentPurpose.choices)
    client = forms.ModelChoiceField(Client.objects.all(), to_field_name="slug", required=False)
    give = forms.BooleanField(required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Consent.objects.filter(user=user, client__isnull=False).values("client")
        self.fields["client"].queryset = Client.objects.filter(pk__in=known)  # type: ignore[attr-defined]


class KeyForm(forms.Form):
    """A new key for the API."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Which system uses it, so that you know it again.")
    )
    scopes = forms.MultipleChoiceField(label=_("May"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple)


class OverlapForm(forms.Form):
    """How long a rotated key works on beside the new one."""

    hours = forms.TypedChoiceField(
        label=_("The old key works on for"),
        coerce=int,
        initial=24,
        choices=[(0, _("not at all")), (1, _("an hour")), (24, _("a day")), (168, _("a week"))],
    )

    def overlap(self) -> timedelta:
        """What was chosen."""
        return timedelta(hours=self.cleaned_data["hours"])


class MemberForm(forms.Form):
    """Let a colleague in."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices, initial=MemberRole.VIEWER)


class RoleForm(forms.Form):
    """Give a member another role."""

    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices)


class EraseForm(forms.Form):
    """Erasing needs the password, so that nobody does it on a borrowed phone."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        written = str(self.cleaned_data["password"])
        if not self.user.check_password(written):
            raise forms.ValidationError(_("This is not your password."), code="wrong_password")
        return written
