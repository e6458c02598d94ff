"""The growth log as sentences: one line per kind of entry, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talentpool.agents.models import Agent, Skill
from talentpool.growth.models import Entry
from talentpool.growth.rules import Need
from talentpool.growth.states import Capability, EntryKind
from talentpool.kernel.charts import Bar
from talentpool.kernel.fields import LocalizedText
from talentpool.kernel.formats import count, moment_words, percent
from talentpool.kernel.money import Money

TONES: dict[str, str] = {
    EntryKind.NO_SHOW: "person",
    EntryKind.RED_LINE: "person",
    EntryKind.CERTIFIED: "ready",
    EntryKind.ENTERED_POOL: "ready",
    EntryKind.LEVEL: "growth",
    EntryKind.BACKBONE: "growth",
    EntryKind.SHIFT: "ready",
    EntryKind.EARNED: "info",
}
SENTENCES: dict[str, Any] = {
    EntryKind.GATE: _("%(gate)s: %(score).0f points"),
    EntryKind.PRACTICE: _("%(right)s of %(contacts)s customers answered well"),
    EntryKind.LESSON: _("Read for %(minutes)s minutes"),
    EntryKind.EXAM: _("%(part)s: %(score).0f points"),
    EntryKind.SHIFT: _("%(minutes)s minutes worked"),
    EntryKind.INSPECTED: _("Score %(score).0f of 100"),
    EntryKind.COACHING: _("%(kept)s of %(promises)s commitments kept"),
    EntryKind.FEEDBACK: _("%(stars)s of 5 stars"),
    EntryKind.LEVEL: pgettext_lazy("growth", "Level %(from)s to level %(to)s"),
}
# Codes that rooms further down put into a payload, in words; an unknown one is shown as it is.
CODES = {
    "kit": _("Kit check"),
    "voice": _("Voice test"),
    "written": _("Written test"),
    "typing": _("Typing test"),
    "grammar": _("Grammar test"),
    "situational": _("Situational test"),
    "security": _("Security awareness"),
    "interview": _("Interview"),
    "oral": _("Oral"),
    "system": _("System operation"),
    "conduct": _("Conduct in training"),
}
FILTERS = {
    "work": (EntryKind.SHIFT, EntryKind.NO_SHOW, EntryKind.EARNED, EntryKind.DRILL),
    "learning": (EntryKind.LESSON, EntryKind.EXAM, EntryKind.PRACTICE, EntryKind.CERTIFIED, EntryKind.COACHING),
    "quality": (EntryKind.INSPECTED, EntryKind.RED_LINE, EntryKind.FEEDBACK),
    "path": (
        EntryKind.APPLIED,
        EntryKind.GATE,
        EntryKind.ADMITTED,
        EntryKind.ENTERED_POOL,
        EntryKind.LEVEL,
        EntryKind.BACKBONE,
    ),
}
FILTER_NAMES = {"work": _("Work"), "learning": _("Learning"), "quality": _("Quality"), "path": _("Path")}

NEED_NAMES = {
    "shifts": _("Shifts worked"),
    "hours": _("Hours worked"),
    "on_time": _("On time"),
    "quality": _("Mean quality score"),
    "lessons": _("Lessons read"),
}


def need_words(name: str, value: float) -> str:
    """A need's number as people read it: a share in percent, everything else as it is."""
    return percent(value) if name == "on_time" else count(round(value, 1))


def sentence(entry: Entry) -> str:
    """What one entry says beyond its kind; empty where the kind says it all."""
    if entry.kind == EntryKind.EARNED and "minor" in entry.payload:
        return str(Money(entry.payload["minor"], entry.payload.get("currency", "CNY")))
    if entry.kind == EntryKind.CERTIFIED and "skill" in entry.payload:
        skill = Skill.objects.filter(code=entry.payload["skill"]).first()
        return str(skill or entry.payload["skill"])
    if entry.kind == EntryKind.CORRECTION and entry.payload.get("void"):
        return str(_("Taken back: it counts for nothing"))
    pattern = SENTENCES.get(entry.kind)
    try:
        return str(pattern) % _in_words(entry.payload) if pattern else ""
    except (KeyError, TypeError, ValueError):
        return ""


def _in_words(payload: dict[str, Any]) -> dict[str, Any]:
    return {key: CODES.get(value, value) if isinstance(value, str) else value for key, value in payload.items()}


def lines(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries for the page: kind in words, sentence, tone, when, and whether each was corrected."""
    names = {value: str(label) for value, label in EntryKind.choices}
    return [
        {
            "kind": names[entry.kind],
            "text": sentence(entry),
            "tone": TONES.get(entry.kind, "plain"),
            "at": entry.occurred_at.isoformat(),
            "when": moment_words(entry.occurred_at),
            "corrected": bool(getattr(entry, "was_corrected", False)),
        }
        for entry in entries
    ]


def need_line(need: Need) -> dict[str, Any]:
    """One need of the next level for the page: its name, have and need in words, and the numbers for the bar."""
    name = NEED_NAMES.get(need.name, need.name)
    have, wanted = need_words(need.name, need.have), need_words(need.name, need.need)
    text = _("%(have)s of %(need)s") % {"have": have, "need": wanted}
    return {"name": name, "met": need.met, "have": need.have, "need": need.need, "text": text}


def missing_words(one: dict[str, Any]) -> str:
    """What a level asks for and she has not, as kept in a proposal."""
    have, need = need_words(one["name"], float(one["have"])), need_words(one["name"], float(one["need"]))
    return f"{NEED_NAMES.get(one['name'], one['name'])}: {have} / {need}"


def level_line(level: dict[str, Any]) -> dict[str, Any]:
    """One level of the rulebook for the page."""
    asked = [f"{NEED_NAMES.get(n, n)} ≥ {need_words(n, float(v))}" for n, v in level.get("needs", {}).items()]
    return {"level": level["level"], "name": str(LocalizedText(level.get("name", {}))), "asked": " · ".join(asked)}


def capability_name(code: str) -> str:
    """A capability's name in the reader's language."""
    return str(Capability(code).label) if code in Capability.values else code


def standing(levels: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """How many of the reserve stand on each level; one query."""
    counted = dict(Agent.objects.in_reserve().order_by().values_list("level").annotate(people=Count("pk")))
    names = [(int(level["level"]), LocalizedText(level["name"])) for level in levels]
    return [Bar(f"{number}. {name}", counted.get(number, 0)) for number, name in names]
