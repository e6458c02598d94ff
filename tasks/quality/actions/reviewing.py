"""People judge a sample, blind: without the rules' verdict, the agent's name or another reviewer's marks."""

import math
import random
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from tasks.quality.errors import MarksIncomplete, NotYours
from tasks.quality.models import Inspection, InspectionPractice, Review
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
def top_up_sample(*, day: date, by: User | None = None) -> int:
    """Draw for people what chance left short: at least the share of each (client, agent) of one day; returns how many."""
    del by
    share = InspectionPractice.current().sample_percent / 100
    start = datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))
    rows = Inspection.objects.filter(inspected_at__gte=start, inspected_at__lt=start + timedelta(days=1))
    strata: dict[tuple[int, int | None], list[tuple[int, bool]]] = defaultdict(list)
    for pk, client, agent, drawn in rows.values_list("pk", "client_id", "agent_id", "for_people").order_by("pk"):
        strata[client, agent].append((pk, drawn))
    chosen: list[int] = []
    chance = random.SystemRandom()
    for members in strata.values():
        missing = math.ceil(len(members) * share) - sum(drawn for _, drawn in members)
        if missing > 0:
            chosen += chance.sample([pk for pk, drawn in members if not drawn], missing)
    return Inspection.objects.filter(pk__in=chosen).update(for_people=True)
