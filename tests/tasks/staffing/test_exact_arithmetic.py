"""The queues against 40-digit arithmetic written independently, by sums over the states."""

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.staffing.rules import precise
from tasks.staffing.rules.curves import least_agents_impatient, least_agents_patient
from tasks.staffing.rules.goals import Goal, least_agents, meets, served
from tasks.staffing.rules.margins import blended_aht, ramped_aht, scheduled, within_occupancy
from tasks.staffing.rules.queues import Overloaded, Stream, blocking, waiting_probability

mpmath.mp.dps = 40
loads = st.fractions(min_value=Fraction(1, 50), max_value=400, max_denominator=1000)
handling = st.fractions(min_value=10, max_value=900, max_denominator=10)
patience = st.fractions(min_value=5, max_value=2000, max_denominator=10)
targets = st.fractions(min_value=0, max_value=300, max_denominator=10)
levels = st.fractions(min_value=Fraction(1, 100), max_value=Fraction(999, 1000), max_denominator=1000)


def mp(value: Fraction) -> mpmath.mpf:
    return mpmath.mpf(value.numerator) / value.denominator


def exact_blocking(agents: int, erlangs: Fraction) -> mpmath.mpf:
    load = mp(erlangs)
    logs = agents * mpmath.log(load) - load - mpmath.loggamma(agents + 1)
    return mpmath.exp(logs) / mpmath.gammainc(agents + 1, load, mpmath.inf, regularized=True)


def exact_level(agents: int, stream: Stream, target_s: Fraction) -> mpmath.mpf:
    load = mp(stream.erlangs)
    lost = exact_blocking(agents, stream.erlangs)
    waits = lost / (1 - load / agents * (1 - lost))
    return 1 - waits * mpmath.exp(-(agents - load) * mp(target_s) / mp(stream.aht_s))


def exact_impatient(agents: int, stream: Stream, target_s: Fraction) -> tuple[mpmath.mpf, mpmath.mpf]:
    """Served within the target ÷ offered, and gave up ÷ offered, by integrals over the offered wait."""
    arrivals, leave = mp(stream.erlangs / stream.aht_s), 1 / mp(Fraction(stream.patience_s or 0))
    work = agents / mp(stream.aht_s)
    idle = 1 / exact_blocking(agents - 1, stream.erlangs) if agents > 1 else mpmath.mpf(1)

    def density(t: mpmath.mpf) -> mpmath.mpf:
        return arrivals * mpmath.exp(arrivals * -mpmath.expm1(-leave * t) / leave - work * t)

    horizon = mpmath.mpf(stream.patience_s or 0)
    far = [0, horizon / 8, horizon / 4, horizon / 2, horizon, 2 * horizon, 4 * horizon, mpmath.inf]
    waiting = mpmath.quad(density, far)
    kept = mpmath.quad(lambda t: density(t) * mpmath.exp(-leave * t), far)
    within = mpmath.quad(lambda t: density(t) * mpmath.exp(-leave * t), mpmath.linspace(0, mp(target_s), 5))
    return (idle + within) / (idle + waiting), (waiting - kept) / (idle + waiting)


@pytest.mark.parametrize("erlangs", [0.2, 1.0, 17.5, 180.0, 1000.0, 5000.0])
@pytest.mark.parametrize("share", [0.5, 0.95, 1.0, 1.05, 1.5])
def test_erlang_b_agrees_to_two_parts_in_ten_to_the_fourteen(erlangs: float, share: float) -> None:
    agents = max(1, round(erlangs * share))
    exact = exact_blocking(agents, Fraction(erlangs))
    assert abs(blocking(agents=agents, erlangs=erlangs) / exact - 1) < 2e-14


@settings(max_examples=60, deadline=None)
@given(loads, handling, targets, st.integers(1, 60))
def test_erlang_c_agrees_with_exact_arithmetic(
    erlangs: Fraction, aht_s: Fraction, target_s: Fraction, more: int
) -> None:
    agents, stream = math.floor(erlangs) + more, Stream(erlangs, aht_s)
    service = served(model="erlang_c", agents=agents, stream=stream, target_s=target_s)
    assert float(service.service_level or 0) == pytest.approx(float(exact_level(agents, stream, target_s)), abs=1e-11)
    digits = precise.precisely(lambda: precise.patient_level(agents, stream, target_s))
    assert abs(mpmath.mpf(str(digits)) - exact_level(agents, stream, target_s)) < mpmath.mpf(10) ** -30


