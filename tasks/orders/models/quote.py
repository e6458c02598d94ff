"""What a client is told before it submits an order."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from tasks.orders.models.order import Order
from tasks.orders.states import QuotePlan


class Quote(Referable):
    """What a client can expect before submitting. fills: per shift; probability: of a full fill of the whole."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="quotes")
    version = models.PositiveIntegerField()
    seats = models.PositiveIntegerField()
    seat_minutes = models.PositiveIntegerField()
    promised_fill = models.FloatField(help_text=_("Expected share of seats worked."))
    probability = models.FloatField(help_text=_("Probability that every seat is worked."))
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    lead_hours = models.FloatField()
    breakdown = models.JSONField(default=dict)
    alternatives = models.JSONField(default=list)
    plan = models.CharField(max_length=5, choices=QuotePlan.choices, default=QuotePlan.FINAL)
    gap = models.FloatField(default=0.0, help_text=_("What a better plan could save at most, as a share of the hours."))
    stretches = models.PositiveIntegerField(default=0, help_text=_("Stretches of days to plan, while that goes on."))
    stretches_done = models.PositiveIntegerField(default=0)
    terms = models.JSONField(default=dict, help_text=_("What was agreed beside the price: rates, cancellation."))
    computed_at = models.DateTimeField(default=now)
    valid_until = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True, help_text=_("When an owner was asked to accept it."))
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["order", "version"], name="quote_version")]
