"""Further channels of an order: each has its service level, its volumes and its curve."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.agents.states import Channel
from talentpool.kernel.models import Referable
from tasks.orders.models.order import Order, ServiceLevel
from tasks.orders.models.visible import OfClientQuerySet
from tasks.staffing.models import Requirement, VolumeSet


class FurtherChannelQuerySet(OfClientQuerySet["FurtherChannel"]):
    client_path = "order__client_id"


class FurtherChannel(Referable):
    """One channel beside the order's first. Skill, language, days and people are the order's."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="further")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    service_level = models.ForeignKey(ServiceLevel, on_delete=models.PROTECT, related_name="+")
    volumes = models.ForeignKey(VolumeSet, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = FurtherChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("further channel")
        verbose_name_plural = _("further channels")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["order", "channel"], name="further_channel_once")]

    @property
    def client_id(self) -> int:
        return self.order.client_id

    @property
    def starts_on(self) -> date | None:
        return self.order.starts_on

    @property
    def ends_on(self) -> date | None:
        return self.order.ends_on


Line = Order | FurtherChannel  # one channel of an order, whichever it is


def lines_of(order: Order) -> list[Line]:
    """Every channel of an order, its first one first."""
    further = order.further.select_related("order", "service_level", "volumes", "requirement")
    return [order, *further]


def line_of(order: Order, channel: str) -> Line:
    """The order's line of this channel; the first where it has none such."""
    return next((line for line in lines_of(order) if line.channel == channel), order)
