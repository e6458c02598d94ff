"""Interview slots: staff offer them, applicants book them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.screening.actions.applying import own
from talentpool.screening.actions.attempts import open_attempt
from talentpool.screening.errors import AlreadyBooked, SlotPast, SlotTaken
from talentpool.screening.models import Application, Campaign, Interview
from talentpool.screening.states import GateKind


@transaction.atomic
def add_slots(
    *, campaign: Campaign, interviewer: User, starts: Sequence[datetime], by: User | None, minutes: int = 20
) -> list[Interview]:
    """Offer times; those in the past or already offered by this interviewer are left out."""
    known = set(
        Interview.objects.filter(interviewer=interviewer, starts_at__in=starts).values_list("starts_at", flat=True)
    )
    wanted = sorted({start for start in starts if start > now()} - known)
    return [
        Interview.objects.create(campaign=campaign, interviewer=interviewer, starts_at=start, minutes=minutes)
        for start in wanted
    ]


@transaction.atomic
def book_interview(*, application: Application, interview: Interview, by: User) -> Interview:
    """Take one slot; the earlier booking, if any, is given back. Two people tapping: one gets SlotTaken.

    Raises GateOutOfOrder before all gates in front are passed, SlotPast, SlotTaken, OwnCase for her own interviewer.
    """
    attempt = open_attempt(application=application, kind=GateKind.INTERVIEW, by=by)
    moment = now()
    if interview.starts_at <= moment:
        raise SlotPast
    if interview.application_id == application.pk:
        return interview
    Interview.objects.filter(application=application, done_at__isnull=True).update(application=None, booked_at=None)
    free = Interview.objects.filter(pk=interview.pk, campaign_id=application.campaign_id, application__isnull=True)
    try:
        with transaction.atomic():
            taken = free.exclude(interviewer=by).update(application=application, booked_at=moment)
    except IntegrityError as error:
        raise AlreadyBooked from error
    if not taken:
        raise SlotTaken
    if attempt.handed_in_at is None:
        attempt.handed_in_at = moment
        attempt.save(update_fields=["handed_in_at"])
    interview.refresh_from_db()
    return interview


@transaction.atomic
def cancel_interview(*, application: Application, by: User) -> None:
    """Give the slot back; another can be booked."""
    locked = own(application=application, by=by)
    locked.interviews.filter(done_at__isnull=True).update(application=None, booked_at=None)
