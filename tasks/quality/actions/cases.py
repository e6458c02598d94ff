"""The case library: made from a conversation, looked at without names, published by a person."""

from collections.abc import Collection, Sequence

from django.db import transaction

from accounts.models import Client, User
from talentpool.kernel.clock import now
from talentpool.training.models import Lesson
from tasks.quality.models import Case, Inspection
from tasks.quality.rules.anonymising import anonymised
from tasks.quality.rules.grams import grams_of
from tasks.quality.states import CASE, CaseState


@transaction.atomic
def make_case(
    *,
    inspection: Inspection,
    kind: str,
    title: str,
    lesson_learned: str,
    capability: str,
    rule: str,
    product: str,
    hidden: Sequence[str],
    marked: Collection[int],
    client: Client | None,
    lessons: Collection[Lesson],
    by: User,
) -> Case:
    """Keep a draft: the conversation with ``hidden`` words blacked out, and the turns to look at.

    client: only agents who work for it may read the case; None: everybody.
    """
    turns = anonymised(inspection.conversation.turns, hidden)
    case = Case.objects.create(
        kind=kind,
        title=title.strip(),
        lesson_learned=lesson_learned.strip(),
        capability=capability,
        rule=rule,
        product=product.strip(),
        client=client,
        turns=turns,
        marked=sorted({n for n in marked if 0 <= n < len(turns)}),
        origin=inspection,
        grams=grams_of([title, lesson_learned, product, *(t["text"] for t in turns)]),
        made_by=by,
        made_at=now(),
    )
    case.lessons.set(lessons)
    return case


@transaction.atomic
def publish_case(*, case: Case, by: User) -> Case:
    """Agents may read it from now on."""
    CASE.move(case, CaseState.PUBLISHED, published_by=by, published_at=now())
    return case


@transaction.atomic
def retire_case(*, case: Case, by: User) -> Case:
    """Nobody is shown it any more; it can be published again."""
    del by  # any trainer may; who published it stays
    CASE.move(case, CaseState.RETIRED)
    return case
