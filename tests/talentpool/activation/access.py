"""Who gets into activation's doors."""

from datetime import timedelta
from typing import Any

from talentpool.activation import actions
from talentpool.activation.drills import Plan, Terms
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
    "staff:backbone": {"GET": POOL},
    "staff:pool_recount": {"POST": POOL},
    "staff:pool_csv": {"GET": POOL},
    "staff:segment": {"GET": POOL},
    "staff:segment_csv": {"GET": POOL},
    "staff:pool_talk_list": {"GET": POOL},
    "staff:pool_talk_new": {"GET": CALLS, "POST": CALLS},
    "staff:pool_talk_detail": {"GET": POOL},
    "staff:freshness": {"GET": POOL},
    "staff:drill_list": {"GET": POOL},
    "staff:drill_new": {"GET": CALLS, "POST": CALLS},
    "staff:drill_detail": {"GET": POOL},
    "staff:drill_start": {"POST": CALLS},
    "staff:drill_announce": {"POST": CALLS},
    "staff:drill_cancel": {"POST": CALLS},
    "staff:drill_accept": {"POST": CALLS},
    "staff:drill_decline": {"POST": CALLS},
    "staff:drill_schedules": {"GET": CALLS, "POST": CALLS},
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
    "staff:pool_review_bulk": {"POST": CALLS},
    "staff:pool_appeal_answer": {"POST": CALLS},
    "agent:drill_list": {"GET": AGENTS},
    "agent:drill_detail": {"GET": {"agent"}},
    "agent:drill_answer": {"POST": {"agent"}},
    "agent:drill_ready": {"POST": {"agent"}},
    "agent:drill_contact": {"POST": {"agent"}},
    "agent:ping_detail": {"GET": {"agent"}},
    "agent:ping_answer": {"POST": {"agent"}},
    "agent:practice_list": {"GET": AGENTS},
    "agent:practice_start": {"POST": AGENTS},
    "agent:practice": {"GET": {"agent"}, "POST": {"agent"}},
    "agent:review_item": {"GET": {"agent"}, "POST": {"agent"}},
}
WITH_DRILL = ("detail", "start", "announce", "cancel", "accept", "decline", "answer", "ready", "contact")


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
    drill = actions.plan_drill(segment=segment, plan=Plan(1, 0, 0, 0, 0.1, 1, 50), terms=Terms("worked", 60), by=by)
    actions.start_drill(drill=drill, by=by, at_night=True)
    item = ReviewItem.objects.create(
        agent=agent, proposal="rest", rule_version="2", decision="rest", decided_by=by, decided_at=now(), reason="-"
    )
    appeal = actions.appeal_review(item=item, text="-", by=agent.user)
    practice = actions.start_practice(agent=agent, code=world.skill.code, by=agent.user)
    slug = {"slug": Names().slug(segment)}
    found: dict[str, dict[str, object]] = {"staff:segment": slug, "staff:segment_csv": slug}
    for name in ACCESS:
        if name.split(":drill_")[-1] in WITH_DRILL:
            found[name] = {"ref": drill.ref}
    day = now().date() + timedelta(days=40)
    season = actions.save_season(
        name="Peak", starts_on=day, ends_on=day, target=0.9, peaks=[actions.Peak(segment, 2)], by=by
    )
    for name in ("staff:season_detail", "staff:season_change", "staff:season_compute", "staff:season_remove"):
        found[name] = {"ref": season.ref}
    return found | {
        "agent:ping_detail": {"ref": ping.ref},
        "agent:ping_answer": {"ref": ping.ref},
        "agent:practice_start": {"code": world.skill.code},
        "agent:practice": {"ref": practice.ref},
        "agent:review_item": {"ref": item.ref},
        "staff:pool_talk_detail": {"ref": ping.ref},
        "staff:pool_review_decide": {"ref": item.ref},
        "staff:pool_appeal_answer": {"ref": appeal.ref},
    }
