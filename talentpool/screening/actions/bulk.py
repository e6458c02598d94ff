"""What a recruiter does to many applications at once; each in its own transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.errors import Refusal
from talentpool.messaging.actions import tell
from talentpool.screening.actions.decisions import admit_application, reject_application
from talentpool.screening.invitations import path_for
from talentpool.screening.models import Application, SavedFilter
from talentpool.screening.states import POSSIBLE, ApplicationState, BulkStep


@dataclass
class Plan:
    """Who would be touched, and who is skipped because of her state or because it is oneself."""

    able: list[Application] = field(default_factory=list)
    skipped: list[Application] = field(default_factory=list)


def plan(*, applications: Iterable[Application], step: str, by: User) -> Plan:
    """What a step would do, before it is done."""
    found = Plan()
    for one in applications:
        can = one.state in POSSIBLE[BulkStep(step)] and one.user_id != by.pk
        (found.able if can else found.skipped).append(one)
    return found


def do_to_many(*, applications: Iterable[Application], step: str, by: User, reason: str = "") -> int:
    """Do it to each; one that changed meanwhile does not stop the others. Returns for how many it was done."""
    done = 0
    for one in plan(applications=applications, step=step, by=by).able:
        try:
            _do(one, step, by, reason)
        except Refusal:
            continue
        done += 1
    return done


def _do(application: Application, step: str, by: User, reason: str) -> None:
    if step == BulkStep.ADMIT:
        admit_application(application=application, by=by, reason=reason)
    elif step == BulkStep.REJECT:
        reject_application(application=application, by=by, reason=reason)
    else:
        remind(application=application, by=by)


@transaction.atomic
def remind(*, application: Application, by: User) -> None:
    """One message that her application waits for her; at most one a day."""
    invited = application.state == ApplicationState.INVITED
    tell(
        user=application.user,
        topic="screening.invited" if invited else "screening.reminder",
        params={"campaign": application.campaign.title},
        link=path_for(application.user) if invited else f"/applications/{application.ref}/",
        dedupe=f"remind:{application.ref}:{now().date()}",
        first_contact=invited,
    )


@transaction.atomic
def save_filter(*, name: str, query: dict[str, str], by: User) -> SavedFilter:
    """Keep a set of filters under a name; the same name again replaces it."""
    kept, _ = SavedFilter.objects.update_or_create(owner=by, name=name.strip()[:60], defaults={"query": query})
    return kept


@transaction.atomic
def drop_filter(*, kept: SavedFilter, by: User) -> None:
    """Forget a filter."""
    kept.delete()
