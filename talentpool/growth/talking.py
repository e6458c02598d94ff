"""What the page of a coaching talk shows, the same for both."""

from typing import Any

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.growth import forms
from talentpool.growth.errors import NobodyToTalkTo
from talentpool.growth.models import Pair, Talk
from talentpool.growth.states import PairState, TalkState


def page(talk: Talk, reader: User) -> dict[str, Any]:
    """The talk, and the one form that is the reader's to fill in now."""
    hers, coach = talk.agent.user_id == reader.pk, talk.coach_id == reader.pk
    step = next_step(talk, hers=hers, coach=coach)
    promises = list(talk.promises.all())
    return {
        "talk": talk,
        "hers": hers,
        "coach": coach,
        "step": step,
        "form": forms.PromiseForm() if step == "promise" else forms.WordsForm() if step else None,
        "promises": promises,
        "may_look_back": hers and talk.state == TalkState.TALKED,
        "more": hers and talk.state == TalkState.TALKED and len(promises) < 3,
        "more_form": forms.PromiseForm(),
    }


def next_step(talk: Talk, *, hers: bool, coach: bool) -> str:
    """reflect, continue, start, promise, or "" where it is the other one's turn."""
    if talk.state == TalkState.ASKED:
        return "reflect" if hers else ""
    if talk.state != TalkState.REFLECTED:
        return ""
    if not talk.begin:
        return ("start" if talk.carry_on else "continue") if coach else ""
    return "promise" if hers else ""


def coach_for(agent: Agent) -> User:
    """Who leads a talk she asks for: her teacher in a pair, else the trainer with the fewest open talks.

    Raises NobodyToTalkTo where there is none.
    """
    pair = Pair.objects.filter(learner=agent, state=PairState.ACTIVE).select_related("teacher__user").first()
    if pair is not None:
        return pair.teacher.user
    trainers = User.objects.filter(groups__name="trainer", is_active=True).exclude(pk=agent.user_id)
    found = min(trainers, key=lambda one: (Talk.objects.open().filter(coach=one).count(), one.pk), default=None)
    if found is None:
        raise NobodyToTalkTo
    return found
