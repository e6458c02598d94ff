"""What the demo's people judged: two raters mostly agree; where nothing was inspected nothing is laid."""

from random import Random

import pytest

from talentpool.demo import judged
from talentpool.kernel.clock import now
from tasks.quality.models import Case, Cause, Review


def test_better_conversations_get_better_marks() -> None:
    def yes(good: float) -> int:
        random = Random(4)
        return sum(judged._mark(good, random) == "yes" for _ in range(500))

    assert yes(0.95) > 400 > yes(0.6) > yes(0.3)


@pytest.mark.django_db
def test_nothing_is_judged_where_nothing_was_inspected() -> None:
    judged.make(random=Random(1), at=now())
    assert not any(model._default_manager.exists() for model in (Review, Case, Cause))
