"""The screening model as it was published: what each gate weighed and asked, version by version."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.screening.models.campaign import Campaign


class PublishedModelQuerySet(models.QuerySet["PublishedModel"]):
    def visible_to(self, principal: Principal) -> Self:
        """Published is published."""
        return self

    def of_campaign(self, campaign: Campaign, at: datetime | None = None) -> "PublishedModel | None":
        """The newest version, or the one that held at a moment."""
        rows = self.filter(campaign=campaign)
        return (rows.filter(published_at__lte=at) if at else rows).order_by("-version").first()


class PublishedModel(Referable):
    """One version. ``gates``: [{"kind", "weight", "pass_mark", "max_attempts"}] in their order. Never changed again."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="published")
    version = models.PositiveIntegerField()
    gates = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True, default="")
    published_at = models.DateTimeField(default=now)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PublishedModelQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-version"]
        verbose_name = _("published screening model")
        verbose_name_plural = _("published screening models")
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "version"], name="model_version_once")]

    @property
    def weights(self) -> dict[str, int]:
        return {gate["kind"]: int(gate["weight"]) for gate in self.gates}
