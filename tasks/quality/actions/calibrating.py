"""Calibration: the same conversations, several raters, blind; then they agree what to do alike."""

import random
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction

from accounts.models import Client, User
from talentpool.kernel.clock import now
from tasks.quality.errors import NothingToCalibrate, NotYours, ReasonNeeded
from tasks.quality.models import CalibrationRound, Inspection
from tasks.quality.states import DrawnFor

_DAYS = 30


@transaction.atomic
def open_round(*, name: str, raters: Collection[User], client: Client | None, size: int, by: User) -> CalibrationRound:
    """Draw ``size`` conversations of the last 30 days by lot, none that a rater had herself or judged already.

    Raises NothingToCalibrate.
    """
    recent = Inspection.objects.filter(inspected_at__gte=now() - timedelta(days=_DAYS), score__isnull=False)
    if client is not None:
        recent = recent.filter(client=client)
    recent = recent.exclude(agent__user__in=raters).exclude(reviews__reviewer__in=raters)
    keys = list(recent.order_by("-pk").values_list("pk", flat=True)[:5_000])
    if not keys:
        raise NothingToCalibrate
    chosen = random.SystemRandom().sample(keys, min(size, len(keys)))
    found = CalibrationRound.objects.create(name=name.strip(), opened_by=by, opened_at=now())
    found.raters.set(raters)
    found.inspections.set(chosen)
    Inspection.objects.filter(pk__in=chosen, for_people=False).update(for_people=True, drawn_for=DrawnFor.CALIBRATION)
    return found


@transaction.atomic
def close_round(*, found: CalibrationRound, agreed: str, by: User) -> CalibrationRound:
    """Write down what the raters agreed; only one of them or who opened it. Raises NotYours, ReasonNeeded."""
    if by.pk != found.opened_by_id and not found.raters.filter(pk=by.pk).exists():
        raise NotYours
    if not agreed.strip():
        raise ReasonNeeded
    found.agreed, found.closed_at = agreed.strip(), found.closed_at or now()
    found.save(update_fields=["agreed", "closed_at"])
    return found
