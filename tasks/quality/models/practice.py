"""How inspection is done here."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.fields import Sealed
from talentpool.kernel.models import Referable


class InspectionPractice(models.Model):
    """How inspection is done here: one row, changed by an administrator."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sample_percent = models.FloatField(default=5, help_text=_("Share that people inspect, per client and agent."))
    appeal_within_days = models.PositiveSmallIntegerField(default=14)
    answer_within_days = models.PositiveSmallIntegerField(default=14)
    new_agent_days = models.PositiveSmallIntegerField(
        default=30, help_text=_("So long after the first inspected conversation an agent counts as new.")
    )
    new_agent_percent = models.FloatField(default=20, help_text=_("Share that people inspect of new agents."))
    disagreement_percent = models.FloatField(
        default=20, help_text=_("Share that people inspect where a rule broken there was often wrong.")
    )
    trusted_precision = models.FloatField(
        default=0.8, help_text=_("Under this share of right hits a rule counts as often wrong.")
    )
    try_out_conversations = models.PositiveIntegerField(
        default=1000, help_text=_("How many of the newest conversations a try-out runs on.")
    )
    effect_days = models.PositiveSmallIntegerField(
        default=30, help_text=_("Days before and after a lesson or a talk that are compared.")
    )
    match_margin_minutes = models.PositiveSmallIntegerField(
        default=30, help_text=_("How far outside the shift a conversation may start.")
    )

    class Meta:
        verbose_name = _("inspection practice")
        verbose_name_plural = _("inspection practice")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="inspection_practice_single"),
            models.CheckConstraint(condition=models.Q(sample_percent__range=(0, 100)), name="sample_percent_range"),
            models.CheckConstraint(
                condition=models.Q(new_agent_percent__range=(0, 100), disagreement_percent__range=(0, 100)),
                name="sample_more_range",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Inspection practice"))

    @classmethod
    def current(cls) -> "InspectionPractice":
        """The row, or the defaults while nobody has changed them."""
        return next(iter(cls.objects.filter(id=1)), None) or cls()


class Assistant(Referable):
    """A language model behind an OpenAI-compatible address: one row, off until an administrator turns it on.

    It proposes tags, a summary and marks for conversations that people inspect anyway; it never decides.
    """

    enabled = models.BooleanField(default=False, verbose_name=_("on"))
    address = models.CharField(
        verbose_name=_("address"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Such as https://models.example.com/v1"),
    )
    model = models.CharField(verbose_name=_("model"), max_length=120, blank=True, default="")
    key_sealed = models.TextField(blank=True, default="", editable=False)
    key = Sealed("key_sealed")

    class Meta:
        verbose_name = _("assistant")
        verbose_name_plural = _("assistant")

    def __str__(self) -> str:
        return self.model or str(_("Assistant"))

    @classmethod
    def current(cls) -> Self | None:
        """The row if it is on and can be asked, else None."""
        return cls.objects.filter(enabled=True).exclude(address="").exclude(model="").order_by("pk").first()
