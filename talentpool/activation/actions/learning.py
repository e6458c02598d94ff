"""Trains the acceptance model on the ledger, and puts a version into use."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection, transaction
from django.db.models import Max

from talentpool.activation.acceptance import segment_number, stored_effects
from talentpool.activation.models import AcceptanceEffect, AcceptanceModel
from talentpool.activation.rules.acceptance import AcceptanceModel as Fitted
from talentpool.activation.rules.acceptance import Asked
from talentpool.activation.rules.calibration import Report
from talentpool.activation.rules.inputs import Floats
from talentpool.activation.rules.learning import CHUNK, fit
from talentpool.activation.rules.shock import Shock, Wave, fit_shock
from talentpool.activation.showing import ShowUp, learn_show_up

LOOK_BACK = timedelta(days=400)
KEPT = 5  # versions whose effects of single agents are kept
SMALLEST_WAVE = 8

SHOCKS = 5000  # the newest waves tell how much answers move together

SEGMENTS = """
SELECT DISTINCT skill_id, channel, language_id, kind FROM activation_approach
WHERE purpose = 'offer' AND asked_at >= %(since)s AND asked_at <= %(at)s
"""
# Every column has eight bytes and is never null, so that the answer can be read as one block of numbers.
LEDGER = """
COPY (
    SELECT a.agent_id, s.number, (a.facts ->> 'lead_hours')::float8, (a.facts ->> 'hour')::float8,
        coalesce((a.facts ->> 'pay_ratio')::float8, 1), coalesce((a.facts ->> 'idle_days')::float8, 60),
        extract(epoch FROM %(at)s::timestamptz - a.asked_at)::float8 / 86400, (a.answer = 'yes')::int::float8,
        coalesce((a.facts ->> 'p')::float8, 'NaN'), extract(epoch FROM a.asked_at)::float8
    FROM activation_approach a JOIN unnest(%(numbers)s::bigint[], %(skills)s::bigint[], %(channels)s::text[],
        %(languages)s::text[], %(kinds)s::text[]) AS s(number, skill_id, channel, language_id, kind)
        USING (skill_id, channel, language_id, kind)
    WHERE a.purpose = 'offer' AND NOT a.withdrawn AND a.answer <> 'open' AND a.asked_at >= %(since)s AND a.asked_at <= %(at)s
        AND a.facts ? 'lead_hours' AND a.facts ? 'hour'
    ORDER BY a.asked_at, a.id
) TO STDOUT (FORMAT binary)
"""
EFFECTS = "COPY activation_acceptanceeffect (model_id, agent_id, effect, variance) FROM STDIN"
WHOLE = ("agent", "segment")
PARTS = ("lead_hours", "hour", "pay_ratio", "idle_days", "age_days", "yes", "p", "asked_at")
ROW = np.dtype(
    [("fields", ">i2")]
    + [pair for name in WHOLE for pair in ((f"{name}_bytes", ">i4"), (name, ">i8"))]
    + [pair for name in PARTS for pair in ((f"{name}_bytes", ">i4"), (name, ">f8"))]
)
HEADER = 19  # bytes before the first row of a binary COPY without extension
BLOCK = 100_000


@dataclass(frozen=True)
class Ledger:
    """The answered offers as columns, in the order of time. believed: the probability when asked; NaN: not stored."""

    asked: Asked
    yes: Floats
    believed: Floats
    asked_at: Floats


def train_acceptance(*, at: datetime) -> AcceptanceModel:
    """Fit a new version on the offers of the last 400 days and put it into use.

    When calibration on unseen answers fails, the version is guarded: it answers with the segment's rate.
    """
    ledger = _read(at)
    fitted, judged = fit(ledger.asked, ledger.yes)
    shock = fit_shock(_waves(ledger, fitted))
    return _store(fitted, judged, shock, learn_show_up(at=at), trained_on=len(ledger.yes), at=at)


def _read(at: datetime) -> Ledger:
    """The ledger by one COPY, block by block: ten million rows must not become Python objects."""
    given: dict[str, Any] = {"at": at, "since": at - LOOK_BACK}
    with connection.cursor() as cursor:
        cursor.execute(SEGMENTS, given)
        keys = cursor.fetchall()
        columns = [list(column) for column in zip(*keys, strict=True)] or [[], [], [], []]
        given |= dict(zip(("skills", "channels", "languages", "kinds"), columns, strict=True))
        given["numbers"] = [segment_number(*key) for key in keys]
        blocks = []
        with cursor.cursor.copy(LEDGER, given) as copy:
            blocks = [_block(rows) for rows in _batches(copy)]
    whole = np.concatenate(blocks) if blocks else np.zeros(0, dtype=_kept())
    facts: dict[str, Any] = {name: whole[name].astype(np.int64 if name in WHOLE else np.float32) for name in _FACTS}
    return Ledger(Asked(**facts), whole["yes"].astype(np.float64), whole["p"], whole["asked_at"])


_FACTS = ("agent", "segment", "lead_hours", "hour", "pay_ratio", "idle_days", "age_days")


def _kept() -> np.dtype[Any]:
    """How a row is kept: whole numbers in eight bytes, shares in four, the moment in eight."""
    parts = [(name, "f8" if name == "asked_at" else "f4") for name in PARTS]
    return np.dtype([(name, "i8") for name in WHOLE] + parts)


def _batches(copy: Iterable[Any]) -> Iterator[bytes]:
    """Rows of a binary COPY, many at a time, without its head and its end."""
    first, rows = True, []
    for message in copy:
        part = bytes(message)
        rows.append(part[HEADER:] if first else part)
        first = False
        if len(rows) >= BLOCK:
            yield b"".join(rows)
            rows = []
    yield b"".join(rows)


def _block(rows: bytes) -> npt.NDArray[Any]:
    count = len(rows) // ROW.itemsize  # the end mark is shorter than a row
    found = np.frombuffer(rows, dtype=ROW, count=count)
    kept = np.empty(count, dtype=_kept())
    for name in (*WHOLE, *PARTS):
        kept[name] = found[name]
    return kept


def _waves(ledger: Ledger, fitted: Fitted) -> list[Wave]:
    """Offers that went out together: how many were expected to say yes, by what was believed then, and how
    many did."""
    if not len(ledger.yes):
        return []
    believed = ledger.believed.astype(np.float64)
    unknown = np.flatnonzero(np.isnan(believed))
    for part in np.array_split(unknown, max(1, len(unknown) // CHUNK)):
        believed[part] = fitted.predict(ledger.asked.where(part))
    _, member = np.unique(ledger.asked_at, return_inverse=True)
    asked = np.bincount(member)
    expected, said = np.bincount(member, weights=believed), np.bincount(member, weights=ledger.yes)
    large = np.flatnonzero(asked >= SMALLEST_WAVE)[-SHOCKS:]
    return [Wave(int(asked[w]), float(min(expected[w], asked[w])), int(said[w])) for w in large]


@transaction.atomic
def _store(
    fitted: Fitted, judged: Report, shock: Shock, show_up: ShowUp, *, trained_on: int, at: datetime
) -> AcceptanceModel:
    version = (AcceptanceModel.objects.select_for_update().aggregate(newest=Max("version"))["newest"] or 0) + 1
    AcceptanceModel.objects.filter(in_use=True).update(in_use=False)
    row = AcceptanceModel.objects.create(
        version=version,
        coefficients=_coefficients(fitted, shock) | {"show_up": show_up.stored()},
        calibration={
            "count": judged.count,
            "brier": judged.brier,
            "base_brier": judged.base_brier,
            "error": judged.error,
            "bins": [[each.count, each.predicted, each.happened] for each in judged.bins],
        },
        trained_on=trained_on,
        trained_at=at,
        in_use=True,
        guarded=fitted.guarded,
    )
    own = fitted.agents
    with connection.cursor() as cursor, cursor.cursor.copy(EFFECTS) as copy:
        for agent, effect, variance in zip(own.ids.tolist(), own.effect.tolist(), own.variance.tolist(), strict=True):
            copy.write_row((row.pk, agent, effect, variance))
    AcceptanceEffect.objects.filter(model__version__lte=version - KEPT).delete()
    return row


def _coefficients(fitted: Fitted, shock: Shock) -> dict[str, Any]:
    return {
        "base": fitted.base,
        "weights": fitted.weights.tolist(),
        "segments": stored_effects(fitted.segments),
        "agent_spread": fitted.agents.spread,
        "shift": fitted.calibration.shift,
        "slope": fitted.calibration.slope,
        "cells": stored_effects(fitted.calibration.cells),
        "rates": stored_effects(fitted.rates),
        "overall": fitted.overall,
        "rhos": shock.rhos.tolist(),
        "rho_weights": shock.weights.tolist(),
        "waves": shock.waves,
    }
