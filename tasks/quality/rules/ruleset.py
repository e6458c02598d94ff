"""A client's rules as data, and as values.

The data is one JSON object::

    {"format": 1, "name": {"en": ..., "zh-hans": ...}, "source": "where the words come from",
     "negations": ["不", ...], "negation_exceptions": ["是不是", ...], "quotation_cues": ["您说", ...],
     "wording": [{"code", "name", "severity", "group", "words": [...],
                  "role"?: "agent", "allow"?: [...], "needs"?: CONTEXT, "unless"?: CONTEXT,
                  "negation"?: "drop" | "keep", "quotation"?: "drop" | "keep", "advice"?: {...},
                  "signal"?: "complaint" | "repeat" | "media" | "cancellation" | "danger", "promise"?: true,
                  "capability"?: ...}],
     "topics"?: [{"code", "name", "words": [...]}],
     "steps": [{"code", "name", "group", "words": [...], "role"?, "applies"?: {"role", "words"},
                "within_first"?: turns, "within_last"?: turns, "weight"?: 1, "capability"?: ...}],
     "timings": [{"measure": "first_answer" | "longest_silence" | "total", "limit_s", "group"?, "weight"?}],
     "scoring": {"deductions": {severity: "0.5"}, "wording_weight": 2, "out_of_order": "0.5",
                 "groups": {"service": 40, "sales": 40, "other": 20}}}

CONTEXT is ``{"words": [...], "within": characters, "where"?: "around" | "before" | "after" | "turn"}``:
"before" and "after" stay inside the clause, "around" and "turn" inside the turn. A word with Latin letters
at its edge matches whole words only. Words with "…" between them are a chain: "好评…返/送" is 好评 and, at
most ``GAP`` folded characters later in the same sentence, 返 or 送. Steps stand in the order they should
happen. A rule about the customer's words costs the agent nothing; its ``signal`` warns. A topic is what the
customer came about: the one whose words come up most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from tasks.quality.rules.folding import fold_word
from tasks.quality.rules.ordinary import commonness
from tasks.quality.rules.reading import Reader
from tasks.quality.rules.shapes import Group, Role, RuleSetInvalid, Severity

Localized = Mapping[str, str]
Where = Literal["around", "before", "after", "turn"]
MEASURES = ("first_answer", "longest_silence", "total")
GAP = 12
GAP_MARK = "…"
_EXPECTED = 20  # times in 100,000 characters, of a word that a step or a topic wants to hear
SIGNALS = ("complaint", "repeat", "media", "cancellation", "danger")
CAPABILITIES = ("reception", "service", "pre_sale", "after_sale", "product")


@dataclass(frozen=True, slots=True)
class Context:
    """Words looked for near a hit, within so many folded characters of it."""

    words: tuple[str, ...]
    within: int
    where: Where


@dataclass(frozen=True, slots=True)
class Chain:
    """Words that follow each other with a gap; each link is one of several. ``written``: as it stands in the list.

    ``anchor``: the link that is looked for first, the one whose words are rarest in service talk.
    ``firsts``, ``lasts``: the words of each link by the character they begin and end with, each with its place in it.
    """

    written: str
    links: tuple[tuple[str, ...], ...]
    anchor: int
    firsts: tuple[Mapping[str, Sequence[tuple[int, str]]], ...]
    lasts: tuple[Mapping[str, Sequence[tuple[int, str]]], ...]


@dataclass(frozen=True, slots=True)
class WordingRule:
    """Words that must not be said, and when saying them is harmless."""

    code: str
    name: Localized
    severity: Severity
    group: Group
    role: Role
    words: tuple[str, ...]
    chains: tuple[Chain, ...]
    allow: tuple[str, ...]
    needs: Context | None
    unless: Context | None
    drops_negated: bool
    drops_quoted: bool
    advice: Localized
    capability: str
    signal: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What a customer can come about."""

    code: str
    name: Localized
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applies:
    """A step is due only where this role says one of these words."""

    role: Role
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step the agent has to take."""

    code: str
    name: Localized
    group: Group
    role: Role
    words: tuple[str, ...]
    applies: Applies | None
    within_first: int | None
    within_last: int | None
    weight: int
    capability: str


@dataclass(frozen=True, slots=True)
class TimingRule:
    """A response time and its limit in seconds."""

    measure: str
    limit_s: int
    group: Group
    weight: int


@dataclass(frozen=True, slots=True)
class Scoring:
    """How hits, steps and times become a number."""

    deductions: Mapping[Severity, Fraction]
    wording_weight: int
    out_of_order: Fraction
    groups: Mapping[Group, int]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything a conversation is judged by. ``agents_rules``: rules about the agent's words, with their group."""

    name: Localized
    wording: tuple[WordingRule, ...]
    topics: tuple[Topic, ...]
    steps: tuple[StepRule, ...]
    timings: tuple[TimingRule, ...]
    scoring: Scoring
    negations: tuple[str, ...]
    negation_exceptions: tuple[str, ...]
    quotation_cues: tuple[str, ...]
    agents_rules: Mapping[str, Group]


