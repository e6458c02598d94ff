"""Fits the acceptance model: weights, segments and people in turn, then calibration on the newest fifth.

Older answers count less, by a half-life that is chosen by how well it predicts, so that a change of
behaviour is learned within weeks and a steady ledger is used whole. The spreads between
people and between segments are estimated from the ledger itself (empirical Bayes, EM).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from talentpool.activation.rules.acceptance import (
    FACTS,
    AcceptanceModel,
    Asked,
    Calibration,
    Effects,
    cell,
    logistic,
)
from talentpool.activation.rules.calibration import Report, report
from talentpool.activation.rules.inputs import Floats

Ints = npt.NDArray[np.int64]

HALF_LIVES = (30.0, 90.0, 365.0)  # days; the one that predicts the unseen best is used
HELD_OUT = 0.2  # the newest fifth judges what the older four taught
TURNS = 40
STILL = 1e-4  # nothing moves more in a turn: it is found
MOST = 1_000_000  # answers that weights are learned from: a larger ledger is sampled by whole people
CHUNK = 500_000


def fit(asked: Asked, yes: Floats) -> tuple[AcceptanceModel, Report]:
    """The model of a ledger, and how well it did on answers it had not seen.

    yes: 1.0 or 0.0 per row. With fewer than 50 rows, or answers all alike, the model is the segment's (or
    the overall) rate. The guard: when the unseen answers are predicted worse than by the segment's rate, the
    model steps aside. A ledger of many millions is learned from a million answers (of people drawn at random, each with
    all her answers); then everybody's own answers are weighed by what was learned.
    """
    answers = np.asarray(yes, dtype=np.float64)
    if len(asked) <= MOST:
        model, judged, _half_life = _fit(asked, answers)
        return model, judged
    people, who = np.unique(asked.agent, return_inverse=True)
    kept = np.flatnonzero((np.random.default_rng(len(asked)).random(len(people)) < MOST / len(asked))[who])
    model, judged, half_life = _fit(asked.where(kept), answers[kept])
    return replace(model, agents=_everybody(model, asked, answers, half_life, people, who)), judged


def _everybody(
    model: AcceptanceModel, asked: Asked, yes: Floats, half_life_days: float, people: Ints, who: Ints
) -> Effects:
    """What each one's own answers say, weights and segments being known."""
    weight = 0.5 ** (asked.age_days / half_life_days)
    offset: npt.NDArray[Any] = np.empty(len(asked), dtype=np.float32)  # half the memory, and precise enough
    for start in range(0, len(asked), CHUNK):
        some = asked.where(np.arange(start, min(start + CHUNK, len(asked))))
        offset[start : start + CHUNK] = model.base + some.facts() @ model.weights + model.segments.of(some.segment)[0]
    own = _Group(len(people), who)
    own.spread = model.agents.spread
    for _ in range(TURNS):
        before = own.effect
        own.step(offset, yes, weight)
        own.spread = model.agents.spread
        if np.abs(own.effect - before).max() < STILL:
            break
    return Effects(people, own.effect, own.variance, own.spread)


def _fit(asked: Asked, answers: Floats) -> tuple[AcceptanceModel, Report, float]:
    """The model of a ledger, the judgement, and the half-life that was chosen."""
    if len(asked) < 50 or answers.min() == answers.max():
        model = replace(_learn(asked, answers, HALF_LIVES[-1]), guarded=True)
        return model, report(model.predict(asked), answers, base=model.predict(asked)), HALF_LIVES[-1]
    older = asked.age_days > np.quantile(asked.age_days, HELD_OUT)
    if older.all() or not older.any():
        older = np.arange(len(asked)) < len(asked) * (1 - HELD_OUT)
    tried = []
    for half_life in HALF_LIVES:
        early = _learn(asked.where(older), answers[older], half_life)
        tried.append((*_judge(early, asked.where(~older), answers[~older]), half_life))
    calibration, judged, half_life = min(tried, key=lambda one: one[1].brier)
    final = replace(_learn(asked, answers, half_life), calibration=calibration)
    return replace(final, guarded=not judged.trustworthy), judged, half_life


def _judge(early: AcceptanceModel, seen: Asked, truth: Floats) -> tuple[Calibration, Report]:
    """Calibrate on one half of the unseen and judge on the other, both ways; then calibrate on all of it."""
    half = np.arange(len(seen)) % 2 == 0
    predicted = np.empty(len(seen))
    for part in (half, ~half):
        calibrated = replace(early, calibration=_calibrate(early, seen.where(~part), truth[~part]))
        predicted[part] = calibrated.predict(seen.where(part))
    base = replace(early, guarded=True).predict(seen)
    return _calibrate(early, seen, truth), report(predicted, truth, base=base)


