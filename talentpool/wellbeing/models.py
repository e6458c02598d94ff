"""An agent's own notes on how she is. No other room may refer to them."""

from datetime import timedelta
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.fields import Sealed
from talentpool.kernel.models import Referable

KEPT = timedelta(days=90)


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, principal: Principal) -> Self:
        """The agent sees hers; a counsellor only those shared with her by name; nobody else, administrators neither."""
        if "counsellor" in principal.roles:
            return self.filter(shared_with_id=principal.user_id)
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class Note(Referable):
    """How she says she is: 1 (bad) to 5 (good) and a few words, encrypted; deleted after 90 days."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    feeling = models.PositiveSmallIntegerField(_("feeling"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    words_sealed = models.TextField(blank=True, default="")
    shared_with = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=now)

    words = Sealed("words_sealed")
    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(feeling__range=(1, 5)), name="wellbeing_feeling"),
        ]
        indexes: ClassVar = [models.Index(fields=["written_at"])]
