"""Coaching: a talk about one piece of work; and pairs, in which one is strong where the other is weak."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.growth.models.log import OfAgentQuerySet
from talentpool.growth.states import Capability, CoachingChannel, CoachingState, PairState
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check


class CoachingQuerySet(OfAgentQuerySet["Coaching"]):
    """Talks of one agent."""


class Coaching(Referable):
    """One talk: she reflects, they find what to continue and what to start, she commits, somebody looks again.

    about: the ref of the work it starts from (an inspected conversation), with the turn to look at; empty: none.
    Her words are shown to her and to staff who coach; no client sees them.
    """

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="coachings")
    coach = models.ForeignKey(User, on_delete=models.PROTECT, related_name="coachings")
    channel = models.CharField(max_length=12, choices=CoachingChannel.choices)
    capability = models.CharField(max_length=12, choices=Capability.choices)
    about = models.UUIDField(null=True, blank=True)
    turn = models.PositiveIntegerField(null=True, blank=True, help_text=_("Counted from 0."))
    question = models.TextField(help_text=_("What she is asked to reflect on."))
    state = models.CharField(max_length=12, choices=CoachingState.choices, default=CoachingState.REFLECTING)
    reflection = models.TextField(blank=True, default="")
    go_on = models.TextField(blank=True, default="", help_text=_("What to continue."))
    start = models.TextField(blank=True, default="", help_text=_("What to start."))
    commitment = models.TextField(blank=True, default="", help_text=_("What she will do, in her words."))
    look_again_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True, default="")
    opened_at = models.DateTimeField(default=now)
    committed_at = models.DateTimeField(null=True, blank=True)
    followed_up_at = models.DateTimeField(null=True, blank=True)

    objects = CoachingQuerySet.as_manager()

    class Meta:
        verbose_name = _("coaching")
        constraints: ClassVar = [state_check(CoachingState, name="coaching_state")]
        indexes: ClassVar = [models.Index(fields=["state", "look_again_on"], name="coaching_due")]


class PairQuerySet(OfAgentQuerySet["Pair"]):
    """Pairs by the one who learns."""


class Pair(Referable):
    """``mentor`` is strong where ``agent`` is weak, and teaches with her own good cases. Both may say no."""

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="pairs")
    mentor = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="mentored_pairs")
    capability = models.CharField(max_length=12, choices=Capability.choices)
    state = models.CharField(max_length=10, choices=PairState.choices, default=PairState.PROPOSED)
    agent_agreed = models.BooleanField(default=False)
    mentor_agreed = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=now)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair")
        constraints: ClassVar = [
            state_check(PairState, name="pair_state"),
            models.CheckConstraint(condition=~models.Q(agent=models.F("mentor")), name="pair_of_two"),
            models.UniqueConstraint(
                fields=["agent", "capability"],
                condition=models.Q(state__in=["proposed", "running"]),
                name="pair_once_at_a_time",
            ),
        ]
