"""Talks between an agent and her coach, what she promises herself, pairs who teach each other, paid mentor time."""

from datetime import date
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.growth.states import Capability, PairState, TalkChannel, TalkState
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check


class TalkQuerySet(models.QuerySet["Talk"]):
    def visible_to(self, principal: Principal) -> Self:
        """The two who talk, and trainers; both see the same page."""
        if principal.has_role("trainer"):
            return self
        if not principal.user_id or principal.client_id:
            return self.none()
        return self.filter(Q(agent__user_id=principal.user_id) | Q(coach_id=principal.user_id))

    def open(self) -> Self:
        return self.exclude(state__in=[TalkState.CLOSED, TalkState.DROPPED])


class Talk(Referable):
    """One coaching talk. The agent reflects first; then what to continue, then what to start. No score opens it.

    ``about``: the ref of the conversation or shift it is about, if any; ``link``: where that is shown, a path of ours.
    """

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="talks")
    coach = models.ForeignKey(User, on_delete=models.PROTECT, related_name="talks_led")
    channel = models.CharField(max_length=12, choices=TalkChannel.choices)
    capability = models.CharField(max_length=12, choices=Capability.choices, blank=True, default="")
    about = models.UUIDField(null=True, blank=True)
    link = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=TalkState.choices, default=TalkState.ASKED)
    reflection = models.TextField(blank=True, default="")
    carry_on = models.TextField(blank=True, default="", help_text=_("What to continue."))
    begin = models.TextField(blank=True, default="", help_text=_("What to start."))
    opened_at = models.DateTimeField(default=now)
    reflected_at = models.DateTimeField(null=True, blank=True)
    talked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = _("coaching talk")
        verbose_name_plural = _("coaching talks")
        indexes: ClassVar = [models.Index(fields=["agent", "-opened_at"]), models.Index(fields=["coach", "state"])]
        constraints: ClassVar = [
            state_check(TalkState, name="talk_state"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "dropped"]) | ~Q(reflection=""), name="talk_reflected_first"
            ),
        ]


class PromiseQuerySet(models.QuerySet["Promise"]):
    def due(self, day: date) -> Self:
        """Nobody has looked back at it yet, and its day has come."""
        return self.filter(kept__isnull=True, due_on__lte=day)


class Promise(Referable):
    """What an agent promises herself in a talk, in her own words, with a date; ``kept`` is her own answer."""

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="promises")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    kept = models.BooleanField(null=True, blank=True)
    looked_back_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        verbose_name = _("commitment from a talk")
        verbose_name_plural = _("commitments from talks")


class PairQuerySet(models.QuerySet["Pair"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        mine = principal.agent_id
        return self.filter(Q(learner_id=mine) | Q(teacher_id=mine)) if mine else self.none()

    def alive(self) -> Self:
        return self.filter(state__in=[PairState.PROPOSED, PairState.ACTIVE])


@pghistory.track(fields=["state"])
class Pair(Referable):
    """Two agents, one strong where the other is weak. Proposed by rule with reasons; it begins when both have said yes."""

    learner = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="learning_pairs")
    teacher = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="teaching_pairs")
    capability = models.CharField(max_length=12, choices=Capability.choices)
    learner_score = models.FloatField()
    teacher_score = models.FloatField()
    state = models.CharField(max_length=10, choices=PairState.choices, default=PairState.PROPOSED)
    learner_said_yes_at = models.DateTimeField(null=True, blank=True)
    teacher_said_yes_at = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")
        constraints: ClassVar = [
            state_check(PairState, name="pair_state"),
            models.CheckConstraint(condition=~Q(learner=models.F("teacher")), name="pair_of_two"),
            models.UniqueConstraint(
                fields=["learner"], condition=Q(state__in=["proposed", "active"]), name="pair_one_teacher_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(learner_said_yes_at__isnull=False, teacher_said_yes_at__isnull=False),
                name="pair_accepted_by_both",
            ),
        ]


class MentorHourQuerySet(models.QuerySet["MentorHour"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        mine = principal.agent_id
        return self.filter(Q(mentor_id=mine) | Q(pair__learner_id=mine)) if mine else self.none()

    def payable(self) -> Self:
        """Confirmed by the one who was taught, and not paid yet."""
        return self.filter(confirmed_at__isnull=False, paid_at__isnull=True)


class MentorHour(Referable):
    """Time an agent taught another. Payable once the learner has confirmed it; billing pays it and writes ``paid_at``."""

    mentor = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="mentor_hours")
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="hours")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True, default="")
    recorded_at = models.DateTimeField(default=now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)

    objects = MentorHourQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentor time")
        verbose_name_plural = _("mentor times")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minutes__range=(5, 240)), name="mentor_minutes"),
            models.CheckConstraint(
                condition=Q(paid_at__isnull=True) | Q(confirmed_at__isnull=False), name="mentor_paid_when_confirmed"
            ),
        ]
