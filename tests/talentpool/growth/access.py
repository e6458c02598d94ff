"""Who gets into growth's doors."""

from datetime import timedelta
from typing import Any

from talentpool.growth import actions
from talentpool.growth.models import MentorHour, Pair, Rulebook, StepDown
from talentpool.kernel.clock import now
from tests.world import World

AGENTS = {"agent", "other_agent"}
TRAINERS = {"trainer", "administrator"}
COACHES = {"trainer", "analyst", "administrator"}
READERS = {"trainer", "recruiter", "analyst", "administrator"}
PAIRED = {"agent", "other_agent"}
ACCESS: dict[str, dict[str, set[str]]] = {
    **{
        f"agent:{name}": {"GET": AGENTS, "HEAD": AGENTS}
        for name in ("growth", "level", "growth_csv", "growth_json", "growth_pdf", "talk_list", "pair_list")
    },
    "agent:leader_board": {"GET": AGENTS, "POST": AGENTS},
    "agent:talk_ask": {"POST": AGENTS},
    "agent:talk_show": {"GET": {"agent"}, "POST": {"agent"}},
    **{f"agent:{name}": {"POST": PAIRED} for name in ("pair_answer", "mentor_time")},
    "agent:mentor_time_confirm": {"POST": {"agent"}},
    "staff:talk_board": {"GET": COACHES},
    "staff:talk_new": {"GET": COACHES, "POST": COACHES},
    "staff:talk_page": {"GET": TRAINERS, "POST": TRAINERS},
    "staff:rulebook_show": {"GET": READERS},
    "staff:rulebook_change": {"GET": {"administrator"}, "POST": {"administrator"}},
    "staff:step_down_list": {"GET": TRAINERS},
    "staff:step_down_decide": {"GET": TRAINERS, "POST": TRAINERS},
}


def args(world: World) -> dict[str, dict[str, Any]]:
    """A talk of the agent's with the trainer, a pair of the two agents, a proposal to step down."""
    agent, other = world.agent, world.other_agent
    talk = actions.begin_talk(
        agent=agent, coach=world.users["trainer"], channel="observation", by=world.users["trainer"]
    )
    scores = {"learner_score": 0.6, "teacher_score": 0.9, "proposed_at": now()}
    pair = Pair.objects.create(learner=agent, teacher=other, capability="service", **scores)
    hour = MentorHour.objects.create(mentor=other, pair=pair, day=now().date(), minutes=30)
    title = {"en": "Levels", "zh-hans": "等级"}
    effective = now() - timedelta(days=1)
    book = Rulebook.objects.order_by("-version").first() or Rulebook.objects.create(
        version=1, title=title, effective_at=effective
    )
    proposal = StepDown.objects.create(agent=agent, rulebook=book, from_level=2, to_level=1)
    return {
        "agent:talk_show": {"ref": talk.ref},
        "staff:talk_page": {"ref": talk.ref},
        "agent:pair_answer": {"ref": pair.ref},
        "agent:mentor_time": {"ref": pair.ref},
        "agent:mentor_time_confirm": {"ref": hour.ref},
        "staff:step_down_decide": {"ref": proposal.ref},
    }
