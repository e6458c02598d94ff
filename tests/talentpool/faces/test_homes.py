"""First pages: what each person meets, and nothing of anybody else's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.actions import enrol_second_factor
from accounts.principals import Principal
from talentpool.activation.rates import Reading
from talentpool.activation.rules.wilson import wilson
from talentpool.activation.segments import Segment
from talentpool.activation.strengths import Strength
from talentpool.faces import agent_home, client_home, fills, rates, today
from talentpool.kernel.clock import now
from tasks.dispatch.models import Assignment
from tests.factories import dispatch as make
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db
STAFF = Principal(roles=frozenset({"dispatcher", "analyst"}))


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def hold(shift, agent) -> Assignment:
    seat = shift.seats.filter(holder=None).first()
    seat.holder = agent
    seat.save(update_fields=["holder"])
    values = {"pay_minor": shift.pay_minor, "accepted_at": now()}
    return Assignment.objects.create(seat=seat, shift=shift, agent=agent, **values)


def reading(name: str, *, recent: tuple[int, int], long: tuple[int, int], reserve: int = 50) -> Reading:
    """A segment with (yes, asked) of drills in 30 and in 90 days."""
    shares = {(30, 24): wilson(yes=recent[0], sample=recent[1]), (90, 24): wilson(yes=long[0], sample=long[1])}
    known = {key: share for key, share in shares.items() if share is not None}
    return Reading(Segment(1, "chat", "cmn", "shared"), name, name, Strength(reserve, reserve, 0, 0), platform=known)


def rows_of(page: today.Today, title: str) -> list[str]:
    section = next(s for s in page.sections if str(s.title) == title)
    return [f"{row.title}: {row.detail}" for row in section.rows]


def test_a_shift_with_an_empty_seat_is_at_risk_and_a_full_one_is_not() -> None:
    full = make.a_shift(seats=1, order=make.an_order(title="Full"))
    hold(full, make.an_agent())
    make.a_shift(seats=3, order=make.an_order(title="Short"))
    rows = rows_of(today.gather(STAFF), "Fills at risk")
    assert len(rows) == 1
    assert "Short" in rows[0]
    assert "3 of 3 seats missing" in rows[0]


def test_one_who_seeks_a_stand_in_does_not_fill_a_seat() -> None:
    shift = make.a_shift(seats=1)
    assignment = hold(shift, make.an_agent())
    Assignment.objects.filter(pk=assignment.pk).update(state="seeking")
    assert fills.by_order(fills.with_held(type(shift).objects.all()))[0].missing == 1


def test_the_curve_counts_each_half_hour_of_a_shift() -> None:
    start = make.moment(days=1, hour=1)
    shift = make.a_shift(seats=4, starts_at=start + timedelta(minutes=30), hours=2)
    steps = fills.curve(fills.with_held(type(shift).objects.all()), start=start, intervals=6, zone=start.tzinfo)
    assert [s.required for s in steps] == [0, 4, 4, 4, 4, 0]


def test_a_segment_that_fell_comes_before_one_nobody_knows_and_one_that_stands() -> None:
    stands = reading("stands", recent=(75, 100), long=(300, 400))
    few = reading("few", recent=(0, 0), long=(4, 4), reserve=10)
    many = reading("many", recent=(0, 0), long=(0, 0), reserve=90)
    dropped = reading("dropped", recent=(40, 100), long=(300, 400))
    assert [r.name for r in rates.by_worry([stands, few, many, dropped])] == ["dropped", "many", "few", "stands"]
    assert rates.as_rate(few).rate is None


def test_staff_see_only_the_queues_of_their_roles() -> None:
    titles = {str(s.title) for s in today.gather(Principal(roles=frozenset({"finance"}))).sections}
    assert titles == {"Needs a person's decision"}


def test_the_day_of_an_empty_house_is_still_a_page() -> None:
    page = today.gather(STAFF)
    assert all(not section.rows and str(section.empty) for section in page.sections)
    assert page.steps == []


def test_today_asks_no_more_when_there_is_more_to_see() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            today.gather(STAFF)
        return len(seen)

    make.a_shift(seats=2)
    queries()  # the first reads settings that are remembered
    before = queries()
    for _ in range(5):
        make.a_shift(seats=2)
    assert queries() == before <= 25


def test_an_agent_meets_her_own_next_shift_and_offers() -> None:
    agent, other = make.an_agent(), make.an_agent()
    soon, later = make.a_shift(seats=2), make.a_shift(seats=2, starts_at=make.moment(days=5))
    hold(later, agent)
    hold(soon, agent)
    hold(soon, other)
    offered = make.an_offer(make.a_shift(starts_at=make.moment(days=3)), agent)
    make.an_offer(make.a_shift(starts_at=make.moment(days=3)), other)
    home = agent_home.gather(Principal(user=agent.user, agent_id=agent.pk), agent)
    assert home.next_shift.shift == soon
    assert home.offers == [offered]
    assert home.offers_in_all == 1


def test_an_agent_without_open_hours_is_told_so() -> None:
    agent = make.an_agent()
    missing = agent_home.missing(Principal(user=agent.user, agent_id=agent.pk), agent, now())
    assert [str(row.title) for row in missing] == ["Your hours"]


def test_a_client_meets_its_own_orders_only() -> None:
    ours, theirs = make.a_client("ours"), make.a_client("theirs")
    make.a_shift(seats=2, order=make.an_order(ours, title="Ours"))
    make.a_shift(seats=9, order=make.an_order(theirs, title="Theirs"))
    home = client_home.gather(Principal(client=ours, member_role="viewer"), ours)
    assert [line["order"].title for line in home.orders] == ["Ours"]
    assert home.orders[0]["fill"].asked == 2


def test_the_pages_open_in_both_languages(client: Browser) -> None:
    agent = make.an_agent()
    make.an_offer(make.a_shift(), agent)
    client.force_login(agent.user)
    for language, words in [("en", "Open offers"), ("zh-hans", "可接的邀约")]:
        client.cookies["django_language"] = language
        assert words in client.get("/agent/").content.decode()


def test_the_front_page_leads_everybody_home(client: Browser) -> None:
    assert client.get("/").status_code == 200
    client.force_login(staff("dispatcher"))
    assert client.get("/").headers["Location"] == "/admin/"


def test_the_style_guide_is_closed_where_real_people_are(client: Browser) -> None:
    assert client.get("/style/").status_code == 404


def test_a_missing_page_answers_in_our_clothes_and_the_readers_language(client: Browser) -> None:
    client.cookies["django_language"] = "zh-hans"
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "这里什么也没有" in answer.content.decode()


def test_strangers_log_in_to_the_staff_site_where_everybody_does(client: Browser) -> None:
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/?next=")


def test_an_agent_hears_that_the_staff_site_is_not_hers(client: Browser) -> None:
    client.force_login(make.an_agent().user)
    assert client.get("/admin/", follow=True).status_code == 403


def as_staff(role: str) -> Browser:
    browser = Browser()
    person = staff(role)
    enrol_second_factor(user=person)
    browser.force_login(person)
    return browser


def test_today_leads_only_where_her_role_is_let_in() -> None:
    assert 'href="/admin/agents/agent/"' in as_staff("recruiter").get("/admin/").text
    assert 'href="/admin/agents/agent/"' not in as_staff("finance").get("/admin/").text


def test_the_lists_of_one_room_are_a_page_of_their_own() -> None:
    page = as_staff("finance").get("/admin/agents/").text
    assert 'href="/admin/agents/payrule/"' in page
    assert 'href="/admin/billing/' not in page.partition("<main")[2]


def test_roles_languages_and_time_zones_are_picked_not_typed() -> None:
    page = as_staff("administrator").get("/admin/accounts/user/add/").text
    assert page.count('type="checkbox" name="groups"') == 7
    assert '<select name="language"' in page
    assert '<option value="Asia/Shanghai" selected>' in page