@settings(max_examples=25, deadline=None)
@given(
    st.fractions(min_value=Fraction(1, 10), max_value=60, max_denominator=100),
    handling,
    patience,
    targets,
    st.integers(1, 80),
)
def test_erlang_a_agrees_with_the_integral_over_the_offered_wait(
    erlangs: Fraction, aht_s: Fraction, patience_s: Fraction, target_s: Fraction, agents: int
) -> None:
    stream = Stream(erlangs, aht_s, patience_s)
    level, gave_up = exact_impatient(agents, stream, target_s)
    service = served(model="erlang_a", agents=agents, stream=stream, target_s=target_s)
    assert service.service_level == pytest.approx(float(level), abs=1e-10)
    assert service.abandonment == pytest.approx(float(gave_up), abs=1e-10)
    assert service.asa_s == pytest.approx(float(gave_up) * float(patience_s), abs=1e-7)
    digits = precise.precisely(lambda: precise.impatient_level(agents, stream, target_s))
    assert float(digits) == pytest.approx(float(level), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(loads, handling, patience, targets, levels, st.sampled_from(["erlang_c", "erlang_a"]))
def test_least_number_meets_the_target_and_one_fewer_does_not(
    erlangs: Fraction, aht_s: Fraction, patience_s: Fraction, target_s: Fraction, level: Fraction, model: str
) -> None:
    stream, goal = Stream(erlangs, aht_s, patience_s), Goal(service_level=level, target_s=target_s)
    agents = least_agents(model=model, stream=stream, goal=goal)
    assert meets(model=model, agents=agents, stream=stream, goal=goal)
    assert agents == 1 or not meets(model=model, agents=agents - 1, stream=stream, goal=goal)


@settings(max_examples=40, deadline=None)
@given(loads, handling, patience, targets)
def test_more_agents_never_serve_worse(
    erlangs: Fraction, aht_s: Fraction, patience_s: Fraction, target_s: Fraction
) -> None:
    stream = Stream(erlangs, aht_s, patience_s)
    agents = math.floor(erlangs) + 1
    for model in ("erlang_c", "erlang_a"):
        few, many = (served(model=model, agents=n, stream=stream, target_s=target_s) for n in (agents, agents + 1))
        assert (many.service_level or 0) >= (few.service_level or 0) - 1e-12
        assert many.asa_s <= few.asa_s + 1e-9
        assert many.occupancy <= few.occupancy + 1e-12


@settings(max_examples=30, deadline=None)
@given(loads, handling, targets)
def test_endless_patience_is_erlang_c(erlangs: Fraction, aht_s: Fraction, target_s: Fraction) -> None:
    agents = math.floor(erlangs * Fraction(11, 10)) + 2
    c = served(model="erlang_c", agents=agents, stream=Stream(erlangs, aht_s), target_s=target_s)
    a = served(model="erlang_a", agents=agents, stream=Stream(erlangs, aht_s, aht_s * 10**7), target_s=target_s)
    assert a.service_level == pytest.approx(c.service_level, abs=1e-4)
    assert a.asa_s == pytest.approx(c.asa_s, rel=1e-3, abs=1e-4)


def test_a_goal_met_to_the_last_digit_counts_as_met() -> None:
    # One agent at 0.2 erlangs: exactly 80 % don't wait.
    stream = Stream(Fraction(2, 10), Fraction(60))
    exactly = Goal(service_level=Fraction(8, 10), target_s=Fraction(0))
    a_hair_more = Goal(service_level=Fraction(8, 10) + Fraction(1, 10**30), target_s=Fraction(0))
    assert least_agents(model="erlang_c", stream=stream, goal=exactly) == 1
    assert least_agents(model="erlang_c", stream=stream, goal=a_hair_more) == 2


def test_overload_is_refused_by_erlang_c_and_borne_by_erlang_a() -> None:
    with pytest.raises(Overloaded):
        waiting_probability(agents=10, erlangs=10)
    service = served(
        model="erlang_a",
        agents=10,
        stream=Stream(Fraction(100), Fraction(60), Fraction(60)),
        target_s=Fraction(5),
    )
    assert service.abandonment == pytest.approx(0.9, abs=1e-9)
    assert service.occupancy == pytest.approx(1.0, abs=1e-9)


def test_shrinkage_divides_exactly_and_rounds_up_once() -> None:
    assert scheduled(agents=14, shrinkage=Fraction(3, 10)) == 20  # floating point would say 21
    assert scheduled(agents=7, shrinkage=Fraction(3, 10)) == 10
    assert scheduled(agents=8, shrinkage=Fraction(3, 10)) == 12
    assert scheduled(agents=50, shrinkage=Fraction(0)) == 50


def test_occupancy_bound_is_exact() -> None:
    assert within_occupancy(erlangs=Fraction(85, 10), max_occupancy=Fraction(85, 100)) == 10


def test_a_ramp_lengthens_handling_and_does_not_divide_heads() -> None:
    normal, slow = Fraction(300), ramped_aht(aht_s=Fraction(300), pace=Fraction(1, 2))
    assert slow == 600
    goal = Goal(service_level=Fraction(8, 10), target_s=Fraction(20))
    experienced = least_agents(model="erlang_c", stream=Stream(Fraction(10), normal), goal=goal)
    new = least_agents(model="erlang_c", stream=Stream(Fraction(20), slow), goal=goal)
    assert experienced < new < 2 * experienced
    assert blended_aht(aht_s=Fraction(300), paces={Fraction(1): 3, Fraction(1, 2): 1}) == Fraction(300) * 4 / Fraction(
        7, 2
    )


def test_curve_of_many_intervals_equals_the_search_of_each() -> None:
    rng = np.random.default_rng(7)
    aht_s = np.round(rng.uniform(30, 900, 400), 1)
    calls = np.round(np.exp(rng.uniform(np.log(0.5), np.log(5000), 400)) * 1800 / aht_s, 2)
    for level, target, occupancy in [(0.8, 20, None), (0.9, 10, 0.85), (0.5, 0, None), (0.999, 120, 0.9)]:
        goal = Goal(
            Fraction(str(level)),
            Fraction(target),
            None,
            Fraction(str(occupancy)) if occupancy is not None else None,
        )
        found = least_agents_patient(calls=calls, aht_s=aht_s, interval_s=1800, goal=goal)
        for number, volume, handling_s in zip(found, calls, aht_s, strict=True):
            aht = Fraction(str(handling_s))
            stream = Stream(Fraction(str(volume)) * aht / 1800, aht)
            assert number == least_agents(model="erlang_c", stream=stream, goal=goal)


def test_interval_without_calls_needs_nobody() -> None:
    goal = Goal(service_level=Fraction(9, 10), target_s=Fraction(10))
    assert least_agents_patient(calls=[0, 5], aht_s=[180, 180], interval_s=1800, goal=goal)[0] == 0
    found = least_agents_impatient(calls=[0, 5], aht_s=[180, 180], interval_s=1800, patience_s=120, goal=goal)
    assert found[0] == 0
    assert found[1] > 0
