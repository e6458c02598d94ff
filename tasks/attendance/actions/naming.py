"""The name a client has for an agent: drawn by lot, another one at every client, kept for good."""

import secrets

from django.db import IntegrityError, transaction

from accounts.models import Client
from talentpool.agents.models import Agent, Alias

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is read as something else
TRIES = 20


def name_for_client(*, agent: Agent, client: Client) -> Alias:
    """Her alias at this client, made at the first acceptance."""
    for _try in range(TRIES):
        found = Alias.objects.filter(agent=agent, client=client).first()
        if found is not None:
            return found
        name = "".join(secrets.choice(LETTERS) for _ in range(4))
        try:
            with transaction.atomic():
                return Alias.objects.create(agent=agent, client=client, name=name)
        except IntegrityError:
            continue  # the name is taken here, or another worker was faster
    raise RuntimeError("no free alias found")
