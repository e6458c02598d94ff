"""What an agent sees of activation: her drills, her freshness, a ping."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from talentpool.activation.drills import contact_for, question_of
from talentpool.activation.models import Approach, Drill, Ping, Settings
from talentpool.activation.proofs import fresh_skills
from talentpool.activation.states import Answer, DrillState, Purpose
from talentpool.agents.models import Agent
from talentpool.kernel.fields import LocalizedText


def drills(agent: Agent, *, at: datetime) -> dict[str, Any]:
    """Her drills, asked and done, and how fresh each skill is."""
    rows = list(Approach.objects.filter(agent=agent, purpose=Purpose.DRILL, withdrawn=False).order_by("-asked_at")[:20])
    known = {d.ref: d for d in Drill.objects.filter(ref__in=[r.source for r in rows]).select_related("skill")}
    pairs = [(row, known[row.source]) for row in rows if row.source in known]
    return {
        "open": [(r, d) for r, d in pairs if _is_open(r, d, at)],
        "past": [(r, d) for r, d in pairs if not _is_open(r, d, at)],
        "skills": fresh_skills(agent, at=at),
        "below": round(Settings.current().fresh_below * 100),
        "reviews": agent.reviews.exclude(decision="").order_by("-decided_at")[:5],
    }


def _is_open(row: Approach, drill: Drill, at: datetime) -> bool:
    running = drill.state == DrillState.RUNNING and drill.ends_at is not None and drill.ends_at > at
    finished = row.answer in (Answer.NO, Answer.NONE) or row.depth == drill.depth or row.depth == "worked"
    return running and not (finished and row.answer != Answer.OPEN)


def taking_part(drill: Drill, agent: Agent, *, at: datetime) -> dict[str, Any]:
    """Where she is in a drill, and the next step."""
    row = question_of(drill, agent)
    contact = contact_for(drill, agent)
    order = ["answered", "ready", "worked"]
    wanted = order.index(drill.depth) + 1
    reached = order.index(row.depth) + 1 if row and row.depth and row.answer == Answer.YES else 0
    over = row is None or drill.state != DrillState.RUNNING or drill.ends_at is None or drill.ends_at <= at
    return {
        "drill": drill,
        "row": row,
        "contact": contact,
        "options": [LocalizedText(option) for option in contact.options] if contact else [],
        "stages": [_("Answer"), _("Ready"), _("Test contact")][:wanted],
        "current": reached + 1,
        "done": reached >= wanted,
        "over": over,
        "declined": row is not None and row.answer == Answer.NO,
    }


def ping(found: Ping, agent: Agent) -> dict[str, Any]:
    """A ping with her answer, if she gave one."""
    row = Approach.objects.filter(source=found.ref, agent=agent, asked_at=found.sent_at, withdrawn=False).first()
    return {"ping": found, "row": row, "open": row is not None and row.answer == Answer.OPEN}
