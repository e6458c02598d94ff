"""What training does by itself: the reserve after the last paper, reminders before a certificate ends, lesson proposals."""

from datetime import timedelta
from typing import Any

from celery import shared_task

from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.sweeps import for_each
from talentpool.messaging.actions import tell
from talentpool.training import actions
from talentpool.training.models import Certificate

EVERY = {
    "talentpool.training.jobs.remind_of_expiry": 3600.0,
    "talentpool.training.jobs.propose_lessons": 900.0,
    "talentpool.training.jobs.fit_ramp": 86400.0,
}
REMIND_DAYS = (30, 7)
MOST = 500


def enter_ready(payload: dict[str, Any]) -> None:
    """Handler of ``formalities.completed``: the last paper may be what was missing. May run twice."""
    agent = Agent.objects.filter(ref=payload["agent"]).first()
    if agent is not None:
        actions.enter_if_ready(agent=agent)


@shared_task(name="talentpool.training.jobs.remind_of_expiry")
def remind_of_expiry() -> int:
    """One message a month and one a week before a certificate ends; returns how many certificates were looked at."""
    moment = now()
    looked = 0
    for days in REMIND_DAYS:
        ending = Certificate.objects.valid(moment).filter(expires_at__lt=moment + timedelta(days=days))
        for one in ending.select_related("agent__user", "course")[:MOST]:
            key = f"expiring:{one.ref}:{days}"
            link = f"/agent/certificates/{one.ref}/"
            tell(
                user=one.agent.user,
                topic="training.expiring",
                params={"course": one.course.title},
                link=link,
                dedupe=key,
            )
            looked += 1
    return looked


@shared_task(name="talentpool.training.jobs.propose_lessons")
def propose_lessons() -> int:
    """A lesson for everybody whose capabilities were computed within the last day; returns how many were looked at."""
    since = now() - timedelta(days=1)
    agents = Agent.objects.filter(capabilities__computed_at__gt=since).distinct()
    waiting = agents.exclude(lesson_proposals__done_at__isnull=True, lesson_proposals__isnull=False)[:MOST]
    return for_each(waiting, lambda agent: actions.propose_lesson(agent=agent))


@shared_task(name="talentpool.training.jobs.fit_ramp")
def fit_ramp() -> bool:
    """The ramp from the pool's own work; whether there was enough of it."""
    return not actions.fit_ramp().is_default
