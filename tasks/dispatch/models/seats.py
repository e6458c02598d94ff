"""Seats, who holds them, who was asked to take them over, who waits for them."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.models import Numbered, Referable
from talentpool.kernel.transitions import state_check
from tasks.dispatch.models.offers import OfAgent, Offer
from tasks.dispatch.states import AssignmentState, StandbyState
from tasks.orders.models import Shift

BOUND = ("held", "seeking")


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


class Seat(Numbered):
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


class Swap(models.Model):
    """A colleague was asked to take a shift over; ``offer`` is hers, and what she answered is its state."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="swaps")
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="swap")
    asked_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("swap")


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
