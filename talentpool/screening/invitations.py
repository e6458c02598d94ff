"""The link by which somebody a list brought in claims her account: signed, and good for a month."""

from uuid import UUID

from django.core import signing
from django.urls import reverse

from accounts.models import User
from talentpool.screening.models import ListedPerson

SALT = "screening.invitation"
SECONDS = 30 * 24 * 3600


def path_for(user: User) -> str:
    """A path of ours with her token."""
    return reverse("invitation", args=[signing.dumps(str(user.ref), salt=SALT)])


def bearer(token: str) -> User | None:
    """Whose invitation this is; None for a forged or an old one."""
    try:
        ref = signing.loads(token, salt=SALT, max_age=SECONDS)
        return User.objects.filter(ref=UUID(ref), is_active=True).first()
    except (signing.BadSignature, ValueError):
        return None


def after_claim(user: User) -> str:
    """Where she decides: at her invited application, else about her consent as an agent."""
    listed = ListedPerson.of(user)
    if listed is not None and listed.application is not None:
        return reverse("application_show", args=[listed.application.ref])
    return reverse("agent:listed_consent")
