"""What happens to a person's account itself."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts import personal
from accounts.errors import StillBound
from accounts.models import Consent, User
from talentpool.kernel.clock import now
from talentpool.kernel.models import DataKey


@transaction.atomic
def set_language(*, by: User, language: str) -> User:
    """The language of what the platform sends her."""
    by.language = language
    by.save(update_fields=["language"])
    return by


@transaction.atomic
def set_name(*, by: User, name: str) -> User:
    """Her real name, sealed."""
    by.full_name = name
    by.save(update_fields=["name_sealed"])
    return by


@transaction.atomic
def confirm_phone(*, user: User, by: User) -> User:
    """A recruiter has spoken to her on this number: where no SMS service is set up, this is the proof."""
    user.phone_verified = True
    user.save(update_fields=["phone_verified"])
    return user


@transaction.atomic
def enrol_second_factor(*, user: User) -> str:
    """Give a user a second factor, as demo data and tests need it; returns its secret (base 32). Twice is once."""
    existing = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if existing is not None:
        existing.delete()
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


@transaction.atomic
def erase(*, user: User, by: User) -> User:
    """Forget a person: names, addresses, keys and sessions go; rows that must stay keep an opaque user.

    Raises StillBound while a room says that something is open.
    """
    reason = personal.first_obstacle(user)
    if reason:
        raise StillBound(reason=reason)
    personal.erase_in_every_room(user)
    DataKey.objects.filter(owner=user.ref).delete()
    Consent.objects.standing().filter(user=user).update(withdrawn_at=now())
    for model in (EmailAddress, Authenticator, UserSession):
        model.objects.filter(user=user).delete()
    _forget_identity(user)
    return user


def _forget_identity(user: User) -> None:
    user.email = f"erased-{user.ref.hex}@invalid"
    user.set_phone("")
    user.full_name = ""
    user.phone_verified = user.is_active = False
    user.set_unusable_password()
    user.save(
        update_fields=[
            "email",
            "phone_sealed",
            "phone_index",
            "name_sealed",
            "phone_verified",
            "is_active",
            "password",
        ]
    )
    user.events.update(email=None, phone_sealed="", phone_index=None, name_sealed="")  # type: ignore[attr-defined]
