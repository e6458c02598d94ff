"""Contingency plans: who takes over when something fails, in which mix, called by whom, and when it was last proven."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Channel
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from tasks.orders.models.visible import OfClientQuerySet
from tasks.orders.states import CallState


class ContingencyPlanQuerySet(OfClientQuerySet["ContingencyPlan"]):
    pass


class ContingencyPlan(Referable):
    """One scenario: what triggers it, how many seats must stand within which time, and the mix that fills them.

    mix: {"own", "outsourced", "shared", "home"} seats. call_tree: [{"who", "contact", "after_minutes"}], in order: people
    of the client; the platform's own agents are called by waves.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="contingency_plans")
    title = models.CharField(max_length=120)
    trigger = models.CharField(max_length=300)
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.CALL)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField()
    within_minutes = models.PositiveIntegerField(default=240)
    hours = models.PositiveSmallIntegerField(default=8, help_text=_("How long the seats are needed, hours."))
    mix = models.JSONField(default=dict)
    call_tree = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ContingencyPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("contingency plan")
        verbose_name_plural = _("contingency plans")

    def __str__(self) -> str:
        return self.title


class CallTreeRunQuerySet(OfClientQuerySet["CallTreeRun"]):
    client_path = "plan__client_id"


class CallTreeRun(Referable):
    """One time a plan was set off, as an exercise or in earnest; ``order``: the emergency order it began."""

    plan = models.ForeignKey(ContingencyPlan, on_delete=models.PROTECT, related_name="runs")
    exercise = models.BooleanField(default=True)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    order_ref = models.UUIDField(null=True, blank=True)

    objects = CallTreeRunQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-started_at"]


class CallTreeStepQuerySet(OfClientQuerySet["CallTreeStep"]):
    client_path = "run__plan__client_id"

    def visible_to(self, principal: Principal | str) -> Self:
        """A client sees its own; a token only the one step whose mail held it, for three days."""
        if isinstance(principal, Principal):
            return super().visible_to(principal)
        fresh = now() - timedelta(days=3)
        return self.filter(token=principal, run__started_at__gt=fresh).select_related("run__plan")


class CallTreeStep(Referable):
    """One person of the tree in one run: when she is to be called, when she was, and what she said.

    ``token``: opens the answer page without a log-in, once.
    """

    run = models.ForeignKey(CallTreeRun, on_delete=models.CASCADE, related_name="steps")
    who = models.CharField(max_length=80)
    contact = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.WAITING)
    called_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=80, blank=True, default="")
    token = models.CharField(max_length=64, unique=True)

    objects = CallTreeStepQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_at", "id"]
