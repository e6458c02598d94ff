"""Inviting everybody a list brought in: by e-mail, else by one SMS, each person once."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.kernel.queue import wake
from talentpool.messaging.actions import tell
from talentpool.screening.invitations import path_for
from talentpool.screening.models import ListedPerson, PeopleList
from talentpool.screening.states import ListState

JOB = "talentpool.screening.jobs.send_invitations"
BATCH = 200


@transaction.atomic
def invite_listed(*, people: PeopleList, by: User | None) -> PeopleList:
    """A recruiter wants everybody of a written list to hear of it; the job writes to them. Raises WrongState."""
    if people.state != ListState.DONE:
        raise WrongState(now=people.get_state_display())
    if people.invited_at is None:
        people.invited_at, people.invited_by = now(), by
        people.save(update_fields=["invited_at", "invited_by"])
    wake(JOB, list_id=people.pk)
    return people


def not_yet_invited(*, people: PeopleList) -> QuerySet[ListedPerson]:
    """Who of a list has neither been written to nor agreed."""
    return people.waiting_for_consent().filter(invited_at__isnull=True)


def send_invitations(*, people: PeopleList) -> int:
    """Write to everybody who has heard nothing yet, some hundred a transaction; may run twice. Returns to how many."""
    sent = 0
    while people.invited_at is not None:
        done = _some(people)
        sent += done
        if not done:
            break
    return sent


@transaction.atomic
def _some(people: PeopleList) -> int:
    rows = not_yet_invited(people=people).select_related("user").select_for_update(of=("self",), skip_locked=True)
    persons = list(rows[:BATCH])
    for person in persons:
        _invite(people, person)
    ListedPerson.objects.filter(pk__in=[person.pk for person in persons]).update(invited_at=now())
    return len(persons)


def _invite(people: PeopleList, person: ListedPerson) -> None:
    topic = "screening.invited" if people.campaign else "screening.listed"
    tell(
        user=person.user,
        topic=topic,
        params={"campaign": people.campaign.title} if people.campaign else {},
        link=path_for(person.user),
        dedupe=f"listed:{person.pk}",
        first_contact=True,
    )


def half_invited() -> QuerySet[PeopleList]:
    """Lists whose invitations were asked for and are not all written, because a worker was lost."""
    left = ListedPerson.objects.filter(people=OuterRef("pk"), consented_at__isnull=True, invited_at__isnull=True)
    lists = PeopleList.objects.filter(state=ListState.DONE, invited_at__isnull=False)
    return lists.filter(Exists(left))
