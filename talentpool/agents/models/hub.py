"""Seats in hubs, booked with the shifts that need them."""

from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.principals import Principal
from talentpool.agents.models.agent import Agent
from talentpool.agents.models.reference import Hub
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable


class HubBookingQuerySet(models.QuerySet["HubBooking"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class HubBooking(Referable):
    """One seat of a hub for one stretch of time; written by ``take_hub_seat`` only, inside the claim.

    The exclusion constraint lends no seat twice; a trigger refuses a number beyond the hub's seats, and fewer seats than
    are booked; another frees the seat when the agent's commitment (``source``) goes.
    """

    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="bookings")
    number = models.PositiveIntegerField()
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="hub_bookings")
    during = DateTimeRangeField()
    source = models.UUIDField(unique=True)
    booked_at = models.DateTimeField(default=now)

    objects = HubBookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booked seat in a hub")
        verbose_name_plural = _("booked seats in hubs")
        constraints: ClassVar = [
            ExclusionConstraint(
                name="hub_seat_never_twice",
                expressions=[
                    ("hub", RangeOperators.EQUAL),
                    ("number", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="hub_seat_numbered"),
        ]
