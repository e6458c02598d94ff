"""What binds an agent and a client company: an alias, favourites, blocks."""

from typing import ClassVar, Self

from django.db import models

from accounts.models import Client
from accounts.principals import Principal
from talentpool.agents.models.agent import Agent
from talentpool.agents.states import Preference
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable


class AliasQuerySet(models.QuerySet["Alias"]):
    def visible_to(self, principal: Principal) -> Self:
        """A client sees the aliases it was given, never the agent behind."""
        if principal.is_staff:
            return self
        return self.filter(client_id=principal.client_id) if principal.client_id else self.none()


class Alias(Referable):
    """The only name a client has for an agent; another one at every client."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="aliases")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=20)

    objects = AliasQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "client"], name="alias_once"),
            models.UniqueConstraint(fields=["client", "name"], name="alias_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ClientPreference(models.Model):
    """A client asks for an agent first, or never again."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="client_preferences")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="agent_preferences")
    kind = models.CharField(max_length=10, choices=Preference.choices)
    reason = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["agent", "client"], name="client_preference_once")]
