"""What a client is told and asked to mend: period reviews, and causes with an owner and a date."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from tasks.quality.states import PeriodKind


class PeriodReviewQuerySet(models.QuerySet["PeriodReview"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all; a client what was sent to it."""
        if principal.is_staff:
            return self
        return self.filter(client_id=principal.client_id, sent_at__isnull=False) if principal.client_id else self.none()


class PeriodReview(Referable):
    """A week or a month of a client's quality, frozen when it was made: ``figures`` never change afterwards."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="quality_reviews")
    kind = models.CharField(max_length=5, choices=PeriodKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text=_("The last day of the period."))
    figures = models.JSONField(default=dict)
    words = models.TextField(blank=True, default="", help_text=_("What the analyst adds."))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)

    objects = PeriodReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a period")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "kind", "starts_on"], name="period_reviewed_once"),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="period_in_order"),
        ]


class CauseQuerySet(models.QuerySet["Cause"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(client_id=principal.client_id) if principal.client_id else self.none()


class Cause(Referable):
    """A cause of repeat contacts or complaints that somebody at the client mends by a date.

    before_*: contacts about the topic in the 28 days before it was opened, and how many of them were repeats or
    complaints; the rate after is counted from the day it was mended.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="quality_causes")
    topic = models.CharField(max_length=60)
    name = models.JSONField(default=dict)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    note = models.TextField(blank=True, default="")
    before_contacts = models.PositiveIntegerField()
    before_troubled = models.PositiveIntegerField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=now)
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mended_how = models.TextField(blank=True, default="")

    objects = CauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("cause")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "topic"], condition=models.Q(mended_at__isnull=True), name="cause_open_once"
            )
        ]
