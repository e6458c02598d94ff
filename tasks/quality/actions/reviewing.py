"""People judge a sample, blind: without the rules' verdict, the agent's name or another reviewer's marks."""

from collections.abc import Mapping
from fractions import Fraction

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from tasks.quality.actions.trying_out import judge_hit
from tasks.quality.errors import HitUnknown, MarksIncomplete, NotYours, ScorecardFirst
from tasks.quality.models import Inspection, Review
from tasks.quality.rules.scorecard import SCORECARD, card_score


@transaction.atomic
def submit_review(*, inspection: Inspection, marks: Mapping[str, str], note: str, by: User) -> Review:
    """Keep a person's scorecard; one each, and not about herself. ``marks``: item to "yes", "partly", "no", "na".

    Raises MarksIncomplete, NotYours.
    """
    if inspection.agent is not None and inspection.agent.user_id == by.pk:
        raise NotYours
    if set(marks) != {i.code for i in SCORECARD} or not set(marks.values()) <= {"yes", "partly", "no", "na"}:
        raise MarksIncomplete
    total: Fraction | None = card_score(marks)
    review, _created = Review.objects.get_or_create(inspection=inspection, reviewer=by)
    if review.submitted_at is not None:
        return review
    review.marks, review.note = dict(marks), note.strip()
    review.score = None if total is None else round(float(total), 2)
    review.submitted_at = now()
    review.save(update_fields=["marks", "note", "score", "submitted_at"])
    return review


@transaction.atomic
def judge_hits(*, inspection: Inspection, right: Mapping[int, bool], by: User) -> int:
    """After her scorecard, a reviewer says of each hit whether it is right; returns how many.

    Verdicts measure the rules; they don't change the score: for that a hit is dismissed, with a reason.
    Raises ScorecardFirst, HitUnknown.
    """
    if not Review.objects.filter(inspection=inspection, reviewer=by, submitted_at__isnull=False).exists():
        raise ScorecardFirst
    for place, is_right in right.items():
        if not 0 <= place < len(inspection.hits):
            raise HitUnknown
        hit = inspection.hits[place]
        judge_hit(conversation=inspection.conversation, hit=hit, is_right=is_right, by=by, drawn=True)
    return len(right)
