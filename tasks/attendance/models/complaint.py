"""What a client complains of in one person's shift, what she says to it, and what a person of the house found."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.fields import Sealed
from talentpool.kernel.models import Referable
from tasks.dispatch.models import Assignment

HEARD_WITHIN = timedelta(days=3)


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all, a client those of its orders, an agent those about her."""
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(assignment__shift__order__client_id=principal.client_id)
        return self.filter(assignment__agent_id=principal.agent_id) if principal.agent_id else self.none()

    def waiting(self) -> Self:
        return self.filter(settled_at__isnull=True)


class Complaint(Referable):
    """One complaint, or hours that the client disputes; at most one waits for each assignment.

    ``told``: the client's words; ``heard``: the agent's; ``answer``: what the client reads. ``founded``: None until
    a person decided.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="complaints")
    about_hours = models.BooleanField(default=False)
    told_sealed = models.TextField(blank=True, default="")
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=now)
    heard_sealed = models.TextField(blank=True, default="")
    heard_at = models.DateTimeField(null=True, blank=True)
    founded = models.BooleanField(null=True, blank=True)
    answer_sealed = models.TextField(blank=True, default="")
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    told = Sealed("told_sealed")
    heard = Sealed("heard_sealed")
    answer = Sealed("answer_sealed")

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint of a client")
        verbose_name_plural = _("complaints of clients")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment"], condition=models.Q(settled_at__isnull=True), name="complaint_waits_once"
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True) | models.Q(founded__isnull=False), name="complaint_decided"
            ),
        ]

    @property
    def may_be_settled_from(self) -> datetime:
        """She is heard first: from her answer on, or once she had three days for it."""
        return self.heard_at or self.raised_at + HEARD_WITHIN
