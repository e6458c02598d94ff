"""Plans for a coming season: saved with their peaks, computed on demand and every night."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from talentpool.activation.errors import NoPeak
from talentpool.activation.models import SeasonNeed, SeasonPlan
from talentpool.activation.seasons import compute
from talentpool.activation.segments import Segment
from talentpool.kernel.clock import now


class Peak(NamedTuple):
    """The most seats a segment must work at one time."""

    segment: Segment
    seats: int


@transaction.atomic
def save_season(
    *,
    name: str,
    starts_on: date,
    ends_on: date,
    target: float,
    peaks: Sequence[Peak],
    by: User,
    plan: SeasonPlan | None = None,
) -> SeasonPlan:
    """Write a plan with its peaks, or change one; it is computed at once. The larger peak of a segment counts.

    Raises NoPeak without any.
    """
    wanted: dict[Segment, int] = {}
    for peak in peaks:
        wanted[peak.segment] = max(peak.seats, wanted.get(peak.segment, 0))
    if not wanted:
        raise NoPeak
    saved = plan or SeasonPlan(created_by=by)
    saved.name, saved.starts_on, saved.ends_on, saved.target = name, starts_on, ends_on, target
    saved.save()
    saved.needs.all().delete()
    SeasonNeed.objects.bulk_create(
        SeasonNeed(plan=saved, skill_id=s.skill_id, channel=s.channel, language_id=s.language, kind=s.kind, peak=seats)
        for s, seats in wanted.items()
    )
    return compute_season(plan=saved, by=by)


@transaction.atomic
def compute_season(*, plan: SeasonPlan, by: User | None, at: datetime | None = None) -> SeasonPlan:
    """Size every segment anew, from today's rates and people."""
    moment = at or now()
    needs = list(plan.needs.select_related("skill"))
    for need, outcome in zip(needs, compute(plan, needs, at=moment), strict=True):
        need.outcome = asdict(outcome)
    SeasonNeed.objects.bulk_update(needs, ["outcome"])
    plan.computed_at = moment
    plan.save(update_fields=["computed_at"])
    return plan


def compute_seasons(*, at: datetime) -> int:
    """Compute every plan of a season to come; returns how many."""
    plans = list(SeasonPlan.objects.coming())
    for plan in plans:
        compute_season(plan=plan, by=None, at=at)
    return len(plans)


@transaction.atomic
def remove_season(*, plan: SeasonPlan, by: User) -> None:
    """Remove a plan that is not wanted any more; nothing depends on it."""
    plan.delete()
