"""What an agent sees of activation: her drills, her freshness, a ping."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from talentpool.activation.drills import contact_for, question_of
from talentpool.activation.models import (
    Approach,
    Drill,
    Ping,
    PingRecipient,
    Practice,
    ReviewItem,
    Settings,
    TrialContact,
)
from talentpool.activation.proofs import fresh_skills
from talentpool.activation.states import Answer, DrillState, Purpose, TalkKind
from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState
from talentpool.kernel.fields import LocalizedText


def drills(agent: Agent, *, at: datetime) -> dict[str, Any]:
    """Her drills, asked and done, and how fresh each skill is."""
    rows = list(Approach.objects.filter(agent=agent, purpose=Purpose.DRILL, withdrawn=False).order_by("-asked_at")[:20])
    known = {d.ref: d for d in Drill.objects.filter(ref__in=[r.source for r in rows]).select_related("skill")}
    pairs = [(row, known[row.source]) for row in rows if row.source in known]
    return {
        "open": [(r, d) for r, d in pairs if _is_open(r, d, at)],
        "coming": Drill.objects.filter(state=DrillState.PLANNED, drawn__contains=agent.pk).select_related("skill"),
        "past": [(r, d) for r, d in pairs if not _is_open(r, d, at)],
        "skills": fresh_skills(agent, at=at),
        "below": round(Settings.current().fresh_below * 100),
        "reviews": ReviewItem.objects.filter(agent=agent).order_by("-proposed_at")[:5],
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
    """A ping or an announcement in her wording, with her answer, if she gave one."""
    row = Approach.objects.filter(source=found.ref, agent=agent, asked_at=found.sent_at, withdrawn=False).first()
    got = PingRecipient.objects.filter(ping=found, agent=agent).first()
    text = found.text_b if got is not None and got.wording == 1 and found.text_b else found.text
    return {
        "ping": found,
        "text": text,
        "row": row,
        "open": row is not None and row.answer == Answer.OPEN,
        "asks": found.talk == TalkKind.PING,
    }


def practices(agent: Agent, *, at: datetime) -> dict[str, Any]:
    """Her skills with their freshness, the open tasks, the last ones."""
    rows = Practice.objects.filter(agent=agent).select_related("skill").order_by("-started_at")
    going = {row.skill_id: row for row in rows.filter(finished_at=None)}
    settings = Settings.current()
    return {
        "skills": [(fresh, going.get(fresh.skill.pk)) for fresh in fresh_skills(agent, at=at)],
        "past": rows.exclude(finished_at=None)[:10],
        "below": round(settings.fresh_below * 100),
        "settings": settings,
        "resting": agent.state == AgentState.RESTING,
    }


def practice(found: Practice, *, at: datetime) -> dict[str, Any]:
    """The next customer of a practice task, what was right of the ones before; at the end what it did."""
    contacts = TrialContact.objects.in_bulk(found.contacts)
    order = [contacts[pk] for pk in found.contacts if pk in contacts]
    place = len(found.choices)
    following = order[place] if found.finished_at is None and place < len(order) else None
    own = next((f for f in fresh_skills(found.agent, at=at) if f.skill.pk == found.skill_id), None)
    return {
        "practice": found,
        "contact": following,
        "options": [LocalizedText(option) for option in following.options] if following else [],
        "place": place,
        "number": place + 1,
        "done": [_answered(contact, choice) for contact, choice in zip(order, found.choices, strict=False)],
        "fresh": own,
        "needed": min(Settings.current().practice_right, len(found.contacts)),
    }


def _answered(contact: TrialContact, choice: int) -> dict[str, Any]:
    return {
        "text": contact.text,
        "chosen": LocalizedText(contact.options[choice]),
        "right": LocalizedText(contact.options[contact.right]),
        "was_right": choice == contact.right,
    }


def place_of(given: str) -> int:
    """Which customer a form answers; -1 for nonsense, which is no customer's place."""
    return int(given) if given.isdecimal() and len(given) < 4 else -1
