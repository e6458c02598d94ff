"""The typing test's reads: which passage, and what the saved text is worth."""

import secrets
from typing import Any

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.screening.errors import NoQuestions
from talentpool.screening.models import Gate, GateAttempt, Question
from talentpool.screening.rules import typing as rules
from talentpool.screening.states import GateKind

LANGUAGES = ("zh-hans", "en")


def drawn_passage(gate: Gate, user: User) -> dict[str, Any]:
    """A passage at random, in the language the gate asks for, else in hers. Raises NoQuestions."""
    asked = gate.settings.get("language", "")
    language = asked if asked in LANGUAGES else (user.language if user.language in LANGUAGES else "zh-hans")
    pool = [one for one in Question.objects.drawable(GateKind.TYPING).order_by("pk") if one.text.get(language)]
    if not pool:
        raise NoQuestions
    chosen = secrets.choice(pool)
    passage = {"ref": str(chosen.ref), "version": chosen.version, "text": chosen.text[language]}
    return {"passage": passage, "language": language, "minutes": gate.minutes, "typed": ""}


def judged(attempt: GateAttempt) -> rules.Typed:
    """The measures of what is saved, by the server's clock."""
    found = attempt.measures
    return rules.judge(
        passage=found["passage"]["text"],
        typed=found.get("typed", ""),
        language=found["language"],
        seconds=min((now() - attempt.started_at).total_seconds(), found["minutes"] * 60),
        idle=float(found.get("idle", 0)),
        goal=attempt.gate.settings.get("goal"),
    )
