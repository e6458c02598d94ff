"""The rules of dispatch, fill plans and their waves."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.compiled import Compiled
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.dispatch.states import PlanState, WaveCause, WaveState
from tasks.orders.models import Order, Shift

Row = TypeVar("Row", bound=models.Model)


class DispatchPolicy(models.Model):
    """The numbers of dispatch that an administrator can change; one row. ``version`` is named in every decision."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    version = models.CharField(max_length=20, default="1")
    undo_minutes = models.PositiveSmallIntegerField(_("free undo, minutes"), default=5)
    lottery_minutes = models.PositiveSmallIntegerField(_("lottery window, minutes"), default=30)
    offer_minutes = models.PositiveSmallIntegerField(_("time to answer, minutes"), default=240)
    waves = models.PositiveSmallIntegerField(_("waves planned"), default=3)
    fresh_share = models.FloatField(_("share of a wave for people not asked lately"), default=0.1)
    fresh_days = models.PositiveSmallIntegerField(_("not asked for, days"), default=30)
    release_free_hours = models.PositiveSmallIntegerField(_("free release until, hours before the shift"), default=24)
    most_open_offers = models.PositiveSmallIntegerField(_("open offers of one agent at a time"), default=5)
    standby_share = models.FloatField(_("standby pay, share of the shift's pay"), default=0.2)
    standby_answer_minutes = models.PositiveSmallIntegerField(_("time to step in, minutes"), default=10)

    class Meta:
        verbose_name = _("rules of dispatch")
        verbose_name_plural = _("rules of dispatch")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="dispatch_policy_single"),
            models.CheckConstraint(condition=models.Q(fresh_share__range=(0, 1)), name="dispatch_policy_share"),
        ]

    def __str__(self) -> str:
        return f"v{self.version}"

    @classmethod
    def current(cls) -> "DispatchPolicy":
        """The row, or the defaults where nobody has changed anything yet."""
        return next(iter(_policy()), None) or cls()


_policy = Compiled[DispatchPolicy](lambda: DispatchPolicy.objects.filter(id=1))


class ForStaff(models.QuerySet[Row]):
    """Plans and waves: nobody outside dispatch sees them."""

    def visible_to(self, principal: Principal) -> Self:
        return self if principal.is_staff else self.none()


class FillPlanQuerySet(ForStaff["FillPlan"]):
    """Plans."""


class WaveQuerySet(ForStaff["Wave"]):
    """Waves."""


class FillPlan(Referable):
    """The waves with the fewest expected offers that reach the target by the deadline under the published order."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="fill_plan")
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.PROPOSED)
    target = models.FloatField(default=0.95)
    rule_version = models.CharField(max_length=20, default="1")
    expected_offers = models.FloatField(default=0)
    probability = models.FloatField(default=0)
    shortage = models.PositiveIntegerField(default=0)
    breakdown = models.JSONField(default=dict)
    lottery_minutes = models.PositiveSmallIntegerField(default=30)
    offer_minutes = models.PositiveSmallIntegerField(default=240)
    seed = models.BigIntegerField()
    proposed_at = models.DateTimeField(default=now)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = FillPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("fill plan")
        constraints: ClassVar = [state_check(PlanState, name="plan_state")]


class Wave(Referable):
    """Offers that go out together. The draw at ``lottery_until`` uses ``seed`` and can be repeated by anybody."""

    plan = models.ForeignKey(FillPlan, on_delete=models.PROTECT, related_name="waves")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=WaveState.choices, default=WaveState.PLANNED)
    size = models.PositiveIntegerField()
    sends_at = models.DateTimeField()
    lottery_until = models.DateTimeField(null=True, blank=True)
    deadline = models.DateTimeField()
    seed = models.BigIntegerField()
    sent_at = models.DateTimeField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn = models.JSONField(default=dict, help_text=_("Who was drawn, in which order, for audit."))
    cause = models.CharField(max_length=12, choices=WaveCause.choices, default=WaveCause.PLANNED)
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, null=True, blank=True, related_name="waves")
    seats = models.PositiveIntegerField(null=True, help_text=_("How many it looks for; empty: all that are open."))
    waves_left = models.PositiveSmallIntegerField(default=1, help_text=_("This one included."))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    only_hubs = models.BooleanField(default=False, help_text=_("Goes only to people with a place in a hub."))

    objects = WaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("wave")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="wave_numbered"),
            state_check(WaveState, name="wave_state"),
        ]
