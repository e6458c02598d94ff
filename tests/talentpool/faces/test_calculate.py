"""``manage.py calculate`` as an auditor meets it: a process with pipes, no environment, no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from talentpool.faces.calculations import answer_line

ROOT = Path(__file__).resolve().parents[3]
NOWHERE = {"PATH": os.defpath, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}


def calculate(name: str, lines: bytes, env: dict[str, str] | None = None) -> tuple[int, list[dict[str, object]]]:
    ran = subprocess.run(
        [sys.executable, "manage.py", "calculate", name], input=lines, cwd=ROOT, env=env or {}, capture_output=True
    )
    return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()]


def test_lines_are_answered_in_order_without_environment_or_database() -> None:
    asked = b'{"required": [1, 2], "shifts": {"a": [0, 2]}}\n\n{"required": [0], "shifts": {}}\n'
    status, answers = calculate("cover", asked)
    assert status == 0
    assert [answer["heads"] for answer in answers] == [2, 0]


def test_a_bad_line_answers_an_error_and_the_next_goes_on() -> None:
    good = b'{"a": ["2026-01-01T00:00", "2026-01-01T01:00"], "b": ["2026-01-01T01:00", "2026-01-01T02:00"]}'
    status, answers = calculate("overlap", b'{"a": NaN}\n\xff\n[]\n' + good, NOWHERE)
    assert status == 1
    assert [answer.get("error", {}).get("code") for answer in answers[:3]] == [
        "not_finite",
        "invalid_json",
        "not_an_object",
    ]
    assert answers[3] == {"overlap": False, "minutes": 0, "rested": True}


ANSWERED = [
    (
        "requirement",
        {"model": "erlang_c", "calls": 20, "interval_s": 1800, "aht_s": 180, "target_s": 0, "agents": 4},
        ("agents", 4),
    ),
    ("agreement", {"labels": {"1": {"a": "x", "b": "x"}, "2": {"a": "y", "b": "x"}}}, ("alpha", 0.0)),
    ("fill", {"seats": 1, "probabilities": [0.5, 0.5]}, ("fill_probability", 0.75)),
    ("fill", {"seats": 1, "probabilities": [0.1, 0.5], "target": 0.5}, ("offers", 1)),
    (
        "freshness",
        {"proofs": [{"kind": "exam", "days": 30}, {"kind": "ping", "days": 0}], "half_life_days": 30},
        ("freshness", 0.4),
    ),
]


@pytest.mark.parametrize(("name", "question", "answer"), ANSWERED)
def test_a_name_answers_its_question(name: str, question: dict[str, object], answer: tuple[str, float]) -> None:
    found, answered = answer_line(name, json.dumps(question).encode())
    assert answered
    assert answer in found.items()


def test_an_unknown_name_says_which_there_are_and_answers_nothing() -> None:
    ran = subprocess.run(
        [sys.executable, "manage.py", "calculate", "fortune"], input=b"", cwd=ROOT, capture_output=True, text=False
    )
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert b"requirement" in ran.stderr


REFUSED = [
    ("fill", {"seats": 0, "probabilities": [0.5]}, "not_positive"),
    ("fill", {"seats": 1.5, "probabilities": [0.5]}, "not_whole"),
    ("fill", {"seats": True, "probabilities": [0.5]}, "not_a_number"),
    ("fill", {"seats": 1, "probabilities": [1.5]}, "out_of_range"),
    ("fill", {"seats": 1, "probabilities": ["0.5"]}, "not_a_number"),
    ("fill", {"seats": 1, "probabilities": 0.5}, "not_a_list"),
    ("fill", {"seats": 2, "probabilities": [0.5], "target": 0.9}, "target_unreachable"),
    ("fill", {"seats": 1, "probabilities": [0.5], "target": 0}, "not_positive"),
    ("fill", {"seats": 1}, "missing_key"),
    ("freshness", {"proofs": [], "half_life_days": 0}, "not_positive"),
    ("freshness", {"proofs": [{"kind": "nap", "days": 1}], "half_life_days": 30}, "unknown_kind"),
    ("freshness", {"proofs": [{"kind": "work", "days": -1}], "half_life_days": 30}, "negative"),
    ("freshness", {"proofs": {"work": 1}, "half_life_days": 30}, "not_a_list"),
    ("freshness", {"proofs": [["work", 1]], "half_life_days": 30}, "not_an_object"),
    ("agreement", {"labels": {"1": {"a": "x"}}}, "nothing_to_compare"),
    ("agreement", {"labels": {"1": {"a": ["x"], "b": "x"}}}, "not_a_number"),
    ("agreement", {"labels": ["x"]}, "not_an_object"),
]


@pytest.mark.parametrize(("name", "question", "code"), REFUSED)
def test_a_question_that_makes_no_sense_is_refused_by_code(name: str, question: dict[str, object], code: str) -> None:
    found, answered = answer_line(name, json.dumps(question).encode())
    assert not answered
    assert found["error"]["code"] == code


def test_agreement_takes_numbers_and_missing_labels() -> None:
    labels = {"1": {"a": 1, "b": 1.0, "c": None}, "2": {"a": 2, "b": 2}}
    assert answer_line("agreement", json.dumps({"labels": labels}).encode()) == ({"alpha": 1.0}, True)
