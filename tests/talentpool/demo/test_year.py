"""A simulated year: drills keep intervals under their target, freshness actions keep people ready."""

import numpy as np

from talentpool.demo.year import simulate


def test_drills_keep_the_interval_under_its_target_and_freshness_keeps_people_ready() -> None:
    sizes, weeks = (250, 700), 30
    nothing = simulate(drills=False, actions=False, weeks=weeks, sizes=sizes)
    drilled = simulate(drills=True, actions=False, weeks=weeks, sizes=sizes)
    kept = simulate(drills=True, actions=True, weeks=weeks, sizes=sizes)
    assert all(segment.kept == 1 for segment in (*drilled, *kept))
    assert all(np.isnan(segment.width).all() and not any(segment.cost_minor) for segment in nothing)
    for none, both in zip(nothing, kept, strict=True):
        assert both.truth[-1] > none.truth[-1] + 0.02
        assert sum(both.cost_minor) > sum(both.calls) * 50


def test_the_same_seed_gives_the_same_year() -> None:
    first, again = (simulate(drills=True, actions=True, weeks=6, sizes=(250,)) for _ in range(2))
    assert first == again
