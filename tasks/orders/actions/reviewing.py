"""What a client says of work done. Nothing here changes pay: disputed hours are looked at by a person."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.messaging.actions import publish
from tasks.orders.models import Order, WorkReview
from tasks.orders.states import HoursState


@transaction.atomic
def review_work(
    *, order: Order, assignment: UUID, alias: str, by: User, hours: str = "", rating: int | None = None,
    note: str = "", complaint: str = "",
) -> WorkReview:  # fmt: skip
    """One person's shift: hours approved or disputed, a rating of 1 to 5, a complaint. What is left out stays."""
    review, _new = WorkReview.objects.select_for_update().get_or_create(
        assignment=assignment, defaults={"order": order, "alias": alias, "by": by}
    )
    complained = bool(complaint.strip()) and complaint.strip()[:1000] != review.complaint
    disputed = hours == HoursState.DISPUTED and review.hours != HoursState.DISPUTED
    rated = rating is not None and rating != review.rating
    review.hours = hours or review.hours
    review.rating = rating or review.rating
    review.note = note.strip()[:500] or review.note
    review.complaint = complaint.strip()[:1000] or review.complaint
    review.by, review.at = by, now()
    review.save()
    if complained or disputed or rated:
        publish(topic="work.reviewed", review=review.ref, complained=complained or disputed)
    return review


@transaction.atomic
def approve_hours(*, order: Order, assignments: Collection[tuple[UUID, str]], by: User) -> int:
    """Approve everything of an order that is not looked at yet; returns how many. Disputed hours stay disputed."""
    known = set(
        WorkReview.objects.filter(order=order).exclude(hours=HoursState.OPEN).values_list("assignment", flat=True)
    )
    fresh = [(ref, alias) for ref, alias in assignments if ref not in known]
    for ref, alias in fresh:
        review_work(order=order, assignment=ref, alias=alias, by=by, hours=HoursState.APPROVED)
    return len(fresh)
