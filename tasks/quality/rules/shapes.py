"""What the inspector takes and gives: plain values, in characters of the text as it was stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction


class Role(StrEnum):
    """Who speaks. A system's own lines are kept and never judged."""

    AGENT = "agent"
    CUSTOMER = "customer"
    SYSTEM = "system"


class Severity(StrEnum):
    """The four severities of a wording rule, heaviest first."""

    RED_LINE = "red_line"
    PROHIBITED = "prohibited"
    HIGH_RISK = "high_risk"
    SENSITIVE = "sensitive"


ALERTING = frozenset({Severity.RED_LINE, Severity.PROHIBITED})
WEIGHT_OF_SEVERITY = {s: n for n, s in enumerate(reversed(Severity))}


class Group(StrEnum):
    """The three groups of the score."""

    SERVICE = "service"
    SALES = "sales"
    OTHER = "other"


class StepState(StrEnum):
    """How a required step went."""

    DONE = "done"
    OUT_OF_ORDER = "out_of_order"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn. ``at`` is aware or absent; texts are as stored, after masking."""

    role: Role
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one turn: ``turn`` counts from 0, ``start`` and ``end`` (exclusive) are its characters."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording rule met its words at a place. ``word`` is the rule's, not the speaker's spelling."""

    rule: str
    severity: Severity
    group: Group
    word: str
    place: Place


@dataclass(frozen=True, slots=True)
class StepResult:
    """One required step; ``place`` is where it was found, if it was."""

    step: str
    group: Group
    state: StepState
    place: Place | None


@dataclass(frozen=True, slots=True)
class TimingResult:
    """One response time in seconds against its limit; ``seconds`` is None where the times don't tell."""

    measure: str
    group: Group
    seconds: int | None
    limit: int
    turn: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """What a group's score is made of: ``value`` 0 to 1, counted ``weight`` times."""

    code: str
    group: Group
    value: Fraction
    weight: int


@dataclass(frozen=True, slots=True)
class Score:
    """0 to 100, two decimals in ``total``; None where nothing applied. ``groups`` holds each group's 0 to 1
    and its
    share of the total after the absent groups dropped out."""

    total: Fraction | None
    groups: dict[Group, tuple[Fraction, Fraction]]
    items: tuple[Item, ...]
    red_line: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything the inspector says about one conversation."""

    hits: tuple[Hit, ...]
    steps: tuple[StepResult, ...]
    timings: tuple[TimingResult, ...]
    score: Score
    digest: str
    truncated: bool
    topic: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one conversation may hold before it is refused; beyond the hits, the rest is only counted."""

    turns: int = 5_000
    turn_characters: int = 200_000
    characters: int = 2_000_000
    hits_per_rule_and_turn: int = 20
    hits: int = 1_000


class InspectionError(ValueError):
    """The input can't be judged. ``code`` is stable, ``where`` points at the place in the input."""

    code = "inspection"

    def __init__(self, reason: str, *, where: str = "") -> None:
        super().__init__(reason)
        self.where = where


class ConversationTooLarge(InspectionError):
    """More turns or characters than the bounds allow."""

    code = "conversation_too_large"


class TurnTooLong(InspectionError):
    """One turn is longer than the bounds allow."""

    code = "turn_too_long"


class TimesBroken(InspectionError):
    """Times of the turns run backwards, or some carry a zone and others don't."""

    code = "times_broken"


class ConversationEmpty(InspectionError):
    """No turn, or no turn of an agent or a customer."""

    code = "conversation_empty"


class RuleSetInvalid(InspectionError):
    """A rule set's data is not what ``ruleset`` describes."""

    code = "rule_set_invalid"
