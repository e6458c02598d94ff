"""A client company's members and keys; written by its owners."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction

from accounts.errors import AlreadyMember, LastOwner
from accounts.models import Client, ClientKey, Membership, User
from accounts.states import MemberRole, Scope
from talentpool.kernel.clock import now


@transaction.atomic
def add_member(*, client: Client, email: str, role: MemberRole | str, by: User) -> Membership:
    """Let a person in. Who has no account gets one without a password and sets it by "forgot password".

    Raises AlreadyMember.
    """
    address = email.strip().lower()
    person = User.objects.filter(email__iexact=address).first() or User.objects.create_user(address)
    membership, is_new = Membership.objects.get_or_create(user=person, client=client, defaults={"role": role})
    if not is_new:
        raise AlreadyMember
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: MemberRole | str, by: User) -> Membership:
    """Give a member another role. Raises LastOwner."""
    if role != MemberRole.OWNER:
        _keep_an_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    return membership


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    """Close the company's doors to a person, and revoke the keys she made. Raises LastOwner."""
    _keep_an_owner(membership)
    hers = ClientKey.objects.in_use().filter(client=membership.client, user=membership.user)
    hers.update(revoked_at=now())
    membership.delete()


def _keep_an_owner(membership: Membership) -> None:
    """Locks the company's row, so that two owners can't remove each other at once."""
    Client.objects.select_for_update().get(pk=membership.client_id)
    owners = Membership.objects.filter(client=membership.client_id, role=MemberRole.OWNER)
    if not owners.exclude(pk=membership.pk).exists():
        raise LastOwner


@transaction.atomic
def create_key(*, client: Client, name: str, scopes: Collection[Scope | str], by: User) -> tuple[ClientKey, str]:
    """A key for the API and its text, which is shown once and kept only as a digest."""
    key, text = ClientKey.objects.create(by, client=client, name=name, scopes=sorted({str(scope) for scope in scopes}))
    return key, text


@transaction.atomic
def rotate_key(*, key: ClientKey, by: User, overlap: timedelta = timedelta()) -> tuple[ClientKey, str]:
    """A new key with the same name and scopes. The old one works on for ``overlap``, while the callers change over.

    An old key that ends already keeps its end: rotating again makes no key live longer.
    """
    assert key.client is not None  # noqa: S101  (every key of ours has one)
    if key.revoked_at is None:
        key.revoked_at = now() + overlap
        key.save(update_fields=["revoked_at"])
    return create_key(client=key.client, name=key.name, scopes=key.scopes, by=by)


@transaction.atomic
def revoke_key(*, key: ClientKey, by: User) -> ClientKey:
    """End a key; it opens nothing from now on. Twice is once."""
    if key.is_in_use:
        key.revoked_at = now()
        key.save(update_fields=["revoked_at"])
    return key
