"""Fill plans, waves, offers, seats, assignments, standby."""

from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedText
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.dispatch.states import AssignmentState, OfferState, PlanState, StandbyState, WaveCause, WaveState
from tasks.orders.models import Order, Shift

OPEN_OFFERS = ("offered", "entered", "not_drawn")
BOUND = ("held", "seeking")
Row = TypeVar("Row", bound=models.Model)


class OfAgent(models.QuerySet[Row]):
    """Rows of one agent: offers, assignments, standby places."""

    def visible_to(self, principal: Principal) -> Self:
        """Dispatch staff see all, an agent her own; a client never sees offers, only the fill board's numbers."""
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class OfferQuerySet(OfAgent["Offer"]):
    def answerable(self, at: datetime) -> Self:
        """Offers with something to tap: open, entered in a draw, or not drawn while the wave goes on."""
        return self.filter(state__in=OPEN_OFFERS, deadline__gt=at, shift__ends_at__gt=at)

    def for_cards(self) -> Self:
        """With all that a card says, in one query; ``room``: whether a seat is free or its holder seeks a stand-in."""
        free = Seat.objects.filter(shift_id=models.OuterRef("shift_id"), holder__isnull=True)
        seeking = Assignment.objects.filter(shift_id=models.OuterRef("shift_id"), state=AssignmentState.SEEKING)
        return self.select_related(
            "agent", "shift__order__client", "shift__order__skill", "shift__order__language", "shift__order__workplace"
        ).annotate(
            room=models.Exists(free) | models.Exists(seeking),
            length=models.F("shift__ends_at") - models.F("shift__starts_at"),
        )


class AssignmentQuerySet(OfAgent["Assignment"]):
    def bound(self) -> Self:
        """Seats still held, also by somebody who seeks a stand-in."""
        return self.filter(state__in=BOUND)

    def for_pages(self) -> Self:
        """With what a page about one's own shift says."""
        return self.select_related(
            "agent__user",
            "offer",
            "shift__order__client",
            "shift__order__skill",
            "shift__order__language",
            "shift__order__workplace",
        )


class StandbyQuerySet(OfAgent["Standby"]):
    """Places in the queue behind shifts."""


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
        return cls.objects.filter(id=1).first() or cls()


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


class Offer(Referable):
    """A shift proposed to one agent. ``probability`` sized the wave, ranked nobody. ``why``: her reason line."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="offers", null=True)
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="offers", db_index=False)
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="offers", db_index=False)
    approach_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OFFERED)
    deadline = models.DateTimeField()
    lottery_until = models.DateTimeField(null=True, blank=True)
    pay_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="CNY")
    probability = models.FloatField(default=0)
    why = models.JSONField(default=list)
    entered_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        constraints: ClassVar = [
            state_check(OfferState, name="offer_state"),
            models.UniqueConstraint(
                fields=["shift", "agent"],
                condition=models.Q(state__in=["offered", "entered", "accepted"]),
                name="offer_open_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agent", "state"]),
            models.Index(fields=["shift", "state"]),
            models.Index(fields=["deadline"], condition=models.Q(state="offered"), name="offer_due"),
        ]

    @property
    def reasons(self) -> list[str]:
        """Why this person was asked, in the reader's language."""
        return [str(LocalizedText(one)) for one in self.why if isinstance(one, dict)]

    @property
    def draws_at(self) -> datetime | None:
        """The end of the lottery window while it is still open."""
        return self.lottery_until if self.lottery_until and self.lottery_until > now() else None


class Seat(models.Model):
    """One place on one shift, made when the shift opens; taken by ``claim_seat`` only. Free without ``holder``.

    ``holder`` copies the agent of the bound assignment, which ``claim_seat`` reads under its lock: no check of its own.
    """

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="seats", db_index=False)
    number = models.PositiveIntegerField()
    holder = models.ForeignKey(
        Agent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shift", "number"], name="seat_numbered"),
            models.UniqueConstraint(
                fields=["holder", "shift"],
                condition=models.Q(holder__isnull=False),
                name="one_seat_per_agent",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["shift", "number"], condition=models.Q(holder__isnull=True), name="seat_free"),
        ]


class Assignment(Referable):
    """An accepted seat. Append-only: a resold seat gets a new row. Attendance, quality and billing refer to it.

    ``shift`` and ``agent`` copy those of the seat and the offer, whose keys the database checks: checking them again at
    each claim would lock the shift's row for everybody (docs/mechanisms/locking.md).
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="assignments")
    shift = models.ForeignKey(
        Shift, on_delete=models.PROTECT, related_name="assignments", db_index=False, db_constraint=False
    )
    agent = models.ForeignKey(
        Agent, on_delete=models.PROTECT, related_name="assignments", db_index=False, db_constraint=False
    )
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="assignments", null=True)
    state = models.CharField(max_length=10, choices=AssignmentState.choices, default=AssignmentState.HELD)
    pay_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="CNY")
    accepted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", db_index=False
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        constraints: ClassVar = [
            state_check(AssignmentState, name="assignment_state"),
            models.UniqueConstraint(
                fields=["seat"], condition=models.Q(state__in=["held", "seeking"]), name="seat_held_once"
            ),
        ]
        # Indexes of the keys alone would be the beginnings of these, and each costs every claim a page.
        indexes: ClassVar = [
            models.Index(fields=["agent", "state"]),
            models.Index(fields=["shift", "state"]),
            models.Index(fields=["replaces"], condition=models.Q(replaces__isnull=False), name="assignment_replaces"),
        ]


class Standby(Referable):
    """A paid place in the queue behind a shift."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="standbys")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="standbys")
    place = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=StandbyState.choices, default=StandbyState.WAITING)
    pay_minor = models.PositiveIntegerField(default=0)
    called_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = StandbyQuerySet.as_manager()

    class Meta:
        verbose_name = _("standby")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["shift", "agent"],
                condition=models.Q(state__in=["waiting", "called"]),
                name="standby_once",
            ),
            models.UniqueConstraint(fields=["shift", "place"], name="standby_place"),
            state_check(StandbyState, name="standby_state"),
        ]
