"""One question of staffing: what it answers, and what it refuses by code."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentpool.kernel.questions import Unanswerable
from tasks.staffing.rules.requirement import answer

ASKED: dict[str, Any] = {
    "model": "erlang_c",
    "calls": 100,
    "interval_s": 1800,
    "aht_s": 180,
    "target_s": 20,
    "service_level": Decimal("0.8"),
}
KEYS = {
    "erlangs",
    "agents",
    "scheduled",
    "waiting_probability",
    "service_level",
    "asa_s",
    "occupancy",
    "abandonment",
    "definition",
}


def without(*keys: str, **more: Any) -> dict[str, Any]:
    return {key: value for key, value in ASKED.items() if key not in keys} | more


def test_every_model_answers_the_same_keys_and_erlang_b_its_blocking() -> None:
    assert set(answer(ASKED)) == KEYS
    assert set(answer(ASKED | {"model": "erlang_a", "patience_s": 120})) == KEYS
    lost = answer(without("service_level", "target_s", model="erlang_b", agents=10))
    assert set(lost) == KEYS | {"blocking"}
    assert lost["blocking"] == pytest.approx(0.2145823, abs=1e-7)


def test_service_level_of_erlang_a_counts_those_served_in_time_and_all_who_came() -> None:
    found = answer(without("service_level", model="erlang_a", patience_s=60, agents=5))
    assert found["service_level"] < 1 - found["abandonment"]
    assert "hang up" in found["definition"]
    assert "20 s" in found["definition"]


def test_impatient_callers_need_fewer_agents_than_patient_ones() -> None:
    assert answer(ASKED | {"model": "erlang_a", "patience_s": 120})["agents"] <= answer(ASKED)["agents"]


def test_target_of_zero_seconds_asks_that_nobody_waits() -> None:
    found = answer(ASKED | {"target_s": 0})
    assert found["service_level"] == pytest.approx(1 - found["waiting_probability"])


def test_occupancy_bound_can_ask_for_more_than_the_service_level_does() -> None:
    assert answer(ASKED | {"max_occupancy": Decimal("0.7")})["agents"] == 15


def test_mean_wait_can_be_the_target() -> None:
    asked = {"model": "erlang_c", "calls": 200, "interval_s": 3600, "aht_s": 180, "asa_target_s": 120}
    assert answer(asked)["agents"] == 12
    assert answer(asked)["service_level"] is None


def test_erlang_b_finds_the_least_lines_for_a_share_not_lost() -> None:
    asked = {"model": "erlang_b", "calls": 10, "interval_s": 1, "aht_s": 1, "service_level": Decimal("0.99")}
    assert answer(asked)["agents"] == 18


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (without("service_level", agents=10), "overloaded"),
        (without("service_level", agents=9), "overloaded"),
        (ASKED | {"calls": 0}, "not_positive"),
        (ASKED | {"calls": -1}, "not_positive"),
        (ASKED | {"aht_s": 0}, "not_positive"),
        (ASKED | {"interval_s": 0}, "not_positive"),
        (ASKED | {"target_s": -1}, "negative"),
        (without("service_level", agents=0), "not_positive"),
        (without("service_level", agents=-3), "not_positive"),
        (without("service_level", agents=Decimal("10.5")), "not_whole"),
        (without("service_level", agents=10**30), "too_large"),
        (ASKED | {"service_level": 0}, "not_positive"),
        (ASKED | {"service_level": 1}, "out_of_range"),
        (ASKED | {"service_level": 80}, "out_of_range"),
        (ASKED | {"max_occupancy": 0}, "not_positive"),
        (ASKED | {"max_occupancy": 2}, "out_of_range"),
        (ASKED | {"shrinkage": 1}, "out_of_range"),
        (ASKED | {"shrinkage": "-0.1"}, "negative"),
        (ASKED | {"shrinkage": "a third"}, "not_a_number"),
        (ASKED | {"calls": "100"}, "not_a_number"),
        (ASKED | {"calls": True}, "not_a_number"),
        (ASKED | {"calls": [1]}, "not_a_number"),
        (ASKED | {"calls": float("nan")}, "not_finite"),
        (ASKED | {"calls": float("inf")}, "not_finite"),
        (ASKED | {"calls": 10**300}, "too_large"),
        (ASKED | {"calls": 10**9}, "too_large"),
        (ASKED | {"calls": Decimal("1e-50")}, "too_small"),
        (ASKED | {"model": "erlang_x"}, "unknown_model"),
        (ASKED | {"model": ["erlang_c"]}, "unknown_model"),
        (ASKED | {"model": "erlang_a"}, "missing_key"),
        (ASKED | {"model": "erlang_a", "patience_s": 0}, "not_positive"),
        (ASKED | {"agents": 14}, "conflicting_keys"),
        (ASKED | {"colour": "red"}, "unknown_key"),
        (without("service_level"), "missing_key"),
        (without("target_s"), "missing_key"),
        (without("calls"), "missing_key"),
        (without("model"), "missing_key"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_code(question: dict[str, Any], code: str) -> None:
    with pytest.raises(Unanswerable) as refusal:
        answer(question)
    assert refusal.value.code == code
    assert refusal.value.message


numbers = st.one_of(st.integers(-(10**6), 10**6), st.decimals(-10, 10**4, places=3))
anything = st.one_of(numbers, st.sampled_from([None, True, "0.3", "text", float("inf"), 10**400]))
OPTIONAL = sorted(set(ASKED) - {"model"} | {"agents", "patience_s", "shrinkage"})


@settings(deadline=None)
@given(
    st.sampled_from(["erlang_a", "erlang_b", "erlang_c"]),
    st.dictionaries(st.sampled_from(OPTIONAL), anything),
)
def test_any_question_is_answered_or_refused_by_code(model: str, given_keys: dict[str, Any]) -> None:
    question = {"model": model, **given_keys}
    try:
        agents = answer(question)["agents"]
    except Unanswerable:
        return
    assert agents >= 1
