"""The fairness report counts people, not answers; what was withdrawn counts nowhere."""

from datetime import timedelta

import pytest

from talentpool.agents.models import Availability
from talentpool.kernel.clock import now
from tasks.dispatch.fairness import fairness
from tests.factories import dispatch as make
from tests.world import World

pytestmark = pytest.mark.django_db


def test_it_says_who_was_asked_how_often_and_who_never() -> None:
    often, once, never = (make.an_agent() for _ in range(3))
    make.an_agent(state="resting")
    Availability.objects.create(agent=never, weekday=0, start_minute=0, end_minute=60)
    for state in ("declined", "expired", "accepted", "withdrawn"):
        make.an_offer(make.a_shift(), often, state=state)
    make.an_offer(make.a_shift(), once)
    make.an_offer(make.a_shift(), never, created_at=now() - timedelta(days=40))
    report = fairness(at=now(), days=30)
    assert (report.people, report.asked, report.unasked, report.offers) == (3, 2, 1, 4)
    assert report.tenth == 0.75
    assert (report.after_no, report.never_no) == (3.0, 1.0)
    assert [(one.number, one.sent, one.no) for one in report.most] == [(often.number, 3, 1), (once.number, 1, 0)]
    assert [(one.agent, one.because) for one in report.never] == [(never, "")]
    assert [bar.value for bar in report.bars][:4] == [1, 1, 0, 1]
    assert fairness(at=now(), days=90).unasked == 0


def test_what_keeps_somebody_from_being_asked_is_named() -> None:
    make.an_agent(paused_until=now() + timedelta(days=1))
    make.an_agent(formalities_done_at=None)
    make.an_agent()
    reasons = {one.because for one in fairness(at=now(), days=30, skill=make.a_skill()).never}
    assert len(reasons) == 3
    assert "" not in reasons


def test_an_empty_pool_has_an_empty_report() -> None:
    report = fairness(at=now(), days=30)
    assert (report.people, report.share, report.tenth, report.after_no) == (0, 0.0, 0.0, None)


def test_the_page_and_the_file_open_for_staff(world: World) -> None:
    make.an_offer(make.a_shift(), make.an_agent())
    client = world.browser("dispatcher")
    assert client.get("/admin/dispatch/fairness/?days=90").status_code == 200
    assert client.get("/admin/dispatch/fairness/?format=csv").text.count("\n") >= 2
