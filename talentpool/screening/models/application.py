"""One person's application."""

from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.fields import Sealed
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.screening.models.campaign import Campaign, Gate
from talentpool.screening.states import ApplicationState


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.has_role("recruiter", "trainer"):
            return self
        return self.filter(user_id=principal.user_id) if principal.user_id else self.none()

    def alive(self) -> Self:
        """Neither decided nor given up."""
        return self.filter(
            state__in=[
                ApplicationState.INVITED,
                ApplicationState.STARTED,
                ApplicationState.GATES,
                ApplicationState.DECISION,
            ]
        )

    def with_person(self) -> Self:
        return self.select_related("user", "campaign", "stopped_at")

    def awaiting_decision(self) -> Self:
        return self.filter(state=ApplicationState.DECISION)


@pghistory.track(fields=["state", "decided_by", "reason"])
class Application(Referable):
    """One person's application to one campaign. ``answers``: the form; arrangements are voluntary and never scored."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="applications")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=10, choices=ApplicationState.choices, default=ApplicationState.STARTED)
    answers = models.JSONField(default=dict)
    arrangements_sealed = models.TextField(blank=True, default="")
    started_at = models.DateTimeField(default=now)
    state_since = models.DateTimeField(default=now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    reapply_from = models.DateTimeField(null=True, blank=True)
    stopped_at = models.ForeignKey(Gate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True, default="")
    search = ArrayField(
        models.BigIntegerField(), null=True, blank=True, help_text=_("Keyed fingerprints of the words that find it.")
    )

    arrangements = Sealed("arrangements_sealed")
    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        indexes: ClassVar = [
            models.Index(fields=["state_since", "id"], name="application_by_age"),
            models.Index(fields=["state", "state_since", "id"], name="application_by_stage"),
            models.Index(fields=["campaign", "state_since", "id"], name="application_of_campaign"),
            models.Index(fields=["campaign", "state", "state_since", "id"], name="application_of_both"),
            GinIndex(fields=["search"], name="application_search", fastupdate=False),
            models.Index(fields=["id"], condition=models.Q(search__isnull=True), name="application_unsearched"),
        ]
        constraints: ClassVar = [
            state_check(ApplicationState, name="application_state"),
            models.UniqueConstraint(
                fields=["campaign", "user"],
                condition=~models.Q(state__in=["stopped", "rejected", "withdrawn"]),
                name="application_open_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["admitted", "rejected"]) | models.Q(decided_by__isnull=False),
                name="application_decided_by_a_person",
            ),
        ]
