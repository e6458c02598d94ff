"""Consents and policies: given, withdrawn, acknowledged."""

from django.db import transaction

from accounts.models import Client, Consent, Policy, PolicyAcknowledgement, User
from accounts.states import ConsentPurpose
from talentpool.kernel.clock import now


@transaction.atomic
def give_consent(
    *, by: User, purpose: ConsentPurpose | str, client: Client | None = None, version: str = "1"
) -> Consent:
    """Agree to one purpose, for one recipient. Giving twice is one consent; a new version closes the old one."""
    standing = Consent.objects.standing().filter(user=by, purpose=purpose, client=client).first()
    if standing is not None and standing.version == version:
        return standing
    if standing is not None:
        withdraw_consent(by=by, purpose=purpose, client=client)
    return Consent.objects.get_or_create(
        user=by, purpose=purpose, client=client, withdrawn_at=None, defaults={"version": version}
    )[0]


@transaction.atomic
def withdraw_consent(*, by: User, purpose: ConsentPurpose | str, client: Client | None = None) -> int:
    """Take a consent back; returns how many were standing (0 or 1). As easy as giving it."""
    standing = Consent.objects.standing().filter(user=by, purpose=purpose, client=client)
    return standing.update(withdrawn_at=now())


@transaction.atomic
def acknowledge_policy(*, policy: Policy, by: User) -> PolicyAcknowledgement:
    """She has read this version of a rulebook. Twice is once."""
    return PolicyAcknowledgement.objects.get_or_create(user=by, policy=policy)[0]
