"""Trains the acceptance model on the ledger, and puts a version into use."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import Max

from talentpool.activation.acceptance import segment_number, stored_effects
from talentpool.activation.models import AcceptanceEffect, AcceptanceModel
from talentpool.activation.rules.acceptance import AcceptanceModel as Fitted
from talentpool.activation.rules.acceptance import Asked
from talentpool.activation.rules.calibration import Report
from talentpool.activation.rules.inputs import Floats
from talentpool.activation.rules.learning import fit
from talentpool.activation.rules.shock import Shock, Wave, fit_shock
from talentpool.activation.showing import ShowUp, learn_show_up

LOOK_BACK = timedelta(days=400)
KEPT = 5  # versions whose effects of single agents are kept
SMALLEST_WAVE = 8

LEDGER = """
SELECT agent_id, skill_id, channel, language_id, kind, (facts ->> 'lead_hours')::float8, (facts ->>
'hour')::float8,
    coalesce((facts ->> 'pay_ratio')::float8, 1), coalesce((facts ->> 'idle_days')::float8, 60),
    extract(epoch FROM %(at)s - asked_at)::float8 / 86400, (answer = 'yes')::int, (facts ->> 'p')::float8,
    extract(epoch FROM asked_at)::float8
FROM activation_approach
WHERE purpose = 'offer' AND NOT withdrawn AND answer <> 'open' AND asked_at >= %(since)s AND asked_at <= %(at)s
    AND facts ? 'lead_hours' AND facts ? 'hour'
ORDER BY asked_at, id
"""


def train_acceptance(*, at: datetime) -> AcceptanceModel:
    """Fit a new version on the offers of the last 400 days and put it into use.

    When calibration on unseen answers fails, the version is guarded: it answers with the segment's rate.
    """
    with connection.cursor() as cursor:
        cursor.execute(LEDGER, {"at": at, "since": at - LOOK_BACK})
        rows = cursor.fetchall()
    asked, yes = _columns(rows)
    fitted, judged = fit(asked, yes)
    shock = fit_shock(_waves(rows, fitted.predict(asked), yes))
    return _store(fitted, judged, shock, learn_show_up(at=at), trained_on=len(rows), at=at)


def _columns(rows: list[tuple[Any, ...]]) -> tuple[Asked, Floats]:
    numbers = np.array([row[5:11] for row in rows], dtype=np.float64).reshape(len(rows), 6)
    segments = {key: segment_number(*key) for key in {row[1:5] for row in rows}}
    asked = Asked(
        agent=np.array([row[0] for row in rows], dtype=np.int64),
        segment=np.array([segments[row[1:5]] for row in rows], dtype=np.int64),
        lead_hours=numbers[:, 0],
        hour=numbers[:, 1],
        pay_ratio=numbers[:, 2],
        idle_days=numbers[:, 3],
        age_days=numbers[:, 4],
    )
    return asked, numbers[:, 5]


def _waves(rows: list[tuple[Any, ...]], fitted: Floats, yes: Floats) -> list[Wave]:
    """Offers that went out together: how many were expected to say yes, by what was believed then, and how
    many did."""
    believed = np.array([now_p if row[11] is None else row[11] for row, now_p in zip(rows, fitted, strict=True)])
    if not len(rows):
        return []
    _, member = np.unique(np.array([row[12] for row in rows]), return_inverse=True)
    asked = np.bincount(member)
    expected, said = np.bincount(member, weights=believed), np.bincount(member, weights=yes)
    return [
        Wave(int(n), float(min(e, n)), int(s))
        for n, e, s in zip(asked, expected, said, strict=True)
        if n >= SMALLEST_WAVE
    ]


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
    AcceptanceEffect.objects.bulk_create(
        (
            AcceptanceEffect(model=row, agent_id=int(agent), effect=float(effect), variance=float(variance))
            for agent, effect, variance in zip(own.ids, own.effect, own.variance, strict=True)
        ),
        batch_size=5000,
    )
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
