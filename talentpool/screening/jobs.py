"""What screening does by itself: tests whose time is up, reminders of missing papers, recordings past their purpose."""

from datetime import timedelta

from celery import shared_task

from talentpool.kernel.clock import now
from talentpool.kernel.sweeps import for_each
from talentpool.messaging.actions import tell
from talentpool.screening import actions
from talentpool.screening.models import Formality, GateAttempt, Recording
from talentpool.screening.states import FormalityState

EVERY = {
    "talentpool.screening.jobs.close_overdue_tests": 60.0,
    "talentpool.screening.jobs.remind_of_papers": 3600.0,
    "talentpool.screening.jobs.forget_recordings": 3600.0,
}
MOST = 500
REMIND_AFTER = timedelta(days=3)
KEEP_RECORDINGS = timedelta(days=30)


@shared_task(name="talentpool.screening.jobs.close_overdue_tests")
def close_overdue_tests() -> int:
    """Mark tests nobody handed in; returns how many were looked at."""
    rows = GateAttempt.objects.filter(finished_at__isnull=True, measures__has_key="minutes").select_related("gate")[
        :MOST
    ]
    return for_each(rows, lambda attempt: actions.close_overdue(attempt=attempt))


@shared_task(name="talentpool.screening.jobs.remind_of_papers")
def remind_of_papers() -> int:
    """One reminder every three days while papers are missing or returned; may run at any pace."""
    moment = now()
    rows = Formality.objects.filter(
        state__in=[FormalityState.MISSING, FormalityState.RETURNED], agent__joined_at__lt=moment - REMIND_AFTER
    ).select_related("agent__user")
    people = {row.agent_id: row.agent.user for row in rows[:MOST]}
    for agent_id, user in people.items():
        turn = moment.toordinal() // REMIND_AFTER.days
        tell(
            user=user,
            topic="formality.reminder",
            params={},
            link="/agent/formalities/",
            dedupe=f"papers:{agent_id}:{turn}",
        )
    return len(people)


@shared_task(name="talentpool.screening.jobs.forget_recordings")
def forget_recordings() -> int:
    """Delete recordings a month after they were judged: consent was for judging only."""
    old = Recording.objects.filter(attempt__finished_at__lt=now() - KEEP_RECORDINGS).exclude(path="")[:MOST]
    return for_each(old, lambda recording: actions.discard_recording(recording=recording))
