"""Orders with their positioning, rate cards, quotes, shifts and workplaces."""

from datetime import datetime
from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.formats import moment_words, period_words
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.orders.models.kinds import ContactType
from tasks.orders.models.visible import OfClientQuerySet
from tasks.orders.states import ActivityKind, OrderState, Scenario, ShiftState
from tasks.staffing.models import Requirement, VolumeSet


class ServiceLevel(Referable):
    """A service level as a template: ``share`` of contacts within ``seconds`` on one channel."""

    code = models.SlugField(unique=True)
    name = LocalizedTextField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    share = models.FloatField()
    seconds = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.name)


class ScenarioTemplate(Referable):
    """What a scenario presets: service level, shift lengths, bonus, lead time. Rows an administrator can change."""

    scenario = models.CharField(max_length=10, choices=Scenario.choices, unique=True)
    name = LocalizedTextField()
    text = LocalizedTextField()
    service_level = models.ForeignKey(ServiceLevel, on_delete=models.PROTECT)
    shift_minutes = models.PositiveSmallIntegerField(default=240)
    fill_target = models.FloatField(default=0.95)
    bonus_minor = models.PositiveIntegerField(default=0)
    settings = models.JSONField(
        default=dict,
        help_text=_('{"longest": minutes of a shift, "offer_hours", "course_hours", "holidays": ["YYYY-MM-DD"]}'),
    )

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")

    def __str__(self) -> str:
        return str(self.name)


class RateCardQuerySet(OfClientQuerySet["RateCard"]):
    def in_effect(self, *, client: Client, channel: str, at: datetime) -> "RateCard | None":
        """The newest card of a client and channel that has taken effect."""
        return self.filter(client=client, channel=channel, effective_from__lte=at).order_by("-effective_from").first()


class RateCard(Referable):
    """What a client pays an hour, and what agents get for it; the newest in effect counts."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="rate_cards")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    price_minor = models.PositiveIntegerField(help_text=_("Price an hour, minor units."))
    pay_minor = models.PositiveIntegerField(help_text=_("Pay an hour at level 1, minor units."))
    night_factor = models.FloatField(default=1.25)
    holiday_factor = models.FloatField(default=2.0)
    contact_minor = models.PositiveIntegerField(
        default=0, help_text=_("On top for each handled contact, minor units; 0 where hours alone are paid.")
    )
    currency = models.CharField(max_length=3, default="CNY")
    effective_from = models.DateTimeField(default=now)

    objects = RateCardQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "channel", "effective_from"], name="rate_card_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} · {moment_words(self.effective_from)}"


class WorkplaceQuerySet(OfClientQuerySet["Workplace"]):
    pass


class Workplace(Referable):
    """Where the work happens: telephony, console, knowledge base, and the security profile agents acknowledge."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="workplaces")
    name = models.CharField(max_length=120)
    telephony = models.CharField(max_length=120, blank=True, default="")
    console_url = models.URLField(blank=True, default="")
    knowledge_url = models.URLField(blank=True, default="")
    security_profile = models.JSONField(default=list, help_text='["virtual_desktop", "no_downloads", ...]')

    objects = WorkplaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class OrderQuerySet(OfClientQuerySet["Order"]):
    def for_list(self) -> Self:
        """Newest first, with what a list shows, in one query."""
        return self.select_related("skill", "language", "service_level", "client").order_by("-created_at")


@pghistory.track(fields=["state", "seats_asked", "submitted_by"])
class Order(Referable):
    """What a client asks for. Seats asked are frozen at submission."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="orders")
    number = models.CharField(max_length=16, unique=True)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=OrderState.choices, default=OrderState.DRAFT)
    scenario = models.CharField(max_length=10, choices=Scenario.choices)
    positioning = models.JSONField(default=dict, help_text='{"why","who","where","what","when","how"}')
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="orders")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.CALL)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, null=True, blank=True, related_name="orders")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True, default="")
    hub_required = models.BooleanField(default=False)
    timezone = models.CharField(max_length=50, default="Asia/Shanghai")
    service_level = models.ForeignKey(ServiceLevel, on_delete=models.PROTECT, null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    volumes = models.ForeignKey(VolumeSet, on_delete=models.PROTECT, null=True, blank=True, related_name="orders")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, null=True, blank=True, related_name="orders")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, null=True, blank=True, related_name="orders")
    bonus_minor = models.PositiveIntegerField(default=0, help_text=_("Paid on top an hour, minor units."))
    contact_types = models.ManyToManyField(ContactType, blank=True, related_name="orders")
    certificates = models.ManyToManyField(Skill, blank=True, related_name="+")
    mixes_channels = models.BooleanField(default=True, help_text=_("Agents change the channel at a break."))
    hub_seats = models.PositiveIntegerField(null=True, blank=True, help_text=_("Most people in the hub at once."))
    seats_asked = models.PositiveIntegerField(default=0)
    fill_target = models.FloatField(default=0.95)
    cancel_reason = models.CharField(max_length=500, blank=True, default="")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes: ClassVar = [models.Index(fields=["client", "state"])]
        constraints: ClassVar = [
            state_check(OrderState, name="order_state"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="order_days",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "quoted", "cancelled"]) | models.Q(submitted_at__isnull=False),
                name="order_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ShiftQuerySet(models.QuerySet["Shift"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(order__client_id=principal.client_id) if principal.client_id else self.none()


class Shift(Referable):
    """2 to 8 hours of one order's work with ``seats_asked`` places. Pay is per shift and level, never per person.

    channels: what its people serve, in turn; empty where the order has one channel only.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats_asked = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ShiftState.choices, default=ShiftState.PLANNED)
    pay_minor = models.PositiveIntegerField(help_text=_("Pay an hour, bonus included, minor units."))
    price_minor = models.PositiveIntegerField(help_text=_("Price an hour, minor units."))
    currency = models.CharField(max_length=3, default="CNY")
    channels = ArrayField(models.CharField(max_length=10), default=list, blank=True)

    objects = ShiftQuerySet.as_manager()

    def __str__(self) -> str:
        return period_words(self.starts_at, self.ends_at)

    @property
    def during(self) -> tuple[datetime, datetime]:
        """From and to."""
        return self.starts_at, self.ends_at

    @property
    def channel_words(self) -> str:
        """What is served, in turn; empty where the order has one channel."""
        return " → ".join(str(Channel(channel).label) for channel in self.channels)

    @property
    def breaks(self) -> int:
        """How many breaks lie in it; asks the database unless the activities were prefetched."""
        return sum(activity.kind == ActivityKind.BREAK for activity in self.activities.all())

    class Meta:
        verbose_name = _("shift")
        ordering: ClassVar = ["starts_at", "id"]
        indexes: ClassVar = [models.Index(fields=["starts_at"]), models.Index(fields=["order", "starts_at"])]
        constraints: ClassVar = [
            state_check(ShiftState, name="shift_state"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="shift_has_length"),
            models.CheckConstraint(condition=models.Q(seats_asked__gte=1), name="shift_has_seats"),
        ]


class ShiftActivity(models.Model):
    """A stretch inside a shift: at most 3 hours of work on one channel, or a break (paid or not)."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=5, choices=ActivityKind.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True, default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    paid = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="activity_has_length")
        ]
