"""Work by deadline between calls, and outbound campaigns; each against a second way to find the answer."""

import random
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.staffing.rules.demand import Contacts, Terms, Work, grid, needs
from tasks.staffing.rules.written import Campaign, deadline_agents, fill_gaps, outbound_agents

ZONE = ZoneInfo("Asia/Shanghai")
MIDNIGHT = datetime(2026, 3, 1, 16, tzinfo=UTC)  # the 2nd of March, 00:00 in Shanghai


def terms(channel: str, **fields: object) -> Terms:
    given: dict[str, object] = {
        "channel": channel,
        "model": "erlang_a",
        "interval_minutes": 30,
        "service_level": Fraction(8, 10),
        "target_s": Fraction(20),
        "patience_s": 120.0,
        "shrinkage": Fraction(0),
        "max_occupancy": Fraction(1),
    }
    return Terms(**{**given, **fields})  # type: ignore[arg-type]


def day(offered: list[float], aht_s: float) -> list[Contacts]:
    return [Contacts(MIDNIGHT + timedelta(minutes=30 * place), each, aht_s) for place, each in enumerate(offered)]


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12), st.integers(1, 6))
def test_without_free_time_the_extra_agents_are_the_deadline_formulas(arrivals: list[int], deadline: int) -> None:
    padded = [*arrivals, *[0] * deadline]
    formula = deadline_agents(
        arrivals=[Fraction(a) for a in arrivals], aht_s=Fraction(1800), interval_s=Fraction(1800), deadline=deadline
    )
    assert fill_gaps(work=padded, free=[0.0] * len(padded), deadline=deadline).extra == formula


@given(
    st.lists(st.floats(0, 3), min_size=4, max_size=20), st.lists(st.floats(0, 3), min_size=20, max_size=20),
    st.integers(1, 5),
)  # fmt: skip
def test_no_deadline_is_missed_and_one_agent_fewer_would_miss_one(
    work: list[float], free: list[float], deadline: int
) -> None:
    found = fill_gaps(work=work, free=free, deadline=deadline)
    assert found.late <= 1e-9
    assert sum(found.done) <= sum(work) + 1e-6
    if found.extra:
        fewer = [one + found.extra - 1 for one in free]
        assert fill_gaps(work=work, free=fewer, deadline=deadline).extra == 1


def test_emails_are_done_between_calls_and_need_nobody_where_calls_leave_time() -> None:
    calls = grid(day([0.0] * 18 + [20.0] * 18, 180), first=MIDNIGHT.astimezone(ZONE).date(),
                 last=MIDNIGHT.astimezone(ZONE).date(), zone=ZONE, minutes=30)  # fmt: skip
    few = needs(calls, terms("call", filler=day([0.0] * 18 + [1.0] * 18, 240)), zone=ZONE)
    assert sum(need.extra_agents for need in few) == 0
    assert sum(need.filler_erlangs for need in few) == pytest.approx(18 * 240 / 1800, rel=0.01)
    many = needs(calls, terms("call", filler=day([0.0] * 18 + [30.0] * 18, 600)), zone=ZONE)
    assert max(need.extra_agents for need in many) > 0
    assert all(a.seats <= b.seats for a, b in zip(few, many, strict=True))


def test_written_work_has_the_same_agents_all_open_hours_and_none_at_night() -> None:
    calls = grid(day([12.0] * 48, 600), first=MIDNIGHT.astimezone(ZONE).date(),
                 last=MIDNIGHT.astimezone(ZONE).date(), zone=ZONE, minutes=30)  # fmt: skip
    work = Work(opens=time(8), closes=time(18), deadline_minutes=24 * 60)
    seats = [need.seats for need in needs(calls, terms("email", work=work), zone=ZONE)]
    assert set(seats[16:36]) == {max(seats)}
    assert not any(seats[:16] + seats[36:])
    assert max(seats) * 20 >= 12 * 16 * 600 / 1800  # what came until the morning is done within the day


def test_a_campaigns_attempts_and_connects_are_those_of_dialling_record_by_record() -> None:
    campaign = Campaign(Fraction(25), Fraction(180), Fraction(3, 10), 4, Fraction(1, 10), Fraction(8, 10))
    draw, attempts, connects = random.Random(3), 0, 0
    for _ in range(40_000):
        if draw.random() < 0.1:
            continue  # struck off: no consent, or on a do-not-call list
        for _try in range(4):
            attempts += 1
            if draw.random() < 0.3:
                connects += 1
                break
    assert attempts == pytest.approx(float(campaign.attempts(Fraction(40_000))), rel=0.02)
    assert connects == pytest.approx(float(campaign.connects(Fraction(40_000))), rel=0.02)
    hours = (attempts * 25 + connects * 180) / 0.8 / 3600
    assert hours == pytest.approx(float(campaign.hours(Fraction(40_000))), rel=0.02)


def test_outbound_seats_lie_in_calling_hours_only_and_do_the_days_records() -> None:
    records = grid(day([0.0] * 18 + [2000.0], 180), first=MIDNIGHT.astimezone(ZONE).date(),
                   last=MIDNIGHT.astimezone(ZONE).date(), zone=ZONE, minutes=30)  # fmt: skip
    work = Work(opens=time(10), closes=time(19), most_attempts=3, connect_share=Fraction(3, 10))
    found = needs(records, terms("outbound", work=work, max_occupancy=Fraction(85, 100)), zone=ZONE)
    assert {need.contacts.starts_at.astimezone(ZONE).hour for need in found if need.seats} == set(range(10, 19))
    hours = Campaign(Fraction(30), Fraction(180), Fraction(3, 10), 3, Fraction(0), Fraction(85, 100)).hours(
        Fraction(2000)
    )
    assert sum(need.seats for need in found) / 2 >= hours > (max(need.seats for need in found) - 1) * 9


def test_struck_records_need_nobody() -> None:
    assert Campaign(Fraction(30), Fraction(180), Fraction(1, 2), 3, Fraction(1, 2), Fraction(1)).hours(
        Fraction(100)
    ) == (Campaign(Fraction(30), Fraction(180), Fraction(1, 2), 3, Fraction(0), Fraction(1)).hours(Fraction(50)))
    assert outbound_agents(hours=Fraction(10), minutes=30, intervals=0) == 0
