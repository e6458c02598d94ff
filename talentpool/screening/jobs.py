"""What screening does by itself: tests whose time is up, reminders of missing papers, recordings and documents past their
purpose."""

from collections.abc import Callable
from datetime import timedelta

from celery import shared_task

from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.kernel.queue import wake
from talentpool.kernel.sweeps import for_each
from talentpool.messaging.actions import tell
from talentpool.screening import actions
from talentpool.screening.models import Formality, GateAttempt, PeopleList, Recording
from talentpool.screening.states import DeletedBecause, FormalityState, ListState

EVERY = {
    "talentpool.screening.jobs.close_overdue_tests": 60.0,
    "talentpool.screening.jobs.remind_of_papers": 3600.0,
    "talentpool.screening.jobs.forget_recordings": 3600.0,
    "talentpool.screening.jobs.forget_documents": 3600.0,
    "talentpool.screening.jobs.resume_lists": 20.0,
    "talentpool.screening.jobs.make_findable": 60.0,
    "talentpool.screening.jobs.add_up_stages": 60.0,
}
MOST = 500
REMIND_AFTER = timedelta(days=3)
SILENT = timedelta(minutes=5)  # a demo clock may run sixty times as fast; a worker shows itself twice a second
KEEP_LISTS = timedelta(days=7)
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


@shared_task(name="talentpool.screening.jobs.forget_documents")
def forget_documents() -> int:
    """Delete pictures of documents whose days are over; returns of how many documents."""
    due = actions.documents_past_their_day(at=now(), most=MOST)
    return for_each(due, lambda one: actions.delete_document(document=one, because=DeletedBecause.AGED))


@shared_task(name="talentpool.screening.jobs.work_on_list")
def work_on_list(list_id: int) -> str:
    """Do what a list of people waits for; a second delivery finds it taken and leaves it."""
    people = PeopleList.objects.get(pk=list_id)
    steps: dict[ListState, Callable[..., PeopleList]] = {
        ListState.WAITING: actions.check_list,
        ListState.CONFIRMED: actions.write_list,
        ListState.UNDOING: actions.take_back,
    }
    step = steps.get(ListState(people.state))
    try:
        return step(people=people).state if step else "nothing"
    except WrongState:
        return "taken"


@shared_task(name="talentpool.screening.jobs.resume_lists")
def resume_lists() -> int:
    """Lists whose worker or message was lost go on; files nobody decided about are forgotten."""
    for people in actions.half_invited():
        wake("talentpool.screening.jobs.send_invitations", list_id=people.pk)
    return actions.resume_lists(at=now(), silent_for=SILENT, keep_for=KEEP_LISTS)


@shared_task(name="talentpool.screening.jobs.send_invitations")
def send_invitations(list_id: int) -> int:
    """Write to everybody of a list; returns to how many. A second delivery finds nobody left."""
    return actions.send_invitations(people=PeopleList.objects.select_related("campaign").get(pk=list_id))


@shared_task(name="talentpool.screening.jobs.make_findable")
def make_findable() -> int:
    """Applications from before the search, or from elsewhere, get their words."""
    return actions.make_many_findable(most=2000)


@shared_task(name="talentpool.screening.jobs.add_up_stages")
def add_up_stages() -> int:
    """Keep the board's counts short; returns how many rows went. May run twice at once."""
    return actions.add_up_stages()
