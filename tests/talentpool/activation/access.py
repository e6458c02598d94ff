"""Who gets into activation's doors."""

from datetime import timedelta
from typing import Any

from talentpool.activation import actions
from talentpool.activation.drills import Plan
from talentpool.activation.models import ReviewItem
from talentpool.activation.segments import Names, Segment
from talentpool.agents.models import AgentChannel, AgentLanguage, AgentSkill, Language
from talentpool.kernel.clock import now

AGENTS = {"agent", "other_agent"}
POOL = {"recruiter", "trainer", "dispatcher", "analyst", "administrator"}
CALLS = {"recruiter", "dispatcher", "administrator"}
NUMBERS = {"recruiter", "dispatcher", "analyst", "administrator"}
ACCESS: dict[str, dict[str, set[str]]] = {
    "staff:pool": {"GET": POOL},
    "staff:pool_csv": {"GET": POOL},
    "staff:segment": {"GET": POOL},
    "staff:segment_ping": {"POST": CALLS},
    "staff:drill_list": {"GET": POOL},
    "staff:drill_new": {"GET": CALLS, "POST": CALLS},
    "staff:drill_detail": {"GET": POOL},
    "staff:drill_start": {"POST": CALLS},
    "staff:drill_cancel": {"POST": CALLS},
    "staff:model_card": {"GET": NUMBERS},
    "staff:task_rate": {"GET": NUMBERS},
    "staff:task_rate_levers": {"GET": NUMBERS},
    "staff:season_list": {"GET": NUMBERS},
    "staff:season_new": {"GET": CALLS, "POST": CALLS},
    "staff:season_detail": {"GET": NUMBERS},
    "staff:season_change": {"GET": CALLS, "POST": CALLS},
    "staff:season_compute": {"POST": CALLS},
    "staff:season_remove": {"POST": CALLS},
    "staff:pool_review_list": {"GET": CALLS},
    "staff:pool_review_decide": {"POST": CALLS},
    "agent:drill_list": {"GET": AGENTS},
    "agent:drill_detail": {"GET": {"agent"}},
    "agent:drill_answer": {"POST": {"agent"}},
    "agent:drill_ready": {"POST": {"agent"}},
    "agent:drill_contact": {"POST": {"agent"}},
    "agent:ping_detail": {"GET": {"agent"}},
    "agent:ping_answer": {"POST": {"agent"}},
}


def args(world: Any) -> dict[str, dict[str, object]]:
    """One segment with world.agent alone in it, drilled and pinged; a proposal about her."""
    agent, by = world.agent, world.users["dispatcher"]
    spoken = Language.objects.get_or_create(code="cmn", defaults={"name": {"en": "Putonghua"}})[0]
    AgentSkill.objects.get_or_create(agent=agent, skill=world.skill, defaults={"level": 3})
    AgentChannel.objects.update_or_create(agent=agent, channel="email", defaults={"level": 3, "willing": True})
    AgentLanguage.objects.update_or_create(agent=agent, language=spoken, defaults={"level": 4})
    type(agent).objects.filter(pk=agent.pk).update(state="reserve")
    segment = Segment(world.skill.pk, "email", "cmn", agent.kind)
    ping = actions.send_ping(segment=segment, text={"en": "?"}, by=by)
    drill = actions.plan_drill(
        segment=segment, plan=Plan(1, 0, 0, 0, 0.1, 1, 50), depth="worked", announced=False, answer_minutes=60,
        thanks_minor=0, by=by,
    )  # fmt: skip
    actions.start_drill(drill=drill, by=by)
    item = ReviewItem.objects.create(agent=agent, proposal="rest", rule_version="1")
    slug = {"slug": Names().slug(segment)}
    found: dict[str, dict[str, object]] = {"staff:segment": slug, "staff:segment_ping": slug}
    for name in ACCESS:
        if "drill_" in name and name not in ("staff:drill_list", "staff:drill_new", "agent:drill_list"):
            found[name] = {"ref": drill.ref}
    pings = {"ref": ping.ref}
    day = now().date() + timedelta(days=40)
    season = actions.save_season(
        name="Peak", starts_on=day, ends_on=day, target=0.9, peaks=[actions.Peak(segment, 2)], by=by
    )
    for name in ("staff:season_detail", "staff:season_change", "staff:season_compute", "staff:season_remove"):
        found[name] = {"ref": season.ref}
    return found | {
        "agent:ping_detail": pings,
        "agent:ping_answer": pings,
        "staff:pool_review_decide": {"ref": item.ref},
    }
