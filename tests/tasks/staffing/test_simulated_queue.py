"""The formulas against a queue that is played call by call, by an independent simulator (simpy)."""

import random
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pytest
import simpy

from tasks.staffing.rules.goals import served
from tasks.staffing.rules.queues import Stream


@dataclass
class Diary:
    """What happened to each caller: how long she waited, and whether she was served."""

    waits: list[float] = field(default_factory=list)
    served: list[bool] = field(default_factory=list)
    busy_s: float = 0.0


def play(*, agents: int, calls_per_s: float, aht_s: float, patience_s: float | None, calls: int, seed: int) -> Diary:
    draw, diary, env = random.Random(seed), Diary(), simpy.Environment()
    crew = simpy.Resource(env, capacity=agents)

    def caller() -> Any:
        came = env.now
        with crew.request() as turn:
            patience = env.timeout(draw.expovariate(1 / patience_s)) if patience_s else env.event()
            yield turn | patience
            diary.waits.append(env.now - came)
            diary.served.append(turn.triggered)
            if turn.triggered:
                service = draw.expovariate(1 / aht_s)
                diary.busy_s += service
                yield env.timeout(service)

    def arrivals() -> Any:
        for _ in range(calls):
            yield env.timeout(draw.expovariate(calls_per_s))
            env.process(caller())

    env.process(arrivals())
    env.run()
    return diary


@pytest.mark.parametrize(
    ("agents", "erlangs", "aht_s", "patience_s", "target_s"),
    [
        (14, 10, 180, None, 20),
        (3, 2, 60, None, 0),
        (13, Fraction(21, 2), 180, 300, 20),
        (8, 10, 120, 60, 15),
        (5, 10, 100, 500, 200),
    ],
)
def test_formula_agrees_with_a_played_queue(
    agents: int, erlangs: Fraction, aht_s: int, patience_s: int | None, target_s: int
) -> None:
    calls = 40_000
    model = "erlang_a" if patience_s else "erlang_c"
    stream = Stream(Fraction(erlangs), Fraction(aht_s), Fraction(patience_s) if patience_s else None)
    theory = served(model=model, agents=agents, stream=stream, target_s=Fraction(target_s))
    diary = play(
        agents=agents,
        calls_per_s=float(Fraction(erlangs) / aht_s),
        aht_s=aht_s,
        patience_s=patience_s,
        calls=calls,
        seed=20261122,
    )
    within = sum(good and wait <= target_s for wait, good in zip(diary.waits, diary.served, strict=True))
    # Waits of neighbouring calls are alike, so the error is some times the one of independent calls.
    assert within / calls == pytest.approx(theory.service_level, abs=0.02)
    assert 1 - sum(diary.served) / calls == pytest.approx(theory.abandonment, abs=0.015)
    assert sum(diary.waits) / calls == pytest.approx(theory.asa_s, rel=0.08, abs=0.3)
    assert sum(wait > 0 for wait in diary.waits) / calls == pytest.approx(theory.waiting_probability, abs=0.025)
