"""Rule sets by version, and the try-outs of their drafts."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.agents.states import Channel
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.quality.states import RuleSetState, RunState


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all; a client its own and the starter sets; nobody else any."""
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(models.Q(client_id=principal.client_id) | models.Q(client=None))
        return self.none()

    def in_force(self, *, client: Client, channel: str) -> Self:
        """The published sets that fit, the most particular first."""
        fits = models.Q(client=client) | models.Q(client=None)
        return self.filter(fits, channel__in=[channel, ""], state=RuleSetState.PUBLISHED).order_by(
            models.F("client").asc(nulls_last=True), "-channel"
        )


class RuleSet(Referable):
    """A client's rules for a channel, by version. ``rules``: the engine's format; no ``client``: the starter set."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, blank=True, related_name="rule_sets")
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True, default="")
    name = LocalizedTextField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=RuleSetState.choices, default=RuleSetState.DRAFT)
    rules = models.JSONField(default=dict)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="drafts")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "channel", "version"], nulls_distinct=False, name="rule_set_version"
            ),
            models.UniqueConstraint(
                fields=["client", "channel"],
                condition=models.Q(state="published"),
                nulls_distinct=False,
                name="one_rule_set_published",
            ),
            state_check(RuleSetState, name="rule_set_state"),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class TryOutQuerySet(models.QuerySet["TryOut"]):
    def visible_to(self, principal: Principal) -> Self:
        return self if principal.is_staff else self.none()


class TryOut(Referable):
    """A draft run on the newest conversations, beside the version in force. ``outcome``: see ``tryouts``."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="try_outs")
    against = models.ForeignKey(RuleSet, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rules = models.JSONField(default=dict, help_text=_("The draft as it was when the try-out began."))
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    total = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(default=dict)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)
    progress_at = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = TryOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("try-out")
        constraints: ClassVar = [
            state_check(RunState, name="try_out_state"),
            models.UniqueConstraint(
                fields=["rule_set"], condition=models.Q(state__in=["waiting", "running"]), name="one_try_out_at_once"
            ),
        ]
