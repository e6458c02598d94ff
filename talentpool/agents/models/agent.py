"""The agent, what she can do, and her kit."""

from datetime import datetime
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models.reference import Hub, Language, Region, Skill
from talentpool.agents.states import AgentState, Channel, Kind
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check


class AgentQuerySet(models.QuerySet["Agent"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff see all, an agent herself. Clients never: they see aliases (``Alias``)."""
        if principal.is_staff:
            return self
        return self.filter(pk=principal.agent_id) if principal.agent_id else self.none()

    def with_everything(self) -> Self:
        """With her account, region and hub in the same query."""
        return self.select_related("user", "region", "hub")

    def in_reserve(self) -> Self:
        """The reserve pool: passed onboarding and has not left."""
        return self.filter(state__in=[AgentState.RESERVE, AgentState.RESTING])

    def deployable(self, at: datetime) -> Self:
        """May be asked at this moment."""
        return self.filter(state=AgentState.RESERVE).exclude(paused_until__gt=at)


@pghistory.track(fields=["state", "kind", "level", "floor_minor", "weekly_cap_minutes", "paused_until"])
class Agent(Referable):
    """A person who serves customers. ``number`` is what colleagues see (座席 0417)."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="agent")
    number = models.CharField(max_length=10, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=AgentState.choices, default=AgentState.TRAINING)
    level = models.PositiveSmallIntegerField(default=1)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="agents")
    timezone = models.CharField(max_length=50, default="Asia/Shanghai")
    floor_minor = models.PositiveIntegerField(default=0, help_text=_("Least pay an hour, minor units."))
    currency = models.CharField(max_length=3, default="CNY")
    weekly_cap_minutes = models.PositiveIntegerField(default=40 * 60)
    daily_cap_minutes = models.PositiveIntegerField(default=8 * 60)
    rest_minutes = models.PositiveIntegerField(default=11 * 60)
    daily_limit_minutes = models.PositiveIntegerField(null=True, editable=False)  # of WorkLimit, kept by trigger
    weekly_limit_minutes = models.PositiveIntegerField(null=True, editable=False)
    hub = models.ForeignKey(Hub, on_delete=models.SET_NULL, null=True, blank=True, related_name="agents")
    paused_until = models.DateTimeField(null=True, blank=True)
    formalities_done_at = models.DateTimeField(null=True, blank=True)
    probation_until = models.DateField(null=True, blank=True)
    is_backbone = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=now)

    objects = AgentQuerySet.as_manager()

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")
        constraints: ClassVar = [
            state_check(AgentState, name="agent_state"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="agent_kind"),
            models.CheckConstraint(
                condition=models.Q(weekly_cap_minutes__lte=7 * 24 * 60, daily_cap_minutes__lte=24 * 60),
                name="agent_caps",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "kind"])]

    def __str__(self) -> str:
        return str(_("Agent %(number)s") % {"number": self.number})

    @property
    def may_choose_kind(self) -> bool:
        """Until she is in the reserve; later the kind is a matter of contract."""
        return self.state == AgentState.TRAINING


class AgentSkill(models.Model):
    """What she is certified in. ``certified_until`` is kept by training from certificates; level 1 to 5."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="agents")
    level = models.PositiveSmallIntegerField(default=1)
    certified_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "skill"], name="agent_skill_once"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="agent_skill_level"),
        ]


class AgentChannel(models.Model):
    """How well she serves on a channel (1 to 5), and whether she wants to."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="channels")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    level = models.PositiveSmallIntegerField(default=1)
    willing = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "channel"], name="agent_channel_once"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="agent_channel_level"),
        ]


class AgentLanguage(models.Model):
    """How well she speaks a language or dialect (1 to 5)."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="languages")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="agents")
    level = models.PositiveSmallIntegerField(default=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "language"], name="agent_language_once"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="agent_language_level"),
        ]


class KitQuerySet(models.QuerySet["Kit"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class Kit(models.Model):
    """A proof that her device, headset and network were good enough, with what was measured."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="kit_checks")
    passed = models.BooleanField()
    measures = models.JSONField(default=dict)
    checked_at = models.DateTimeField(default=now)

    objects = KitQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["agent", "-checked_at"])]
