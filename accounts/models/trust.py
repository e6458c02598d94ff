"""What people agreed to, which rules they know, and why something was decided about them."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.clients import Client
from accounts.models.users import User
from accounts.states import DECISION_WORDS, OUTCOME_WORDS, ConsentPurpose, PolicyKind
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedText, LocalizedTextField
from talentpool.kernel.labels import value_word
from talentpool.kernel.models import Referable

if TYPE_CHECKING:
    from accounts.principals import Principal


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, principal: "Principal") -> Self:
        return self.filter(user_id=principal.user_id) if principal.user_id else self.none()

    def standing(self) -> Self:
        """Given and not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Consent(Referable):
    """One row per purpose, version and recipient. Withdrawing closes the row."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=30, choices=ConsentPurpose.choices)
    version = models.CharField(max_length=20, default="1")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, blank=True, related_name="consents")
    given_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "purpose", "client"],
                condition=models.Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="consent_open_once",
            )
        ]


class PolicyQuerySet(models.QuerySet["Policy"]):
    def visible_to(self, principal: "Principal") -> Self:
        """The rules are public, from the day they are announced."""
        return self

    def newest(self) -> Self:
        """Of each kind the version announced last."""
        return self.order_by("kind", "-version").distinct("kind")


class Policy(Referable):
    """A rulebook people acknowledge by version; published before it takes effect."""

    kind = models.CharField(max_length=20, choices=PolicyKind.choices)
    version = models.PositiveIntegerField()
    title = LocalizedTextField()
    text = LocalizedTextField()
    effective_at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "version"], name="policy_version")]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"

    def acknowledged_at(self, user: User) -> datetime | None:
        """When this person said that she knows this version."""
        return self.acknowledgements.filter(user=user).values_list("at", flat=True).first()


class PolicyAcknowledgement(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="acknowledgements")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="acknowledgements")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "policy"], name="policy_acknowledged_once")]


class DecisionRecordQuerySet(models.QuerySet["DecisionRecord"]):
    def visible_to(self, principal: "Principal") -> Self:
        """The person concerned reads her own; staff read all; nobody else any."""
        if principal.is_staff:
            return self
        return self.filter(subject_id=principal.user_id) if principal.user_id else self.none()

    def about_person(self, user: User) -> Self:
        """Of one person, the newest first."""
        return self.filter(subject=user).select_related("decided_by").order_by("-decided_at", "-pk")

    def kinds(self) -> list[str]:
        """The kinds that occur, in order."""
        return sorted(set(self.order_by().values_list("kind", flat=True).distinct()))


class DecisionRecord(Referable):
    """Why the system, or a person, decided something about somebody: rule version, inputs, reasons in plain words.

    ``decided_by`` empty: the system decided. ``about``: the ref of the offer, application, assignment, ...
    """

    subject = models.ForeignKey(User, on_delete=models.PROTECT, related_name="decisions_about")
    kind = models.CharField(max_length=40)
    about = models.UUIDField(null=True, blank=True, db_index=True)
    rule_version = models.CharField(max_length=40)
    inputs = models.JSONField(default=dict)
    reasons = models.JSONField(default=list, help_text='[{"code": ..., "en": ..., "zh-hans": ...}]')
    outcome = models.CharField(max_length=40)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions_made")
    decided_at = models.DateTimeField(default=now)

    objects = DecisionRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision record")
        verbose_name_plural = _("decision records")
        indexes: ClassVar = [models.Index(fields=["subject", "-decided_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("subject")),
                name="nobody_decides_about_herself",
            )
        ]

    def __str__(self) -> str:
        return f"{value_word(self.kind)} · {self.outcome_words}"

    @property
    def spoken_reasons(self) -> list[str]:
        """The reasons in the active language."""
        return [str(LocalizedText({k: v for k, v in reason.items() if k != "code"})) for reason in self.reasons]

    @property
    def kind_words(self) -> str:
        return str(DECISION_WORDS.get(self.kind, self.kind.replace("_", " ")))

    @property
    def outcome_words(self) -> str:
        return str(OUTCOME_WORDS.get(self.outcome, self.outcome.replace("_", " ")))
