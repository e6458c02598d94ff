"""What becomes of growth's rows when a person has her data erased."""

from typing import Any

from accounts.models import User
from accounts.personal import ACTED, Clears, Deletes, Keeps, Rule
from talentpool.growth.models import Entry, LevelStep, Promise, Talk

RULES: dict[str, Rule] = {
    "Talk.agent": Clears(
        (
            "link",
            "reflection",
            "carry_on",
            "begin",
        )
    ),
    "Talk.coach": ACTED,
    "Pair.learner": Keeps("that two numbers learned together"),
    "Pair.teacher": Keeps("that two numbers learned together"),
    "MentorHour.mentor": Clears(("note",)),
    "Entry.agent": Keeps("the log is append-only and chained; it holds codes and figures"),
    "Entry.subject": Keeps("the log is append-only and chained; it holds codes and figures"),
    "CapabilityScore.agent": Deletes(),
    "LevelStep.agent": Clears(("reason",)),
    "LevelStep.decided_by": ACTED,
    "StepDown.agent": Clears(("reason",)),
    "StepDown.decided_by": ACTED,
    "Recognition.agent": Deletes(),
}


def export(user: User) -> dict[str, Any]:
    """Her log, her levels, and what was said and promised in her talks."""
    talks = Talk.objects.filter(agent__user=user)
    return {
        "log": list(
            Entry.objects.filter(agent__user=user).order_by("pk").values("kind", "occurred_at", "payload", "hash")
        ),
        "levels": list(LevelStep.objects.filter(agent__user=user).values("from_level", "to_level", "at", "reason")),
        "talks": list(talks.values("channel", "state", "opened_at", "reflection", "carry_on", "begin")),
        "promises": list(Promise.objects.filter(talk__in=talks).values("text", "due_on", "kept", "note")),
    }


def erase(user: User) -> None:
    """What she promised herself hangs on her talks."""
    Promise.objects.filter(talk__agent__user=user).update(text="", note="")
