"""How probable a yes is: an explainable model of facts about work, and of nothing else.

logit p = base + facts x weights + segment + own, then a calibration fitted out of sample.

Facts: how long before the work the person is asked, the hour it starts, pay against her own floor, days
since she was last approached. ``segment`` is what people of her segment usually do; ``own`` is what her own
answers say beyond that, drawn to zero where she has answered little. It sizes waves and never ranks people.
It never sees health, mood, age, sex or family. Sources: Gelman and Hill, Data Analysis Using Regression and
Multilevel/Hierarchical Models (2007), ch. 14; Spiegelhalter and Lauritzen, Networks 20 (1990), for the
probability averaged over what is unknown about a person.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from talentpool.activation.rules.inputs import Floats

Ints = npt.NDArray[np.int64]

FACTS = (
    "lead time", "lead time over 12 hours", "lead time over 3 days",
    "hour of day", "hour of day", "hour of day", "hour of day",
    "pay against own floor", "days since last contact",
)  # fmt: skip
LEAD_BANDS = (3.0, 24.0, 96.0)  # hours: calibration is checked within 3 hours, a day, four days, and beyond


@dataclass(frozen=True)
class Asked:
    """Approaches as columns of one length.

    agent, segment: ids. lead_hours: asked until the work starts. hour: local hour it starts, 0 to 24.
    pay_ratio: pay over own floor (1 when no floor is set). idle_days: since the last approach. age_days: how
    long ago it was (0 for now).
    """

    agent: Ints
    segment: Ints
    lead_hours: Floats
    hour: Floats
    pay_ratio: Floats
    idle_days: Floats
    age_days: Floats

    def __len__(self) -> int:
        return len(self.agent)

    def where(self, kept: npt.NDArray[Any]) -> Asked:
        """The rows of a mask or of positions."""
        return Asked(**{column.name: getattr(self, column.name)[kept] for column in fields(self)})

    def facts(self) -> Floats:
        """The matrix of facts, one column per name in FACTS."""
        lead = np.log1p(np.clip(self.lead_hours, 0, 24 * 60))
        angle = 2 * np.pi * np.asarray(self.hour) / 24
        columns = [
            lead / 4,
            np.maximum(0, lead - np.log1p(12.0)),
            np.maximum(0, lead - np.log1p(72.0)),
            np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle),
            2 * np.clip(np.asarray(self.pay_ratio) - 1, -0.5, 1.5),
            np.log1p(np.clip(self.idle_days, 0, 365)) / 3,
        ]  # fmt: skip
        return np.column_stack(columns)

    def lead_band(self) -> Ints:
        """0 to 3: which of the four lead times."""
        return np.searchsorted(np.array(LEAD_BANDS), self.lead_hours, side="right").astype(np.int64)


@dataclass(frozen=True)
class Effects:
    """What a group (agents or segments) does beyond the rest: sorted ids, effects, their variances, and the
    spread."""

    ids: Ints
    effect: Floats
    variance: Floats
    spread: float

    def of(self, ids: Ints) -> tuple[Floats, Floats]:
        """(effect, variance) of each id; who is unknown is like the others, with their whole spread as
        doubt."""
        if not len(self.ids):
            return np.zeros(len(ids)), np.full(len(ids), self.spread)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        known = self.ids[at] == ids
        return np.where(known, self.effect[at], 0.0), np.where(known, self.variance[at], self.spread)


@dataclass(frozen=True)
class Calibration:
    """probability = logistic(shift + slope x logit + cell), a cell being a segment within a lead time."""

    shift: float = 0.0
    slope: float = 1.0
    cells: Effects = Effects(np.zeros(0, np.int64), np.zeros(0), np.zeros(0), 0.0)

    def logit(self, raw: Floats, segment: Ints, band: Ints) -> Floats:
        return self.shift + self.slope * raw + self.cells.of(cell(segment, band))[0]


def cell(segment: Ints, band: Ints) -> Ints:
    """One number for a segment within a lead time."""
    return segment * (len(LEAD_BANDS) + 1) + band


@dataclass(frozen=True)
class AcceptanceModel:
    """A fitted model. ``guarded`` means that calibration failed: then only the segment's own rate is used."""

    base: float
    weights: Floats
    segments: Effects
    agents: Effects
    calibration: Calibration
    rates: Effects
    overall: float
    guarded: bool = False

    def predict(self, asked: Asked) -> Floats:
        """P(yes) of each row, 0 to 1."""
        if self.guarded:
            return self.overall + self.rates.of(asked.segment)[0]
        return logistic(self.calibration.logit(self.raw(asked), asked.segment, asked.lead_band()))

    def raw(self, asked: Asked) -> Floats:
        """The logit before calibration, averaged over what is unknown about person and segment."""
        segment, segment_doubt = self.segments.of(asked.segment)
        own, own_doubt = self.agents.of(asked.agent)
        score = self.base + asked.facts() @ self.weights + segment + own
        return score / np.sqrt(1 + np.pi / 8 * (segment_doubt + own_doubt))

    def reasons(self, asked: Asked) -> list[dict[str, float]]:
        """Per row: how much each fact moves the logit, for people to read; the parts add up to the score."""
        parts = asked.facts() * self.weights
        segment, own = self.segments.of(asked.segment)[0], self.agents.of(asked.agent)[0]
        rows = []
        for at in range(len(asked)):
            row: dict[str, float] = {"base": self.base}
            for name, part in zip(FACTS, parts[at], strict=True):
                key = name.split(" over ")[0]
                row[key] = row.get(key, 0.0) + float(part)
            rows.append({**row, "segment": float(segment[at]), "own answers": float(own[at])})
        return rows


def logistic(x: Floats) -> Floats:
    """1 / (1 + exp(-x)) without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(np.asarray(x) / 2)), dtype=np.float64)


def logit(p: Floats) -> Floats:
    """log(p / (1 - p)), with p held off 0 and 1."""
    held = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(held / (1 - held)), dtype=np.float64)
