"""Every formula that a page shows, against the project's own event-by-event simulator; and the simulator against simpy's."""

from fractions import Fraction

import pytest

from talentpool.kernel.questions import Unanswerable
from tasks.staffing.rules.chat import Chats, chat_service, least_chat_agents
from tasks.staffing.rules.goals import served
from tasks.staffing.rules.played import Arrivals, Crew, play, play_chats
from tasks.staffing.rules.pooling import Load, Question, compare
from tasks.staffing.rules.queues import Stream
from tests.tasks.staffing.test_simulated_queue import play as play_with_simpy

EVERYBODY = frozenset({0})


@pytest.mark.parametrize(
    ("agents", "erlangs", "aht_s", "patience_s", "target_s"),
    [(14, 10, 180, None, 20), (3, 2, 60, None, 0), (11, 10, 180, 300, 20), (8, 10, 120, 60, 15)],
)
def test_erlang_c_and_a_agree_with_the_played_queue(
    agents: int, erlangs: int, aht_s: int, patience_s: int | None, target_s: int
) -> None:
    stream = Stream(Fraction(erlangs), Fraction(aht_s), Fraction(patience_s) if patience_s else None)
    theory = served(
        model="erlang_a" if patience_s else "erlang_c", agents=agents, stream=stream, target_s=Fraction(target_s)
    )
    kind = Arrivals(erlangs / aht_s, aht_s, patience_s)
    diary = play(kinds=[kind], crews=[Crew(agents, EVERYBODY)], target_s=target_s, contacts=40_000).kinds[0]
    assert diary.service_level == pytest.approx(theory.service_level, abs=0.02)
    assert diary.abandonment == pytest.approx(theory.abandonment, abs=0.012)
    assert diary.waiting_probability == pytest.approx(theory.waiting_probability, abs=0.025)
    assert diary.asa_s == pytest.approx(theory.asa_s, rel=0.08, abs=0.3)


def test_our_simulator_agrees_with_an_independent_one() -> None:
    theirs = play_with_simpy(agents=11, calls_per_s=10 / 180, aht_s=180, patience_s=300, calls=30_000, seed=4)
    ours = play(kinds=[Arrivals(10 / 180, 180, 300)], crews=[Crew(11, EVERYBODY)], target_s=20, contacts=30_000).kinds[
        0
    ]
    within = sum(good and wait <= 20 for wait, good in zip(theirs.waits, theirs.served, strict=True)) / 30_000
    assert ours.service_level == pytest.approx(within, abs=0.025)
    assert ours.asa_s == pytest.approx(sum(theirs.waits) / 30_000, rel=0.1)


@pytest.mark.parametrize(
    ("agents", "per_s", "concurrency", "slowdown"),
    [(6, 0.030, 3, 0.2), (4, 0.016, 2, 0.3), (10, 0.050, 4, 0.1), (5, 0.011, 1, 0.5), (9, 0.040, 2, 0.0)],
)
def test_chat_formula_agrees_with_chats_played_one_by_one(
    agents: int, per_s: float, concurrency: int, slowdown: float
) -> None:
    chats = Chats(per_s, 300, concurrency, slowdown)
    theory = chat_service(agents=agents, chats=chats, target_s=30)
    game = {"agents": agents, "per_s": per_s, "aht_s": 300, "concurrency": concurrency, "slowdown": slowdown}
    seen = play_chats(**game, target_s=30, contacts=30_000)  # type: ignore[arg-type]
    # The formula spreads chats evenly at every moment; in a crew of four that is up to five points too kind.
    near = 0.025 if agents >= 6 or concurrency == 1 else 0.05
    assert seen.service_level == pytest.approx(theory.service_level, abs=near)
    assert seen.kinds[0].waiting_probability == pytest.approx(theory.waiting_probability, abs=near + 0.01)


def test_one_chat_at_a_time_is_erlang_c() -> None:
    stream = Stream(Fraction(10), Fraction(180))
    theory = served(model="erlang_c", agents=13, stream=stream, target_s=Fraction(20))
    chat = chat_service(agents=13, chats=Chats(10 / 180, 180, 1, 0.7), target_s=20)
    assert chat.service_level == pytest.approx(theory.service_level, abs=1e-9)
    assert chat.asa_s == pytest.approx(theory.asa_s, rel=1e-9)


def test_the_more_chats_slow_each_other_the_more_agents_are_needed() -> None:
    needed = [
        least_chat_agents(chats=Chats(0.06, 300, 3, slowdown), share=0.85, target_s=30)
        for slowdown in (0.0, 0.2, 0.5, 1.0)
    ]
    assert needed == sorted(needed)
    assert needed[0] < needed[-1]
    alone = least_chat_agents(chats=Chats(0.06, 300, 1, 0.0), share=0.85, target_s=30)
    assert needed[0] < alone


@pytest.mark.parametrize("slowdown", [0.0, 0.3])
def test_least_chat_agents_meet_the_target_and_one_fewer_does_not(slowdown: float) -> None:
    chats = Chats(0.05, 240, 2, slowdown)
    agents = least_chat_agents(chats=chats, share=0.9, target_s=20)
    assert chat_service(agents=agents, chats=chats, target_s=20).service_level >= 0.9
    try:
        fewer = chat_service(agents=agents - 1, chats=chats, target_s=20).service_level
    except Unanswerable:
        fewer = 0.0
    assert fewer < 0.9


def test_pooling_needs_fewer_agents_and_a_few_all_rounders_bring_most_of_it() -> None:
    loads = [Load("calls", 40, 180), Load("bills", 25, 300), Load("returns", 15, 240)]
    variants = compare(Question(loads, 1800, 0.8, 20, 120.0, slower=1.05))
    by_code = {one.code: one for one in variants}
    apart, together = by_code["apart"], by_code["together"]
    assert together.agents < apart.agents
    assert together.agents <= by_code["part_40"].agents <= by_code["part_20"].agents <= apart.agents
    for one in (apart, together):
        assert one.played_level == pytest.approx(one.service_level, abs=0.03)
    assert all(one.worst_level >= 0.78 for one in variants if one.code != "apart")
    assert together.occupancy > apart.occupancy


def test_what_all_rounders_lose_in_pace_can_eat_what_pooling_saves() -> None:
    loads = [Load("a", 400, 180), Load("b", 400, 180)]
    by_code = {one.code: one for one in compare(Question(loads, 1800, 0.8, 20, 120.0, slower=1.3))}
    assert by_code["together"].agents > by_code["apart"].agents


def test_nothing_to_play_is_said() -> None:
    with pytest.raises(Unanswerable):
        play(kinds=[Arrivals(0, 100)], crews=[Crew(1, EVERYBODY)], target_s=10)
