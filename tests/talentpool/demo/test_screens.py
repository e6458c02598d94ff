"""Who is drawn by ``manage.py screens``."""

import pytest

from talentpool.demo.screens import cast
from tests.factories import accounts, agents

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people() -> None:
    accounts.staff("recruiter", is_demo=True)
    agents.agent(user=accounts.user(is_demo=True), is_demo=True)


def test_everybody_is_drawn_unless_roles_are_named() -> None:
    assert {"visitor", "agent", "staff-recruiter"} <= {player.role for player in cast.players(())}
    assert [player.role for player in cast.players(["visitor"])] == ["visitor"]


def test_a_role_nobody_plays_is_told_with_those_who_are_there() -> None:
    with pytest.raises(cast.NobodyPlays, match=r"Nobody plays pilot; there are visitor, .*staff-recruiter"):
        cast.players(["pilot"])
