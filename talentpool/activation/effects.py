"""Does what we do for sleepers work: did they answer again, by kind of action, against those nothing was done for?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from talentpool.activation.models import Settings
from talentpool.activation.rules.wilson import Share, difference, wilson
from talentpool.activation.states import FreshAction

EFFECTS = (Path(__file__).parent / "sql" / "effects.sql").read_text()
LOOK_BACK = timedelta(days=270)
NOTHING = "nothing"


@dataclass(frozen=True)
class Effect:
    """One kind of action (or "nothing"). sleepers: how many it was done for; again: of those asked since, who answered.

    against: the difference to those nothing was done for, with its 95 % interval. People were not drawn by lot, so it
    is a comparison and no proof.
    """

    action: str
    sleepers: int
    again: Share | None
    against: tuple[float, float, float] | None

    @property
    def label(self) -> str:
        return str(FreshAction(self.action).label) if self.action in FreshAction.values else ""

    @property
    def shown(self) -> bool:
        """Whether the interval of the difference leaves out 0."""
        return self.against is not None and (self.against[1] > 0 or self.against[2] < 0)


def effects(*, at: datetime) -> list[Effect]:
    """Every kind of action and "nothing" last, over nine months."""
    days = Settings.current().effect_days
    with connection.cursor() as cursor:
        cursor.execute(EFFECTS, {"since": at - LOOK_BACK, "until": at - timedelta(days=days), "days": days})
        rows = {kind: (sleepers, asked, answered) for kind, sleepers, asked, answered in cursor.fetchall()}
    control = _share(rows, NOTHING)
    return [_effect(rows, action, control) for action in (*FreshAction.values, NOTHING)]


def _share(rows: dict[str, tuple[int, int, int]], kind: str) -> Share | None:
    _sleepers, asked, answered = rows.get(kind, (0, 0, 0))
    return wilson(yes=answered, sample=asked)


def _effect(rows: dict[str, tuple[int, int, int]], action: str, control: Share | None) -> Effect:
    again = _share(rows, action)
    against = None
    if action != NOTHING and again is not None and control is not None:
        against = difference(now=again, before=control)
    return Effect(str(action), rows.get(action, (0, 0, 0))[0], again, against)
