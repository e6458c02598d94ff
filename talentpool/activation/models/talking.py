"""Talking to the pool: pings that want an answer, announcements that want to be read, in one or two wordings."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.activation.states import TalkKind
from talentpool.agents.models import Agent, Language, Skill
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from talentpool.messaging.models import Message


class PingQuerySet(models.QuerySet["Ping"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff see all; an agent those she got."""
        if principal.is_staff:
            return self
        return self.filter(recipients__agent_id=principal.agent_id) if principal.agent_id else self.none()


class Ping(Referable):
    """A message to a segment, or to those of it who meet a condition. ``text_b``: a second wording, to compare."""

    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="pings")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="pings")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True, default="")
    talk = models.CharField(max_length=12, choices=TalkKind.choices, default=TalkKind.PING)
    text = LocalizedTextField()
    text_b = LocalizedTextField(null=True, blank=True, default=None)
    choice = models.JSONField(default=dict, help_text=_("Whom it was for: condition, day, hour."))
    left_out = models.JSONField(default=dict, help_text=_("How many were left out, by reason."))
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=now)
    closes_at = models.DateTimeField(null=True, blank=True)

    objects = PingQuerySet.as_manager()


class PingRecipient(models.Model):
    """Who got a ping or an announcement, in which wording (0 or 1), and the message that says whether she read it."""

    ping = models.ForeignKey(Ping, on_delete=models.CASCADE, related_name="recipients")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="ping_recipients")
    wording = models.PositiveSmallIntegerField(default=0)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["ping", "agent"], name="recipient_once")]
        indexes: ClassVar = [models.Index(fields=["agent", "-sent_at"])]
