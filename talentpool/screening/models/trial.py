"""What happens at the gates: attempts, recordings, interviews, scorecards, help with the kit."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Hub
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.screening.models.application import Application
from talentpool.screening.models.campaign import Campaign, Gate
from talentpool.screening.states import KitHelpState, KitHelpWay


class AttemptQuerySet(models.QuerySet["GateAttempt"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.has_role("recruiter", "trainer"):
            return self
        return self.filter(application__user_id=principal.user_id) if principal.user_id else self.none()

    def to_rate(self) -> Self:
        """Handed in, not judged yet."""
        return self.filter(handed_in_at__isnull=False, finished_at__isnull=True)


class GateAttempt(Referable):
    """One try at a gate. Open until ``finished_at``; from ``handed_in_at`` on a person has to judge it.

    ``measures``: what was measured or answered, with the draw. ``score``: 0 to 100.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attempts")
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(default=now)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    measures = models.JSONField(default=dict)
    rated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["gate__place", "number"]
        indexes: ClassVar = [
            models.Index(
                fields=["gate", "handed_in_at"],
                condition=models.Q(handed_in_at__isnull=False, finished_at__isnull=True),
                name="attempt_to_rate",
            ),
            models.Index(fields=["id"], condition=models.Q(finished_at__isnull=True), name="attempt_unfinished"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "gate", "number"], name="attempt_numbered"),
            models.UniqueConstraint(
                fields=["application", "gate"],
                condition=models.Q(finished_at__isnull=True),
                name="attempt_open_once",
            ),
        ]


class RecordingQuerySet(models.QuerySet["Recording"]):
    def visible_to(self, principal: Principal) -> Self:
        """Those who judge voices, and the speaker herself."""
        if principal.has_role("recruiter", "trainer"):
            return self
        return self.filter(attempt__application__user_id=principal.user_id) if principal.user_id else self.none()


class Recording(Referable):
    """A voice recording, encrypted at rest in the storage under ``path``."""

    attempt = models.ForeignKey(GateAttempt, on_delete=models.CASCADE, related_name="recordings")
    prompt = models.CharField(max_length=40)
    take = models.PositiveSmallIntegerField(default=1)
    path = models.CharField(max_length=200)
    seconds = models.FloatField()
    measures = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["attempt", "prompt"], name="one_take_kept_per_prompt")]


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.has_role("recruiter", "trainer"):
            return self
        return self.filter(application__user_id=principal.user_id) if principal.user_id else self.none()

    def free(self, *, campaign: Campaign, at: datetime) -> Self:
        """Slots of a campaign that can still be booked."""
        return self.filter(campaign=campaign, application__isnull=True, starts_at__gt=at).order_by("starts_at")


class Interview(Referable):
    """A slot an applicant books: at most one interview ahead of her at a time."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="interviews"
    )
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="interviews")
    interviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interviews")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=20)
    booked_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["interviewer", "starts_at"], name="interviewer_once_at_a_time"),
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(done_at__isnull=True), name="one_interview_ahead"
            ),
        ]


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    def visible_to(self, principal: Principal) -> Self:
        """A rater sees her own; the cards of others only once all cards of the attempt are in."""
        if not principal.has_role("recruiter", "trainer"):
            return self.none()
        return self.filter(models.Q(rater_id=principal.user_id) | models.Q(attempt__finished_at__isnull=False))


class Scorecard(Referable):
    """One rater's judgement of an interview or a voice test; hidden from other raters until submitted."""

    attempt = models.ForeignKey(GateAttempt, on_delete=models.CASCADE, related_name="scorecards")
    rater = models.ForeignKey(User, on_delete=models.PROTECT, related_name="scorecards")
    marks = models.JSONField(default=dict, help_text='{"criterion": 1 to 5}')
    note = models.TextField(blank=True, default="")
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["attempt", "rater"], name="scorecard_once")]


class KitHelpQuerySet(models.QuerySet["KitHelp"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.has_role("recruiter"):
            return self
        return self.filter(application__user_id=principal.user_id) if principal.user_id else self.none()

    def waiting(self) -> Self:
        return self.filter(state=KitHelpState.ASKED)


class KitHelp(Referable):
    """A hub place or a loan kit for somebody whose own kit failed. ``kit_label`` tracks which box is out, until when."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="kit_help")
    way = models.CharField(max_length=5, choices=KitHelpWay.choices)
    state = models.CharField(max_length=10, choices=KitHelpState.choices, default=KitHelpState.ASKED)
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kit_label = models.CharField(max_length=40, blank=True, default="")
    due_back = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True, default="")

    objects = KitHelpQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            state_check(KitHelpState, name="kit_help_state"),
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(state__in=["asked", "granted"]), name="kit_help_open_once"
            ),
            models.UniqueConstraint(
                fields=["kit_label"],
                condition=models.Q(state="granted") & ~models.Q(kit_label=""),
                name="loan_kit_out_once",
            ),
        ]
