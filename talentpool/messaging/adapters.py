"""allauth's adapters live here, because its SMS hook needs messaging."""

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from accounts.models import User, opaque_username
from talentpool.kernel import encryption
from talentpool.messaging import channels

SECRET_PLACE = "mfa_authenticator.data"  # noqa: S105  (where a secret is bound to, not a secret)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts by e-mail or phone; the number is sealed and found by its blind index."""

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """A name that says nothing about its bearer."""
        user.username = opaque_username()

    def save_user(self, request: HttpRequest, user: User, form: forms.Form, commit: bool = True) -> User:
        """The language she reads the form in is the one we write to her in. The number goes in before the first save:
        a user without any address may not exist."""
        user.language = get_language() or user.language
        number = form.cleaned_data.get("phone")
        if number:
            user.set_phone(str(number))
        saved: User = super().save_user(request, user, form, commit=commit)
        if not saved.email:
            saved.email = None
            saved.save(update_fields=["email"])
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the face that is hers."""
        user: User = request.user  # type: ignore[assignment]
        if user.is_staff:
            return "/admin/"
        return "/client/" if user.memberships.exists() else "/agent/"

    def phone_form_field(self, **options: Any) -> forms.Field:
        options.setdefault("label", _("Mobile number"))
        field: forms.Field = PhoneNumberField(region="CN", **options)
        return field

    def clean_phone(self, phone: Any) -> str:
        return str(phone)

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.set_phone(str(phone))
        user.phone_verified = verified
        user.save(update_fields=["phone_sealed", "phone_index", "phone_verified"])

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (str(user.phone), user.phone_verified) if user.phone_index else None

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.with_phone(channels.e164(str(phone)))

    def send_verification_code_sms(self, user: User, phone: str, code: str, **_options: Any) -> None:
        channels.send_sms(str(phone), str(_("Your TalentPool code is %(code)s.") % {"code": code}))

    def send_unknown_account_sms(self, phone: str, **_options: Any) -> None:
        """Nobody hears from us that a number is unknown."""

    def send_account_already_exists_sms(self, phone: str) -> None:
        channels.send_sms(str(phone), str(_("You have a TalentPool account already: log in with this number.")))

    def format_email_subject(self, subject: str) -> str:
        return f"TalentPool: {subject}"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of the second factor, encrypted at rest; the QR code as SVG without a script."""

    def encrypt(self, text: str) -> str:
        return encryption.seal(text, bound_to=SECRET_PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.unseal(encrypted_text, bound_to=SECRET_PLACE)

    def build_totp_svg(self, url: str) -> str:
        code = segno.make(url, error="m")
        return str(code.svg_inline(scale=6, border=3, svgclass="qr", lineclass=None, omitsize=True, light="#fff"))

    def get_totp_label(self, user: User) -> str:
        return user.email or user.username
