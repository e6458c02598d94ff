"""Many people at once, from a list somebody handed in; each claims her account herself."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, UNUSABLE_PASSWORD_SUFFIX_LENGTH
from django.db import transaction

from accounts.errors import AlreadyClaimed
from accounts.models import User
from talentpool.kernel.bulk import copy_objects, numbered


@dataclass(frozen=True, slots=True)
class NewPerson:
    """phone in E.164, e-mail in lower case; at least one of them."""

    name: str
    phone: str = ""
    email: str = ""
    language: str = "zh-hans"


@transaction.atomic
def add_people(*, people: Iterable[NewPerson]) -> list[User]:
    """Accounts nobody can log in to before their owners set a password. In the order given.

    Raises IntegrityError, and adds nobody, where a phone or an e-mail is taken.
    """
    made = []
    for one in people:
        user = User(email=one.email or None, language=one.language, password=_no_password())
        user.full_name = one.name
        if one.phone:
            user.set_phone(one.phone)
        made.append(user)
    numbered(made)
    copy_objects(made)
    return made


def _no_password() -> str:
    """What Django writes for somebody without a password; drawing letter by letter, as it does, costs more than a row."""
    drawn = secrets.token_urlsafe(UNUSABLE_PASSWORD_SUFFIX_LENGTH)
    return UNUSABLE_PASSWORD_PREFIX + drawn[:UNUSABLE_PASSWORD_SUFFIX_LENGTH]


@transaction.atomic
def claim_account(*, user: User, password: str) -> User:
    """Its owner sets her first password; whoever has one already goes through the log-in. Raises AlreadyClaimed."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.has_usable_password() or locked.last_login is not None or not locked.is_active:
        raise AlreadyClaimed
    locked.set_password(password)
    locked.save(update_fields=["password"])
    return locked
