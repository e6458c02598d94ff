"""Log-in and sign-up by either address, and how a person wants to be reached."""

from typing import Any

from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.forms import SignupForm as BaseSignupForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from talentpool.messaging import outward
from talentpool.messaging.channels import e164
from talentpool.messaging.states import WEBHOOK_TOPICS, Via


class LoginForm(BaseLoginForm):  # type: ignore[misc]
    """One field for e-mail or mobile number; a Chinese number needs no +86."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail or mobile number")
        self.fields["login"].max_length = 254
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        written = str(super().clean_login())
        return written if "@" in written else e164(written)


class SignupForm(BaseSignupForm):  # type: ignore[misc]
    """E-mail or mobile number, one is enough, and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["phone"].label = _("Mobile number")
        self.fields["phone"].required = False
        self.fields["email"].help_text = _("E-mail or mobile number: one is enough.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_phone(self) -> str:
        """Without an SMS service nobody can be asked to prove a number, so a taken one has to be said."""
        number = str(self.cleaned_data.get("phone") or "")
        if number and not settings.SMS_URL and User.objects.with_phone(number) is not None:
            raise forms.ValidationError(_("There is an account with this number already: log in."), code="phone_taken")
        return number

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("email") and not cleaned.get("phone") and not self.errors:
            raise forms.ValidationError(_("Give an e-mail address or a mobile number."), code="no_address")
        return cleaned


class PreferenceForm(forms.Form):
    """Ways outside the inbox in the order in which they are tried, and quiet hours."""

    WAYS = ("first", "second", "third", "fourth")
    CHOICES = (("", _("– nothing –")), *Via.choices)

    first = forms.ChoiceField(label=_("Send my messages by"), choices=CHOICES, required=False)
    second = forms.ChoiceField(label=_("If that fails, or an urgent one stays unread"), choices=CHOICES, required=False)
    third = forms.ChoiceField(label=_("Then"), choices=CHOICES, required=False)
    fourth = forms.ChoiceField(label=_("Last"), choices=CHOICES, required=False)
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("quiet_from")) != bool(cleaned.get("quiet_until")):
            raise forms.ValidationError(_("Give both ends of the quiet hours, or none."), code="half_quiet")
        return cleaned

    def chosen(self) -> dict[str, Any]:
        """Keyword arguments of ``set_preference``."""
        read = self.cleaned_data
        ways = [read[name] for name in self.WAYS if read[name]]
        return {"vias": ways, "quiet_from": read["quiet_from"], "quiet_until": read["quiet_until"]}


class SubscriptionForm(forms.Form):
    """What a browser says when it agrees to Web Push."""

    endpoint = forms.URLField(max_length=600, assume_scheme="https")
    p256dh = forms.RegexField(r"^[A-Za-z0-9_=-]{80,100}$")
    auth = forms.RegexField(r"^[A-Za-z0-9_=-]{16,40}$")


class WebhookForm(forms.Form):
    """Where a client company wants to hear of what."""

    TOPICS = WEBHOOK_TOPICS
    url = forms.URLField(label=_("Address (https)"), max_length=600, assume_scheme="https")
    topics = forms.MultipleChoiceField(label=_("Events"), choices=TOPICS, widget=forms.CheckboxSelectMultiple)

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if not outward.looks_public(url):
            raise forms.ValidationError(_("Give an https address on the public internet."), code="not_public")
        return url
