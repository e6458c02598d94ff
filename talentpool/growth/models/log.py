"""The growth log, and what is computed from it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.growth.states import Capability, EntryKind
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.formats import moment_words
from talentpool.kernel.models import Referable

M = TypeVar("M", bound=models.Model, covariant=True)


class OfAgentQuerySet(models.QuerySet[M]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff see all, an agent her own; clients nothing."""
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class EntryQuerySet(OfAgentQuerySet["Entry"]):
    def visible_to(self, principal: Principal) -> Self:
        """Before there is an agent, the applicant sees her own log too."""
        if principal.is_staff:
            return self
        return (
            self.filter(subject_id=principal.user_id) if principal.user_id and not principal.client_id else self.none()
        )

    def of_kinds(self, kinds: Collection[str] | None) -> Self:
        """Only these kinds; None means all."""
        return self if kinds is None else self.filter(kind__in=kinds)

    def between(self, since: date | None, until: date | None) -> Self:
        """Of these days, both included; None leaves a side open."""
        found = self.filter(occurred_at__date__gte=since) if since else self
        return found.filter(occurred_at__date__lte=until) if until else found

    def with_corrections(self) -> Self:
        """Annotates ``was_corrected``: a later entry corrects this one."""
        return self.annotate(was_corrected=models.Exists(Entry.objects.filter(corrects=models.OuterRef("pk"))))

    def as_corrected(self) -> list[tuple[str, datetime, dict[str, Any]]]:
        """(kind, when, payload) of every fact, with the newest correction in place of what it corrects; what was taken back
        (``void``) is left out."""
        newest: dict[int, dict[str, Any]] = {}
        corrections = Entry.objects.filter(corrects__in=self.exclude(kind=EntryKind.CORRECTION).values("pk"))
        for pk, payload in corrections.order_by("id").values_list("corrects_id", "payload"):
            newest[pk] = payload
        rows = (
            self.exclude(kind=EntryKind.CORRECTION).order_by("id").values_list("pk", "kind", "occurred_at", "payload")
        )
        found = [(kind, at, {**payload, **newest.get(pk, {})}) for pk, kind, at, payload in rows]
        return [row for row in found if not row[2].get("void")]

    def still_counting(self) -> Self:
        """Without facts that a later entry took back, as a "did not come" of somebody who was there."""
        return self.exclude(models.Exists(Entry.objects.filter(corrects=models.OuterRef("pk"), payload__void=True)))

    def counted_for(self, agent: Agent, since: datetime) -> dict[str, float]:
        """What levels count, from the log since ``since``: shifts, hours, on-time share, mean quality, lessons.

        quality: mean score; standing: mean of the scores standardised within their rule sets (50 is usual). A score
        under appeal is in neither; a corrected one counts as corrected.
        """
        rows = self.filter(agent=agent, occurred_at__gte=since).as_corrected()
        shifts = [payload for kind, _at, payload in rows if kind == EntryKind.SHIFT]
        missed = sum(1 for kind, _at, _payload in rows if kind == EntryKind.NO_SHOW)
        inspected = [payload for kind, _at, payload in rows if kind == EntryKind.INSPECTED]
        due = len(shifts) + missed
        return {
            "shifts": float(len(shifts)),
            "hours": sum(p.get("minutes", 0) for p in shifts) / 60,
            "on_time": sum(1 for p in shifts if p.get("on_time")) / due if due else 0.0,
            "quality": _mean([p.get("score") for p in inspected]),
            "standing": _mean([p.get("standing") for p in inspected]),
            "lessons": float(sum(1 for kind, _at, _payload in rows if kind == EntryKind.LESSON)),
        }


def _mean(values: list[float | None]) -> float:
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else 0.0


class Entry(Referable):
    """One fact, for ever. The database refuses update and delete; ``hash`` chains the entries of one agent.

    ``subject``: the user (there is no agent before admission). ``source``: the ref of what caused it; with ``kind`` it
    makes recording idempotent.
    """

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="growth", null=True)
    subject = models.ForeignKey(User, on_delete=models.PROTECT, related_name="growth")
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=now)
    payload = models.JSONField(default=dict)
    source = models.UUIDField()
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("growth entry")
        verbose_name_plural = _("growth entries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "kind", "source"], name="growth_recorded_once"),
            models.UniqueConstraint(fields=["subject", "previous_hash"], name="growth_chain_unforked"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject", "-occurred_at"]),
            models.Index(fields=["kind", "-occurred_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {moment_words(self.occurred_at)}"


class CapabilityScoreQuerySet(OfAgentQuerySet["CapabilityScore"]):
    pass


class CapabilityScore(models.Model):
    """A capability of an agent (0 to 1) as the log gives it, with its evidence; derived, recomputable."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="capabilities")
    capability = models.CharField(max_length=12, choices=Capability.choices)
    score = models.FloatField()
    evidence = models.PositiveIntegerField()
    computed_at = models.DateTimeField()

    objects = CapabilityScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("capability")
        verbose_name_plural = _("capabilities")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "capability"], name="capability_once"),
            models.CheckConstraint(condition=models.Q(score__gte=0, score__lte=1), name="capability_share"),
        ]

    def __str__(self) -> str:
        return f"{self.get_capability_display()} {self.score:.2f}"


class Rulebook(Referable):
    """The published rules of levels. ``levels``: [{"level", "name": {..}, "needs": {"shifts", "quality", ...}}]."""

    version = models.PositiveIntegerField(unique=True)
    title = LocalizedTextField()
    levels = models.JSONField(default=list)
    period_days = models.PositiveSmallIntegerField(default=90)
    effective_at = models.DateTimeField()
    capability_half_life_days = models.PositiveSmallIntegerField(default=90)
    capability_prior = models.FloatField(default=0.7)
    capability_prior_weight = models.FloatField(default=3)
    least_evidence = models.PositiveSmallIntegerField(default=3)

    class Meta:
        verbose_name = _("rulebook of levels")
        verbose_name_plural = _("rulebooks of levels")

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"

    @classmethod
    def in_effect(cls, at: datetime) -> Self:
        """The newest rulebook in effect; an unsaved one with the defaults where none was published yet."""
        found = cls.objects.filter(effective_at__lte=at).order_by("-version").first()
        return found or cls(version=0, title={"en": "Defaults", "zh-hans": "默认"}, effective_at=at)

    def others(self) -> models.QuerySet["Rulebook"]:
        """The other versions, newest first."""
        return type(self).objects.exclude(pk=self.pk).order_by("-version")[:20]


class LevelStepQuerySet(OfAgentQuerySet["LevelStep"]):
    pass


class LevelStep(Referable):
    """A step up (by rule) or down (by a person), with the rulebook's version and the reason."""

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="level_steps")
    rulebook = models.ForeignKey(Rulebook, on_delete=models.PROTECT)
    from_level = models.PositiveSmallIntegerField()
    to_level = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    at = models.DateTimeField(default=now)

    objects = LevelStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a level")
        verbose_name_plural = _("steps of levels")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(to_level__gt=models.F("from_level")) | models.Q(decided_by__isnull=False),
                name="step_down_by_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_level} → {self.to_level}"
