"""Kinds of contact: what comes in, split by what may be ordered."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client
from talentpool.agents.states import Channel
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from tasks.orders.models.visible import OfClientQuerySet
from tasks.orders.rules import fit_to_order
from tasks.orders.states import Grade


class ContactTypeQuerySet(OfClientQuerySet["ContactType"]):
    pass


class ContactType(Referable):
    """Scenario splitting: one kind of contact, how hard, how sensitive, and whether it can be served from home."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="contact_types")
    name = LocalizedTextField()
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.CALL)
    volume_share = models.FloatField(default=1, help_text=_("Share of the channel's contacts, 0 to 1."))
    difficulty = models.PositiveSmallIntegerField(choices=Grade.choices, default=Grade.MIDDLE)
    sensitivity = models.PositiveSmallIntegerField(choices=Grade.choices, default=Grade.LOW)
    remote_fit = models.BooleanField(default=True)
    ordered = models.BooleanField(default=True, help_text=_("Whether orders include it where it is fit."))

    objects = ContactTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact type")
        verbose_name_plural = _("contact types")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(volume_share__range=(0, 1)), name="contact_type_share"),
        ]

    @property
    def is_fit(self) -> bool:
        """Whether people outside the client's house may serve it."""
        return fit_to_order(remote_fit=self.remote_fit, sensitivity=self.sensitivity)

    def __str__(self) -> str:
        return str(self.name)
