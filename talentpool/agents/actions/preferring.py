"""A client asks for an agent first, or never again."""

from django.db import transaction

from accounts.models import Client, User
from talentpool.agents.models import Agent, ClientPreference


@transaction.atomic
def prefer(*, client: Client, agent: Agent, kind: str, by: User, reason: str = "") -> ClientPreference | None:
    """``kind``: favourite or block; empty takes it back. Who is booked stays booked; the next offers go by it."""
    if not kind:
        ClientPreference.objects.filter(client=client, agent=agent).delete()
        return None
    return ClientPreference.objects.update_or_create(
        client=client, agent=agent, defaults={"kind": kind, "reason": reason.strip()[:300]}
    )[0]
