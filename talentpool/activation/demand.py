"""``Demand``: what is asked of the pool, as a plain value. Knows no order."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Slot:
    """``seats`` people from ``starts_at`` to ``ends_at`` (UTC, half-open), for ``pay_minor`` an hour.

    channels: all of them are served in this slot, one after the other; empty means the demand's own.
    """

    starts_at: datetime
    ends_at: datetime
    seats: int
    pay_minor: int
    ref: str = ""
    channels: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass(frozen=True)
class Demand:
    """What some work needs of whoever does it, and when.

    skill_id: ``agents.Skill``. languages: (ISO code, least level). kind: "" for both. client_id: whose
    blocks, favourites and consents count. exclude_holds_of: the ref of the order that asks, whose own hold
    does not count.
    """

    skill_id: int
    channel: str
    language: str
    slots: tuple[Slot, ...]
    client_id: int
    kind: str = ""
    language_level: int = 3
    channel_level: int = 1
    hub_required: bool = False
    demanding: bool = False
    exclude_holds_of: str = ""
    certificates: tuple[int, ...] = field(default=())

    def channels_of(self, slot: Slot) -> tuple[str, ...]:
        """What whoever takes the slot must be able and willing to serve."""
        return slot.channels or (self.channel,)

    def channel_of(self, slot: Slot) -> str:
        """The slot's first channel: the one its people are counted under."""
        return self.channels_of(slot)[0]
