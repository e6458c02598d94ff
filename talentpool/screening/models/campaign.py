"""Campaigns, their gates, the question bank."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.principals import Principal
from talentpool.agents.states import Kind
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.screening.option_words import check_options
from talentpool.screening.states import CampaignState, GateKind


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, principal: Principal) -> Self:
        """The public sees open campaigns."""
        return self if principal.is_staff else self.filter(state=CampaignState.OPEN)

    def taking_applications(self, at: datetime) -> Self:
        """Open, begun, and not closed yet."""
        return self.filter(state=CampaignState.OPEN, opens_at__lte=at).exclude(closes_at__lte=at)


class Campaign(Referable):
    """A call for applications for one kind of agent, with its own gates."""

    slug = models.SlugField(unique=True)
    title = LocalizedTextField(verbose_name=_("title"))
    text = LocalizedTextField(verbose_name=_("text"))
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=CampaignState.choices, default=CampaignState.DRAFT)
    opens_at = models.DateTimeField(default=now)
    closes_at = models.DateTimeField(null=True, blank=True)
    reapply_after_days = models.PositiveSmallIntegerField(
        default=30, help_text=_("A person who was stopped or rejected may apply again after so many days.")
    )
    model_version = models.CharField(
        max_length=20, default="1", help_text=_("Version of the published screening model.")
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        constraints: ClassVar = [state_check(CampaignState, name="campaign_state")]

    def __str__(self) -> str:
        return str(self.title)

    def accepts(self, at: datetime) -> bool:
        """Whether somebody may apply at this moment."""
        ended = self.closes_at is not None and self.closes_at <= at
        return self.state == CampaignState.OPEN and self.opens_at <= at and not ended


class GateQuerySet(models.QuerySet["Gate"]):
    def visible_to(self, principal: Principal) -> Self:
        return self if principal.is_staff else self.filter(campaign__state=CampaignState.OPEN)


class Gate(models.Model):
    """One gate of a campaign, in its place, with its pass mark (0 to 100)."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="gates")
    kind = models.CharField(max_length=12, choices=GateKind.choices)
    place = models.PositiveSmallIntegerField()
    pass_mark = models.PositiveSmallIntegerField(default=80)
    weight = models.PositiveSmallIntegerField(default=1)
    max_attempts = models.PositiveSmallIntegerField(default=2)
    retake_after_hours = models.PositiveSmallIntegerField(default=24)
    questions = models.PositiveSmallIntegerField(default=10, help_text=_("How many are drawn, where there are any."))
    settings = models.JSONField(default=dict, help_text=_("Kit limits, time limit in seconds, voice prompts."))

    objects = GateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "kind"], name="gate_once"),
            models.UniqueConstraint(
                fields=["campaign", "place"], name="gate_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=models.Q(pass_mark__lte=100, max_attempts__gte=1), name="gate_marks"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.get_kind_display()}"

    @property
    def limits(self) -> dict[str, float]:
        """The campaign's own kit limits, where it has any."""
        found: dict[str, float] = self.settings.get("limits", {})
        return found

    @property
    def takes(self) -> int:
        """How often each voice prompt may be recorded."""
        return int(self.settings.get("takes", 5))

    @property
    def raters(self) -> int:
        """How many submitted scorecards make a result."""
        return max(1, int(self.settings.get("raters", 1)))

    @property
    def minutes(self) -> int:
        """The time limit of a test."""
        return int(self.settings.get("minutes", 15))


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, principal: Principal) -> Self:
        """Only those who keep the bank read it; applicants see what was drawn for them."""
        return self if principal.has_role("recruiter", "trainer") else self.none()

    def drawable(self, kind: str) -> Self:
        return self.filter(kind=kind, active=True)


class Question(Referable):
    """A bank question. ``code`` names it for ever; a changed text is a new ``version``.

    ``options``: [{"key", "text": {..}, "worth": 0 to 1}]; tags name business lines and topics.
    """

    code = models.SlugField(max_length=60, unique=True, null=True, blank=True)
    kind = models.CharField(max_length=12, choices=GateKind.choices)
    text = LocalizedTextField()
    options = models.JSONField(default=list)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    active = models.BooleanField(default=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")

    def __str__(self) -> str:
        return str(self.text)[:80]

    def clean(self) -> None:
        """A question nobody could answer rightly is refused; passages to type have no options."""
        if self.kind != GateKind.TYPING:
            check_options(self.options)
