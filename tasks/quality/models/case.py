"""The case library: good and bad conversations, anonymised, to learn from."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.agents.models import Alias
from talentpool.growth.states import Capability
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.training.models import Lesson
from tasks.quality.models.inspection import Inspection
from tasks.quality.states import CaseKind, CaseState


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all; an agent what is published for everybody or for a client she works for; clients nothing."""
        if principal.is_staff:
            return self
        if not principal.agent_id:
            return self.none()
        hers = Alias.objects.filter(agent_id=principal.agent_id).values("client_id")
        return self.filter(models.Q(client=None) | models.Q(client__in=hers), state=CaseState.PUBLISHED)

    def published(self) -> Self:
        return self.filter(state=CaseState.PUBLISHED)


class Case(Referable):
    """A conversation without anybody in it that could be known again. ``marked``: the turns to look at.

    client: only agents of this client may read it; empty: everybody. turns: [{"role", "text"}].
    """

    kind = models.CharField(max_length=4, choices=CaseKind.choices)
    title = models.CharField(max_length=120)
    lesson_learned = models.TextField()
    capability = models.CharField(max_length=12, choices=Capability.choices)
    rule = models.CharField(max_length=60, blank=True, default="")
    product = models.CharField(max_length=60, blank=True, default="")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    turns = models.JSONField(default=list)
    marked = ArrayField(models.PositiveIntegerField(), default=list)
    origin = models.ForeignKey(Inspection, on_delete=models.PROTECT, null=True, related_name="cases")
    lessons = models.ManyToManyField(Lesson, related_name="cases", blank=True)
    grams = ArrayField(models.IntegerField(), default=list)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.DRAFT)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints: ClassVar = [state_check(CaseState, name="case_state")]
        indexes: ClassVar = [
            models.Index(fields=["capability", "kind", "-published_at"], name="case_of_capability"),
            GinIndex(fields=["grams"], name="case_grams"),
        ]

    def __str__(self) -> str:
        return self.title
