"""Offers: a shift proposed to one agent."""

from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedText
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.dispatch.models.plans import Wave
from tasks.dispatch.states import AssignmentState, OfferState
from tasks.orders.models import Shift

OPEN_OFFERS = ("offered", "entered", "not_drawn")
Row = TypeVar("Row", bound=models.Model)


class OfAgent(models.QuerySet[Row]):
    """Rows of one agent: offers, assignments, standby places."""

    def visible_to(self, principal: Principal) -> Self:
        """Dispatch staff see all, an agent her own; a client never sees offers, only the fill board's numbers."""
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


def _of_its_shift(name: str) -> "models.QuerySet[Any]":
    """A shift's seats or assignments, for a subquery of offers; their models are made after this one."""
    model: Any = Shift._meta.get_field(name).related_model
    rows: models.QuerySet[Any] = model._base_manager.filter(shift_id=models.OuterRef("shift_id"))
    return rows


class OfferQuerySet(OfAgent["Offer"]):
    def answerable(self, at: datetime) -> Self:
        """Offers with something to tap: open, entered in a draw, or not drawn while the wave goes on."""
        return self.filter(state__in=OPEN_OFFERS, deadline__gt=at, shift__ends_at__gt=at)

    def for_cards(self) -> Self:
        """With all that a card says, in one query; ``room``: whether a seat is free or its holder seeks a stand-in."""
        free = _of_its_shift("seats").filter(holder=None)
        seeking = _of_its_shift("assignments").filter(state=AssignmentState.SEEKING)
        return self.select_related(
            "agent", "shift__order__client", "shift__order__skill", "shift__order__language", "shift__order__workplace"
        ).annotate(
            room=models.Exists(free) | models.Exists(seeking),
            length=models.F("shift__ends_at") - models.F("shift__starts_at"),
        )


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
    is_swap = models.BooleanField(default=False)  # made for one colleague's seat: see Swap
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
