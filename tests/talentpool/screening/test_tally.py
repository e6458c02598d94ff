"""The board's counts are kept by the database, whoever moves applications and however many at once."""

import pytest

from talentpool.screening import actions, board
from talentpool.screening.actions import tally
from talentpool.screening.models import Application, StageTally
from tests.factories import screening as make

pytestmark = pytest.mark.django_db


def counted() -> dict[str, int]:
    """What the board would say if it really counted."""
    found: dict[str, int] = {}
    for state in Application.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def test_the_tally_follows_every_insert_move_and_delete() -> None:
    at = make.campaign()
    several = [make.application(at=at) for _ in range(4)]
    assert StageTally.objects.all().counts() == counted() == {"gates": 4}
    Application.objects.filter(pk__in=[one.pk for one in several[:2]]).update(state="decision")
    assert StageTally.objects.all().counts() == counted() == {"decision": 2, "gates": 2}
    several[3].delete()
    Application.objects.filter(campaign=at).update(reason="nothing moves")
    assert StageTally.objects.filter(campaign=at).counts() == counted() == {"decision": 2, "gates": 1}


def test_adding_up_leaves_the_counts_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    at = make.campaign()
    for _ in range(3):
        make.application(at=at)
    Application.objects.filter(campaign=at).update(state="decision")
    monkeypatch.setattr(tally, "FEW", 2)
    before = StageTally.objects.all().counts()
    assert actions.add_up_stages() > 2
    assert StageTally.objects.filter(campaign=at).count() == 1
    assert StageTally.objects.all().counts() == before == counted()
    assert actions.add_up_stages() == 0


def test_stages_tell_the_oldest_of_each_and_empty_ones_are_zero() -> None:
    one = make.application()
    shown = {
        stage.key: stage
        for stage in board.stages(StageTally.objects.filter(campaign=one.campaign), Application.objects.all())
    }
    assert (shown[one.state].count, shown[one.state].oldest) == (1, one.state_since)
    assert (shown["rejected"].count, shown["rejected"].oldest) == (0, None)
