"""What agents are described with: skills, languages, regions, hubs, pay rules."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client
from accounts.principals import Principal
from talentpool.agents.states import Kind
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from talentpool.kernel.money import Money


class Language(models.Model):
    """A language or dialect by its ISO 639-3 code (cmn Putonghua, yue Cantonese, eng English)."""

    code = models.CharField(max_length=10, primary_key=True)
    name = LocalizedTextField()

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")

    def __str__(self) -> str:
        return str(self.name)


class Region(models.Model):
    """A province or city by its GB/T 2260 code, or a country elsewhere."""

    code = models.CharField(max_length=10, primary_key=True)
    name = LocalizedTextField()
    province = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="cities")

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return str(self.name)


class Skill(Referable):
    """A line of business an agent is certified in; ``client`` empty: platform-wide."""

    code = models.SlugField(max_length=40, unique=True)
    name = LocalizedTextField(verbose_name=_("name"))
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, blank=True, related_name="skills")
    half_life_days = models.PositiveSmallIntegerField(default=60)
    demanding = models.BooleanField(default=False, help_text=_("Home-based agents are asked first."))

    class Meta:
        verbose_name = _("skill")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(half_life_days__gt=0), name="skill_half_life")
        ]

    def __str__(self) -> str:
        return str(self.name)


class HubQuerySet(models.QuerySet["Hub"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff; an agent sees the hub of her own booking through it."""
        return self if principal.is_staff else self.none()


class Hub(Referable):
    """A shared workplace. ``changed_at``: when its seats were counted last; seats booked from then on stay."""

    name = LocalizedTextField()
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="hubs")
    seats = models.PositiveIntegerField()
    address = models.CharField(_("address"), max_length=200, blank=True, default="")
    changed_at = models.DateTimeField(default=now, editable=False)

    objects = HubQuerySet.as_manager()

    class Meta:
        verbose_name = _("hub")
        verbose_name_plural = _("hubs")

    def __str__(self) -> str:
        return str(self.name)


class PayRule(Referable):
    """Pay an hour by kind and level, never per person. The newest rule in effect counts."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    level = models.PositiveSmallIntegerField(default=1)
    minor_per_hour = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="CNY")
    effective_from = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("pay rule")
        verbose_name_plural = _("pay rules")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "level", "currency", "effective_from"], name="pay_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.level} · {Money(self.minor_per_hour, self.currency)}"
