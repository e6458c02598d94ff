"""The acceptance model in use, asked about people: reads the stored version and turns matches into
probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

import numpy as np

from talentpool.activation.demand import Demand
from talentpool.activation.matching import Match
from talentpool.activation.models import AcceptanceModel, Settings
from talentpool.activation.rules import acceptance as rules
from talentpool.activation.rules.acceptance import Asked, Calibration, Effects
from talentpool.activation.rules.inputs import Floats
from talentpool.activation.rules.shock import Shock, fit_shock
from talentpool.activation.showing import ShowUp, learn_show_up
from talentpool.kernel.clock import now
from talentpool.kernel.many_rows import read_rows

NEVER_ASKED_DAYS = 60.0  # how long ago somebody was asked who never was
OWN = """
SELECT agent_id, effect, variance FROM activation_acceptanceeffect
WHERE model_id = %(model)s AND agent_id = ANY (%(agents)s::bigint[]) ORDER BY agent_id
"""
NOBODY = Effects(np.zeros(0, np.int64), np.zeros(0), np.zeros(0), 0.5)


@dataclass(frozen=True)
class InUse:
    """What answers now: the fitted model, the shock beside it, and where it comes from."""

    model: rules.AcceptanceModel
    shock: Shock
    version: int
    guarded: bool
    trained_at: datetime | None
    show_up: ShowUp


def segment_number(skill_id: int, channel: str, language: str, kind: str) -> int:
    """A segment's number in the model: stable across processes and versions."""
    return crc32(f"{skill_id}:{channel}:{language}:{kind}".encode())


def in_use(agents: Sequence[int] = ()) -> InUse:
    """The version in use, with the effects of ``agents``; without any version, the assumed rate for
    everybody."""
    row = AcceptanceModel.objects.filter(in_use=True).first()
    if row is None:
        return InUse(_assumed(Settings.current().acceptance), fit_shock([]), 0, True, None, learn_show_up(at=now()))
    stored: dict[str, Any] = row.coefficients
    model = rules.AcceptanceModel(
        base=stored["base"],
        weights=np.array(stored["weights"]),
        segments=_effects(stored["segments"]),
        agents=_own(row, agents, stored["agent_spread"]),
        calibration=Calibration(stored["shift"], stored["slope"], _effects(stored["cells"])),
        rates=_effects(stored["rates"]),
        overall=stored["overall"],
        guarded=row.guarded,
    )
    shock = Shock(np.array(stored["rhos"]), np.array(stored["rho_weights"]), stored["waves"])
    coming = stored.get("show_up")
    show_up = ShowUp.read(coming) if coming else learn_show_up(at=now())
    return InUse(model, shock, row.version, row.guarded, row.trained_at, show_up)


def _assumed(rate: float) -> rules.AcceptanceModel:
    return rules.AcceptanceModel(
        base=0.0,
        weights=np.zeros(len(rules.FACTS)),
        segments=NOBODY,
        agents=NOBODY,
        calibration=Calibration(),
        rates=Effects(NOBODY.ids, NOBODY.effect, NOBODY.variance, 0.0),
        overall=rate,
        guarded=True,
    )


def stored_effects(effects: Effects) -> dict[str, Any]:
    """Effects as JSON."""
    return {
        "ids": effects.ids.tolist(),
        "effect": effects.effect.tolist(),
        "variance": effects.variance.tolist(),
        "spread": effects.spread,
    }


def _effects(stored: dict[str, Any]) -> Effects:
    ids = np.array(stored["ids"], dtype=np.int64)
    return Effects(ids, np.array(stored["effect"]), np.array(stored["variance"]), stored["spread"])


def _own(row: AcceptanceModel, agents: Sequence[int], spread: float) -> Effects:
    rows = read_rows(OWN, {"model": row.pk, "agents": sorted(set(agents))}) if len(agents) else []
    if not rows:
        return Effects(NOBODY.ids, NOBODY.effect, NOBODY.variance, spread)
    ids, effect, variance = zip(*rows, strict=True)
    return Effects(np.array(ids, dtype=np.int64), np.array(effect), np.array(variance), spread)


def columns(demand: Demand, matches: Sequence[Match], *, at: datetime) -> Asked:
    """The facts of every match: lead time, hour in her own zone, pay against her floor, days since last
    contact."""
    zones = {name: ZoneInfo(name) for name in {m.timezone for m in matches}}
    hours, segments = {}, {}
    for no, slot in enumerate(demand.slots):
        for name, zone in zones.items():
            local = slot.starts_at.astimezone(zone)
            hours[no, name] = local.hour + local.minute / 60
    for kind in {m.kind for m in matches}:
        segments[kind] = segment_number(demand.skill_id, demand.channel, demand.language, kind)
    slots = np.array([m.slot for m in matches], dtype=np.int64)
    leads = np.array([max(0.0, (slot.starts_at - at).total_seconds() / 3600) for slot in demand.slots])
    pays = np.array([slot.pay_minor for slot in demand.slots], dtype=float)
    floors = np.array([m.floor_minor for m in matches], dtype=float)
    return Asked(
        agent=np.array([m.agent_id for m in matches], dtype=np.int64),
        segment=np.array([segments[m.kind] for m in matches], dtype=np.int64),
        lead_hours=leads[slots],
        hour=np.array([hours[m.slot, m.timezone] for m in matches]),
        pay_ratio=np.divide(pays[slots], floors, out=np.ones(len(matches)), where=floors > 0),
        idle_days=np.array([_idle(m.last_asked_at, at) for m in matches]),
        age_days=np.zeros(len(matches)),
    )


def _idle(last: datetime | None, at: datetime) -> float:
    return NEVER_ASKED_DAYS if last is None else max(0.0, (at - last).total_seconds() / 86400)


def likely(demand: Demand, matches: Sequence[Match], *, at: datetime) -> tuple[Floats, list[dict[str, float]]]:
    """The probability of a yes of every match, and the facts to store with the approach (``p`` among
    them)."""
    if not matches:
        return np.zeros(0), []
    asked = columns(demand, matches, at=at)
    chances = in_use([m.agent_id for m in matches]).model.predict(asked)
    facts = [
        {
            "lead_hours": round(lead, 2),
            "hour": hour,
            "pay_ratio": round(pay, 4),
            "idle_days": round(idle, 2),
            "p": round(p, 4),
        }
        for lead, hour, pay, idle, p in zip(
            asked.lead_hours.tolist(),
            asked.hour.tolist(),
            asked.pay_ratio.tolist(),
            asked.idle_days.tolist(),
            chances.tolist(),
            strict=True,
        )
    ]
    return chances, facts
