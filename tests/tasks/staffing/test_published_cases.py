"""The numbers others published hold here; the published numbers that are wrong do not."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tasks.staffing.rules.goals import Goal, least_agents, served
from tasks.staffing.rules.margins import scheduled
from tasks.staffing.rules.queues import Stream, blocking
from tasks.staffing.rules.requirement import answer

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "erlang_reference"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the published cases are not at {FOLDER}"),
]


def cases(name: str) -> list[Any]:
    path = FOLDER / name
    return [pytest.param(case, id=case["id"]) for case in json.loads(path.read_text())] if path.is_file() else []


def stream_of(given: dict[str, Any]) -> Stream:
    aht_s = Fraction(str(given.get("aht_s", 1)))
    if "arrivals_per_min" in given:
        erlangs = Fraction(str(given["arrivals_per_min"])) * aht_s / 60
    elif "calls" in given:
        erlangs = Fraction(str(given["calls"])) * aht_s / (60 * Fraction(str(given["interval_min"])))
    else:
        erlangs = Fraction(str(given["offered_erlang"]))
    patience_s = Fraction(given["patience_s"]) if "patience_s" in given else None
    return Stream(erlangs, aht_s, patience_s)


def bound(given: dict[str, Any], key: str) -> Fraction | None:
    return Fraction(str(given[key])) if key in given else None


def computed(case: dict[str, Any]) -> dict[str, float]:
    given = case["input"]
    if case["model"] == "shrinkage":
        return {"scheduled_agents": scheduled(agents=given["agents"], shrinkage=Fraction(str(given["shrinkage"])))}
    stream = stream_of(given)
    goal = Goal(*(bound(given, key) for key in ("service_level_target", "target_s", "asa_target_s", "max_occupancy")))
    if "p_block_target" in given:
        goal = Goal(service_level=1 - Fraction(str(given["p_block_target"])))
    agents = given.get("agents") or given.get("lines")
    agents = agents or least_agents(model=case["model"], stream=stream, goal=goal)
    service = served(model=case["model"], agents=agents, stream=stream, target_s=goal.target_s)
    return {
        "agents": agents,
        "lines": agents,
        "offered_erlang": float(stream.erlangs),
        "scheduled_agents_with_shrinkage": scheduled(agents=agents, shrinkage=bound(given, "shrinkage") or Fraction(0)),
        "p_wait": service.waiting_probability,
        "answered_immediately": 1 - service.waiting_probability,
        "service_level": service.service_level or 0.0,
        "asa_s": service.asa_s,
        "avg_wait_all_s": service.asa_s,
        "occupancy": service.occupancy,
        "p_abandon": service.abandonment,
        "queue_len": service.asa_s * float(stream.erlangs / stream.aht_s),
        "p_block": blocking(agents=agents, erlangs=stream.erlangs),
    }


@pytest.mark.parametrize("case", cases("published_cases.json"))
def test_published_case_holds_within_its_tolerance(case: dict[str, Any]) -> None:
    found = computed(case)
    for name, value in case["expected"].items():
        assert found[name] == pytest.approx(value, abs=case.get("tolerance", {}).get(name, 1e-9), rel=0), name


@pytest.mark.parametrize("case", cases("rejected_public_values.json"))
def test_refuted_value_is_not_reproduced_and_the_right_one_is(case: dict[str, Any]) -> None:
    found = computed(case)
    for name, wrong in case["expected"].items():
        assert abs(found[name] - wrong) > case["tolerance"][name]
        assert found[name] == pytest.approx(case["correct_value"][name], rel=1e-6)


def test_worked_example_through_the_question_that_auditors_ask() -> None:
    found = answer(
        {
            "model": "erlang_c",
            "calls": 100,
            "interval_s": 1800,
            "aht_s": 180,
            "target_s": 20,
            "service_level": 0.8,
            "max_occupancy": 0.85,
            "shrinkage": "0.3",
        }
    )
    assert (found["erlangs"], found["agents"], found["scheduled"]) == (10.0, 14, 20)
    assert found["service_level"] == pytest.approx(0.888350019179467, abs=1e-14)
