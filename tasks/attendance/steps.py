"""The one-tap steps about a gap, each with what it is expected to do; computed on demand and kept for a minute."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from accounts.models import User
from talentpool.kernel.formats import count, money, percent
from tasks.attendance import actions
from tasks.attendance.models import AttendancePolicy, Intervention
from tasks.attendance.states import StepKind
from tasks.dispatch.cockpit import effect_of_wave
from tasks.dispatch.coverage import uncovered
from tasks.dispatch.models import Standby
from tasks.dispatch.states import StandbyState
from tasks.orders.models import Order

KEPT_SECONDS = 60


@dataclass(frozen=True)
class PossibleStep:
    """kind: a StepKind. words: what it does. effect: what is expected of it. expected: the same in figures."""

    kind: str
    words: str
    effect: str
    expected: dict[str, Any]
    possible: bool = True


def possible_steps(order: Order, at: datetime) -> list[PossibleStep]:
    """Another wave, a bonus with a wave, standby, hubs. What can do nothing is shown as that."""
    lacking = uncovered(order=order, at=at)
    key = f"steps:{order.pk}:{sum(seats for _shift, seats in lacking)}:{int(at.timestamp()) // KEPT_SECONDS}"
    known = cache.get(key)
    if known is None:
        known = _figures(order, at, [shift.pk for shift, _seats in lacking])
        cache.set(key, known, KEPT_SECONDS)
    minor = AttendancePolicy.current().bonus_step_minor
    words = {
        StepKind.WAVE: _("Another wave"),
        StepKind.BONUS: _("+%(pay)s an hour, and a wave") % {"pay": money(minor)},
        StepKind.STANDBY: _("Call standby"),
        StepKind.HUB: _("Ask the hubs' people"),
    }
    return [_step(kind, str(words[kind]), known[kind.value]) for kind in StepKind]


def _figures(order: Order, at: datetime, shifts: list[int]) -> dict[str, dict[str, Any]]:
    bonus = AttendancePolicy.current().bonus_step_minor
    waiting = Standby.objects.filter(shift__in=shifts, state=StandbyState.WAITING).count()
    return {
        StepKind.WAVE.value: asdict(effect_of_wave(order, at)),
        StepKind.BONUS.value: asdict(effect_of_wave(order, at, bonus_minor=bonus)),
        StepKind.STANDBY.value: {"waiting": waiting},
        StepKind.HUB.value: asdict(effect_of_wave(order, at, only_hubs=True)),
    }


def _step(kind: StepKind, words: str, expected: dict[str, Any]) -> PossibleStep:
    if kind == StepKind.STANDBY:
        waiting = expected["waiting"]
        effect = _("%(n)s stand by, paid") % {"n": count(waiting)} if waiting else _("nobody stands by")
        return PossibleStep(kind.value, words, effect, expected, bool(waiting))
    if not expected["offers"]:
        return PossibleStep(kind.value, words, _("nobody left to ask"), expected, False)
    places = {
        "n": count(expected["offers"]),
        "yes": f"{expected['expected_yes']:.1f}",
        "p": percent(expected["probability"]),
    }
    effect = _("+%(n)s people, about %(yes)s yes, full with %(p)s") % places
    return PossibleStep(kind.value, words, effect, expected)


DO: dict[str, Callable[..., Intervention]] = {
    StepKind.WAVE.value: actions.send_another_wave,
    StepKind.BONUS.value: actions.raise_bonus,
    StepKind.STANDBY.value: actions.call_standbys,
    StepKind.HUB.value: actions.call_hubs,
}


def take_step(order: Order, kind: str, *, at: datetime, by: User) -> Intervention | None:
    """Do it, keeping what was shown; None for a kind that is none."""
    chosen = next((one for one in possible_steps(order, at) if one.kind == kind), None)
    return DO[kind](order=order, by=by, expected=chosen.expected) if chosen else None
