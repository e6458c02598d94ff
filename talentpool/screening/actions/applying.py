"""An application from the first tap to the first gate."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from accounts.actions import set_name
from accounts.models import User
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.screening.actions.listed import consent_as_listed
from talentpool.screening.actions.search import make_findable
from talentpool.screening.errors import (
    AlreadyApplied,
    CampaignClosed,
    FormIncomplete,
    OwnCase,
    TooEarlyToReapply,
)
from talentpool.screening.models import Application, Campaign
from talentpool.screening.states import APPLICATION, ApplicationState
from talentpool.screening.steps import REQUIRED, STEPS


@transaction.atomic
def start_application(*, campaign: Campaign, by: User) -> Application:
    """Begin, with consent to processing and to keeping the recording until it is judged.

    Raises CampaignClosed, AlreadyApplied, TooEarlyToReapply.
    """
    moment = now()
    if not campaign.accepts(moment):
        raise CampaignClosed
    ended = campaign.applications.filter(user=by, reapply_from__gt=moment).order_by("-reapply_from").first()
    if ended is not None and ended.reapply_from is not None:
        raise TooEarlyToReapply(date=date_format(ended.reapply_from, "DATE_FORMAT"))
    application = _invited(campaign, by) or _begun(campaign, by)
    consent_as_listed(by=by)
    return application


def _invited(campaign: Campaign, by: User) -> Application | None:
    """The application a list brought in, now hers."""
    found = campaign.applications.filter(user=by, state=ApplicationState.INVITED).first()
    if found is not None:
        APPLICATION.move(found, ApplicationState.STARTED, started_at=now(), state_since=now())
    return found


def _begun(campaign: Campaign, by: User) -> Application:
    try:
        with transaction.atomic():
            return Application.objects.create(campaign=campaign, user=by, started_at=now(), state_since=now())
    except IntegrityError as error:
        raise AlreadyApplied from error


@transaction.atomic
def save_step(*, application: Application, step: str, answers: dict[str, Any], by: User) -> Application:
    """Keep what one step of the form holds; the others stay as they are. Raises WrongState once it was submitted.

    The name goes to the user, arrangements are sealed; neither is ever in ``answers``.
    """
    locked = own(application=application, by=by)
    if locked.state != ApplicationState.STARTED:
        raise WrongState(now=locked.get_state_display())
    answers = dict(answers)
    if "full_name" in answers:
        set_name(by=by, name=answers.pop("full_name"))
    if step == "arrangements":
        locked.arrangements = answers.pop("arrangements", "")
    locked.answers = {**locked.answers, step: answers}
    locked.save(update_fields=["answers", "arrangements_sealed"])
    locked.user = by
    return make_findable(application=locked)


@transaction.atomic
def submit_application(*, application: Application, by: User) -> Application:
    """Hand the form in; the first gate opens. Raises FormIncomplete, WrongState."""
    locked = own(application=application, by=by)
    missing = [STEPS[step] for step in REQUIRED if step not in locked.answers]
    if missing:
        raise FormIncomplete(steps=", ".join(str(name) for name in missing))
    moment = now()
    APPLICATION.move(locked, ApplicationState.GATES, state_since=moment, submitted_at=moment)
    payload = {"campaign": locked.campaign.slug}
    record(subject=by, kind=EntryKind.APPLIED, source=locked.ref, occurred_at=moment, payload=payload)
    return locked


@transaction.atomic
def withdraw_application(*, application: Application, by: User) -> Application:
    """She stops of her own accord, any time before a decision; she may come back at once."""
    locked = own(application=application, by=by)
    APPLICATION.move(locked, ApplicationState.WITHDRAWN, state_since=now())
    locked.interviews.filter(done_at__isnull=True).update(application=None, booked_at=None)
    return locked


def own(*, application: Application, by: User) -> Application:
    """The row, locked; only its owner acts on it here."""
    locked = Application.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=application.pk)
    if locked.user_id != by.pk:
        raise OwnCase
    return locked
