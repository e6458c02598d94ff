"""The acceptance model on simulated ledgers whose truth is known."""

from __future__ import annotations

import json
from dataclasses import fields

import numpy as np
import pytest

from talentpool.activation.rules import calibration
from talentpool.activation.rules.acceptance import FACTS, Asked, logistic
from talentpool.activation.rules.calibration import Report, brier, report
from talentpool.activation.rules.learning import fit


def ledger(rng, *, rows, agents, days=180.0, drift=False):
    """A ledger with its true probabilities, and a fresh sample from the same people today."""
    own, segments = rng.normal(0, 0.8, agents), rng.normal(0, 0.6, 12)
    home = rng.integers(0, 12, agents)

    def draw(count, age):
        agent = rng.integers(0, agents, count)
        asked = Asked(
            agent, home[agent], rng.exponential(30, count), rng.integers(6, 23, count).astype(float),
            rng.uniform(0.8, 1.8, count), rng.exponential(10, count), age,
        )  # fmt: skip
        score = -1 + segments[asked.segment] + own[agent] - 0.25 * np.log1p(asked.lead_hours)
        score += 0.5 * np.sin(2 * np.pi * (asked.hour - 12) / 24) + 1.2 * (asked.pay_ratio - 1)
        if drift:
            score -= 0.9 * (age < days / 2) * np.where(asked.segment % 2 == 0, 1, -0.3)
        truth = logistic(score - 0.01 * asked.idle_days)
        return asked, truth, (rng.random(count) < truth).astype(float)

    return draw(rows, rng.uniform(0, days, rows)), draw(20_000, np.zeros(20_000))


@pytest.mark.parametrize("drift", [False, True])
@pytest.mark.parametrize("seed", [5, 6, 7])
def test_brier_is_within_two_percent_of_the_truth_and_calibrated(drift, seed):
    (asked, _, yes), (fresh, truth, answers) = ledger(np.random.default_rng(seed), rows=50_000, agents=400, drift=drift)
    model, judged = fit(asked, yes)
    predicted = model.predict(fresh)
    assert not model.guarded
    assert brier(predicted, answers) <= 1.02 * brier(truth, answers)
    assert report(predicted, answers, base=predicted).error < 0.03
    assert judged.brier < judged.base_brier


def test_little_history_is_drawn_to_the_segment():
    (asked, _, yes), (fresh, _, _) = ledger(np.random.default_rng(1), rows=6000, agents=300)
    model, _ = fit(asked, yes)
    stranger = fresh.where(np.arange(1))
    unknown = Asked(**{f.name: getattr(stranger, f.name) for f in fields(Asked)} | {"agent": np.array([10**9])})
    assert model.reasons(unknown)[0]["own answers"] == 0
    assert 0.02 < model.predict(unknown)[0] < 0.98


def test_reasons_add_up_to_the_score():
    (asked, _, yes), (fresh, _, _) = ledger(np.random.default_rng(1), rows=4000, agents=100)
    model, _ = fit(asked, yes)
    some = fresh.where(np.arange(20))
    score = model.base + some.facts() @ model.weights
    score += model.segments.of(some.segment)[0] + model.agents.of(some.agent)[0]
    assert [sum(row.values()) for row in model.reasons(some)] == pytest.approx(score.tolist())


def test_a_model_that_learned_noise_steps_aside_for_the_segments_rate():
    """Yesterday's people always say the opposite of what they used to say: the guard must see it."""
    rng = np.random.default_rng(3)
    (asked, _, yes), _ = ledger(rng, rows=8000, agents=20)
    newest = asked.age_days < np.quantile(asked.age_days, 0.2)
    turned = np.where(newest, rng.random(len(yes)) < 0.5, (asked.agent % 2) == 0).astype(float)
    model, judged = fit(asked, turned)
    assert model.guarded or judged.brier <= judged.base_brier
    assert ((model.predict(asked) >= 0) & (model.predict(asked) <= 1)).all()


@pytest.mark.parametrize(
    ("brier_of_it", "error", "count", "trusted"),
    [
        (0.20, 0.050, 1000, True),
        (0.20, 0.051, 1000, False),  # its probabilities are not what happens
        (0.22, 0.010, 1000, False),  # the segment's rate alone, at 0.21, does better
        (0.21, 0.010, 1000, True),
        (0.20, 0.200, 199, True),  # so few answers say little about calibration
        (0.22, 0.010, 199, False),
        (0.20, 0.010, 0, False),
    ],
)
def test_the_guard_trusts_what_is_calibrated_and_better_than_the_segments_rate(brier_of_it, error, count, trusted):
    assert Report(count, brier_of_it, 0.21, error, ()).trustworthy is trusted


def test_a_guarded_model_answers_with_each_segments_rate_however_people_differ(monkeypatch):
    (asked, _, yes), (fresh, _, _) = ledger(np.random.default_rng(4), rows=6000, agents=60)
    assert not fit(asked, yes)[0].guarded
    monkeypatch.setattr(calibration, "WORST_ERROR", 0.0)  # no calibration is good enough
    model, judged = fit(asked, yes)
    assert model.guarded
    assert judged.brier < judged.base_brier
    half_lives = []
    for half_life in (30.0, 90.0, 365.0):
        weight = 0.5 ** (asked.age_days / half_life)
        overall = (weight * yes).sum() / weight.sum()
        rates = {}
        for segment in range(12):
            own = asked.segment == segment
            rates[segment] = overall + (weight * (yes - overall))[own].sum() / (weight[own].sum() + 20)
        expected = np.array([rates[segment] for segment in fresh.segment])
        half_lives.append(np.allclose(model.predict(fresh), expected))
    assert any(half_lives)
    stranger = Asked(
        **{f.name: getattr(fresh.where(np.arange(1)), f.name) for f in fields(Asked)} | {"segment": np.array([99])}
    )
    assert model.predict(stranger)[0] == pytest.approx(model.overall)


@pytest.mark.parametrize("rows", [0, 1, 40])
def test_a_ledger_that_is_too_short_gives_the_rate_and_no_model(rows):
    (asked, _, yes), _ = ledger(np.random.default_rng(2), rows=max(rows, 1), agents=5)
    kept = np.arange(len(asked)) < rows
    model, judged = fit(asked.where(kept), yes[kept])
    assert model.guarded
    assert judged.count == rows
    assert np.isfinite(model.predict(asked)).all()


def test_everybody_saying_yes_is_a_rate_of_one_without_a_crash():
    (asked, _, _), _ = ledger(np.random.default_rng(2), rows=500, agents=20)
    model, _ = fit(asked, np.ones(500))
    assert model.predict(asked) == pytest.approx(np.ones(500))


def test_the_model_knows_facts_about_work_only():
    allowed = {"agent", "segment", "lead_hours", "hour", "pay_ratio", "idle_days", "age_days"}
    assert {column.name for column in fields(Asked)} == allowed
    assert json.dumps(FACTS)