def _learn(asked: Asked, yes: Floats, half_life_days: float) -> AcceptanceModel:
    weight = 0.5 ** (asked.age_days / half_life_days)
    overall = float(np.average(yes, weights=weight)) if len(yes) else 0.0
    rates = _rates(asked.segment, yes, weight, overall)
    nothing = Effects(np.zeros(0, np.int64), np.zeros(0), np.zeros(0), 0.5)
    if not len(yes) or yes.min() == yes.max():
        return AcceptanceModel(0.0, np.zeros(len(FACTS)), nothing, nothing, Calibration(), rates, overall)
    facts = np.column_stack([np.ones(len(asked)), asked.facts()])
    people, who = np.unique(asked.agent, return_inverse=True)
    segments, where = np.unique(asked.segment, return_inverse=True)
    beta = np.zeros(facts.shape[1])
    beta[0] = np.log(overall / (1 - overall))
    own, group = _Group(len(people), who), _Group(len(segments), where)
    for _ in range(TURNS):
        before, usual = own.effect, beta
        beta = _weights(facts, yes, weight, beta, own.effect[who] + group.effect[where])
        group.step(facts @ beta + own.effect[who], yes, weight)
        own.step(facts @ beta + group.effect[where], yes, weight)
        if max(np.abs(own.effect - before).max(), np.abs(beta - usual).max()) < STILL:
            break
    return AcceptanceModel(
        base=float(beta[0]), weights=beta[1:], calibration=Calibration(), rates=rates, overall=overall,
        segments=Effects(segments, group.effect, group.variance, group.spread),
        agents=Effects(people, own.effect, own.variance, own.spread),
    )  # fmt: skip


class _Group:
    """Effects of one grouping, drawn to zero by a spread that is estimated on the way."""

    def __init__(self, size: int, member: Ints) -> None:
        self.member, self.size, self.spread = member, size, 0.3
        self.effect, self.variance = np.zeros(size), np.full(size, self.spread)

    def step(self, offset: Floats, yes: Floats, weight: Floats) -> None:
        chance = logistic(offset + self.effect[self.member])
        slope = np.bincount(self.member, weight * (yes - chance), self.size) - self.effect / self.spread
        bend = np.bincount(self.member, weight * chance * (1 - chance), self.size) + 1 / self.spread
        # A step longer than one logit would overshoot where a person has said only yes or only no.
        self.effect = self.effect + np.clip(slope / bend, -1, 1)
        self.variance = 1 / bend
        self.spread = float(np.clip(np.mean(self.effect**2 + self.variance), 1e-3, 9.0))


def _weights(facts: Floats, yes: Floats, weight: Floats, beta: Floats, offset: Floats) -> Floats:
    """One Newton step for the weights of the facts, with a weak pull to zero (standard deviation 2)."""
    chance = logistic(facts @ beta + offset)
    pull = np.full(len(beta), 0.25)
    pull[0] = 1e-6
    slope = facts.T @ (weight * (yes - chance)) - pull * beta
    bend = (facts * (weight * chance * (1 - chance))[:, None]).T @ facts + np.diag(pull)
    return np.asarray(beta + np.clip(np.linalg.solve(bend, slope), -2, 2), dtype=np.float64)


def _rates(group: Ints, yes: Floats, weight: Floats, overall: float, pull: float = 20.0) -> Effects:
    """Each segment's rate beside the overall one, drawn to it as if 20 more people had answered as usual."""
    ids, member = np.unique(group, return_inverse=True)
    asked = np.bincount(member, weight, len(ids)) + pull
    effect = np.bincount(member, weight * (yes - overall), len(ids)) / asked
    return Effects(ids, effect, np.full(len(ids), overall * (1 - overall)) / asked, 0.0)


def _calibrate(model: AcceptanceModel, seen: Asked, yes: Floats) -> Calibration:
    """Shift and slope for all, then one shift per segment and lead time, drawn to zero where little was
    seen."""
    raw, ones = model.raw(seen), np.ones(len(seen))
    both = np.column_stack([ones, raw])
    beta = np.array([0.0, 1.0])
    for _ in range(15):
        chance = logistic(both @ beta)
        slope = both.T @ (yes - chance) - np.array([0.1, 5.0]) * (beta - np.array([0.0, 1.0]))
        bend = (both * (chance * (1 - chance))[:, None]).T @ both + np.diag([0.1, 5.0])
        beta = beta + np.clip(np.linalg.solve(bend, slope), -1, 1)
    ids, member = np.unique(cell(seen.segment, seen.lead_band()), return_inverse=True)
    cells = _Group(len(ids), member)
    cells.spread = 0.05
    for _ in range(15):
        cells.step(both @ beta, yes, ones)
        cells.spread = min(cells.spread, 0.1)
    return Calibration(float(beta[0]), float(beta[1]), Effects(ids, cells.effect, cells.variance, 0.0))
