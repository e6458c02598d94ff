"""The five papers before the first shift."""

from typing import ClassVar, Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.kernel.fields import Sealed
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.screening.states import FormalityKind, FormalityState


class FormalityQuerySet(models.QuerySet["Formality"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.has_role("recruiter", "finance"):
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()

    def doubles(self) -> Self:
        """Tries to hand in a number that is somebody else's, not settled yet."""
        return self.filter(double_of__isnull=False)


@pghistory.track(fields=["state", "confirmed_by"])
class Formality(Referable):
    """One of the five papers before the first shift. ``value`` is encrypted; ``value_index`` finds twins."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="formalities")
    kind = models.CharField(max_length=16, choices=FormalityKind.choices)
    state = models.CharField(max_length=10, choices=FormalityState.choices, default=FormalityState.MISSING)
    value_sealed = models.TextField(blank=True, default="")
    value_index = models.CharField(max_length=64, blank=True, default="")
    document_version = models.CharField(max_length=40, blank=True, default="")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True, default="")
    double_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="doubles"
    )  # the paper of another person with the number she tried to hand in

    value = Sealed("value_sealed")
    objects = FormalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("formality")
        verbose_name_plural = _("formalities")
        indexes: ClassVar = [
            models.Index(fields=["handed_in_at"], condition=models.Q(state="handed_in"), name="formality_to_confirm"),
            models.Index(fields=["value_index"], condition=~models.Q(value_index=""), name="formality_by_number"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "kind"], name="formality_once"),
            state_check(FormalityState, name="formality_state"),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | models.Q(confirmed_by__isnull=False),
                name="formality_confirmed_by_a_person",
            ),
        ]