def read_rule_set(data: object) -> RuleSet:
    """Check a rule set's data and make it a value.

    Raises RuleSetInvalid with the path of the first thing that is wrong, such as ``wording[3].severity``.
    """
    top = Reader.of(data, path="")
    if top.whole("format", least=1, most=1) != 1:
        raise RuleSetInvalid("Only format 1 is known.", where="format")
    steps, topics = tuple(_step(r) for r in top.objects("steps")), tuple(_topic(r) for r in top.objects("topics"))
    expected = frozenset(word for words in (*(s.words for s in steps), *(t.words for t in topics)) for word in words)
    wording = tuple(_wording(r, expected) for r in top.objects("wording"))
    rules = RuleSet(
        name=top.localized("name"),
        wording=wording,
        topics=topics,
        steps=steps,
        timings=tuple(_timing(r) for r in top.objects("timings")),
        scoring=_scoring(top.object("scoring")),
        negations=tuple(sorted(_folded(top.words("negations", optional=True)), key=len, reverse=True)),
        negation_exceptions=_folded(top.words("negation_exceptions", optional=True)),
        quotation_cues=_folded(top.words("quotation_cues", optional=True)),
        agents_rules={r.code: r.group for r in wording if r.role is Role.AGENT},
    )
    _refuse_twice("wording", [r.code for r in rules.wording])
    _refuse_twice("topics", [t.code for t in rules.topics])
    _refuse_twice("steps", [r.code for r in rules.steps])
    _refuse_twice("timings", [r.measure for r in rules.timings])
    return rules


def _wording(reader: Reader, expected: frozenset[str]) -> WordingRule:
    return WordingRule(
        code=reader.code("code"),
        name=reader.localized("name"),
        severity=Severity(reader.one_of("severity", tuple(Severity))),
        group=Group(reader.one_of("group", tuple(Group))),
        role=Role(reader.one_of("role", ("agent", "customer"), default="agent")),
        words=_folded([w for w in reader.words("words") if GAP_MARK not in w]),
        chains=_chains(reader, expected),
        allow=_folded(reader.words("allow", optional=True)),
        needs=_context(reader, "needs"),
        unless=_context(reader, "unless"),
        drops_negated=reader.one_of("negation", ("drop", "keep"), default="keep") == "drop",
        drops_quoted=reader.one_of("quotation", ("drop", "keep"), default="drop") == "drop",
        advice=reader.localized("advice", optional=True),
        capability=reader.one_of("capability", CAPABILITIES, default="service"),
        signal=_signal(reader),
    )


def _chains(reader: Reader, expected: frozenset[str]) -> tuple[Chain, ...]:
    """The entries with a gap, each link folded. ``expected``: what steps and topics want to hear.

    Raises RuleSetInvalid for a link without words.
    """
    found = []
    for place, word in enumerate(reader.words("words")):
        if GAP_MARK in word:
            links = tuple(_folded(link.split("/")) for link in word.split(GAP_MARK))
            if not all(links):
                raise RuleSetInvalid("Words are expected on both sides of …", where=f"{reader.path}.words[{place}]")
            met = [sum(max(commonness(w), _EXPECTED if w in expected else 0) for w in link) for link in links]
            firsts, lasts = (tuple(_by_edge(link, edge) for link in links) for edge in (0, -1))
            found.append(Chain(word.strip(), links, met.index(min(met)), firsts, lasts))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _by_edge(link: tuple[str, ...], edge: int) -> dict[str, list[tuple[int, str]]]:
    """Shared by all rule sets that hold the same link, as versions of one do."""
    found: dict[str, list[tuple[int, str]]] = {}
    for place, word in enumerate(link):
        found.setdefault(word[edge], []).append((place, word))
    return found


def _signal(reader: Reader) -> str:
    signal = reader.one_of("signal", (*SIGNALS, ""), default="")
    if signal and reader.one_of("role", ("agent", "customer"), default="agent") != "customer":
        raise RuleSetInvalid("Only a customer's words are a signal.", where=f"{reader.path}.signal")
    return signal


def _topic(reader: Reader) -> Topic:
    return Topic(reader.code("code"), reader.localized("name"), _folded(reader.words("words")))


def _context(reader: Reader, key: str) -> Context | None:
    if not reader.has(key):
        return None
    inner = reader.object(key)
    where: Where = inner.one_of("where", ("around", "before", "after", "turn"), default="around")  # type: ignore[assignment]
    return Context(_folded(inner.words("words")), inner.whole("within", least=0, most=200, default=12), where)


def _step(reader: Reader) -> StepRule:
    applies = reader.object("applies") if reader.has("applies") else None
    return StepRule(
        code=reader.code("code"),
        name=reader.localized("name"),
        group=Group(reader.one_of("group", tuple(Group))),
        role=Role(reader.one_of("role", ("agent", "customer"), default="agent")),
        words=_folded(reader.words("words")),
        applies=None
        if applies is None
        else Applies(Role(applies.one_of("role", ("agent", "customer"))), _folded(applies.words("words"))),
        within_first=reader.whole("within_first", least=1, most=5_000) if reader.has("within_first") else None,
        within_last=reader.whole("within_last", least=1, most=5_000) if reader.has("within_last") else None,
        weight=reader.whole("weight", least=1, most=100, default=1),
        capability=reader.one_of("capability", CAPABILITIES, default="service"),
    )


def _timing(reader: Reader) -> TimingRule:
    return TimingRule(
        measure=reader.one_of("measure", MEASURES),
        limit_s=reader.whole("limit_s", least=1, most=7 * 86_400),
        group=Group(reader.one_of("group", tuple(Group), default="other")),
        weight=reader.whole("weight", least=1, most=100, default=1),
    )


def _scoring(reader: Reader) -> Scoring:
    deductions, groups = reader.object("deductions"), reader.object("groups")
    return Scoring(
        deductions={s: deductions.share(s) for s in Severity},
        wording_weight=reader.whole("wording_weight", least=1, most=100),
        out_of_order=reader.share("out_of_order"),
        groups={g: groups.whole(g, least=1, most=100) for g in Group},
    )


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    """Folded, without the empty and the repeated, in the order given."""
    return tuple(dict.fromkeys(w for w in (fold_word(word) for word in words) if w))


def _refuse_twice(where: str, codes: Sequence[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise RuleSetInvalid(f"{code!r} stands there twice.", where=where)
        seen.add(code)
