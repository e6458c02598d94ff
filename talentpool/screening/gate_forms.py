"""A gate's settings as a recruiter sets them: a field for each thing its kind needs, kept as one dict."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.agents.kit_words import LABELS, YES_NO
from talentpool.agents.rules.kit import AT_MOST, LIMITS
from talentpool.kernel.localized import LocalizedFormField
from talentpool.screening.models import Gate
from talentpool.screening.states import GateKind

PROMPTS = 4
TESTS = (GateKind.WRITTEN, GateKind.GRAMMAR, GateKind.SITUATIONAL, GateKind.SECURITY)
LANGUAGES = (("", _("the applicant's own")), ("zh-hans", "中文"), ("en", "English"))


class GateSettingsForm(forms.Form):
    """The settings of one gate; each kind has its own fields. ``settings`` is what the gate then keeps.

    What is left empty is not kept: the house's own value holds, and goes on holding when the house changes it.
    """

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: dict[str, Any] = dict(gate.settings or {})
        self.kind = gate.kind
        if self.kind == GateKind.KIT:
            self._limits()
        if self.kind == GateKind.VOICE:
            self._number("takes", _("Takes of each recording"), 1, 20, 5)
            self._prompts()
        if self.kind in (GateKind.VOICE, GateKind.INTERVIEW):
            self._number("raters", _("Scorecards that make a result"), 1, 5, 1)
        if self.kind in (*TESTS, GateKind.TYPING):
            self._number("minutes", _("Minutes for a test"), 1, 180, 15)
        if self.kind == GateKind.TYPING:
            self._number("goal", _("Signs a minute that give full marks (Chinese), or words (English)"), 5, 300, None)
            self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
            self.initial["language"] = self.kept.get("language", "")

    def _number(self, name: str, label: Any, least: int, most: int, usual: int | None) -> None:
        hint = _("Empty: %(usual)s") % {"usual": usual} if usual else _("Empty: the house's own")
        self.fields[name] = forms.IntegerField(
            label=label, min_value=least, max_value=most, required=False, help_text=hint
        )
        self.initial[name] = self.kept.get(name)

    def _limits(self) -> None:
        own = self.kept.get("limits", {})
        for key, usual in LIMITS.items():
            label, unit = str(LABELS[key][0]), LABELS[key][1]
            if key in YES_NO:
                self.fields[key] = forms.BooleanField(label=label, required=False)
                self.initial[key] = bool(own.get(key, usual))
                continue
            bound = _("At most %(usual)s %(unit)s") if key in AT_MOST else _("At least %(usual)s %(unit)s")
            told = _("Empty: %(usual)s. 0: does not matter.") % {"usual": bound % {"usual": f"{usual:g}", "unit": unit}}
            self.fields[key] = forms.FloatField(
                label=label, min_value=0, max_value=100_000, required=False, help_text=told
            )
            self.initial[key] = own.get(key)

    def _prompts(self) -> None:
        own = self.kept.get("prompts", [])
        for place in range(PROMPTS):
            one = own[place] if place < len(own) else {}
            self.fields[f"title{place}"] = LocalizedFormField(label=_("Title"), required=False)
            self.fields[f"text{place}"] = LocalizedFormField(label=_("What is read or answered"), required=False)
            self.fields[f"read{place}"] = forms.BooleanField(label=_("Is read aloud, word by word"), required=False)
            self.initial.update({f"{part}{place}": one.get(part) for part in ("title", "text", "read")})

    def prompts(self) -> list[list[forms.BoundField]]:
        """The fields of each prompt, for the page."""
        places = range(PROMPTS) if "title0" in self.fields else range(0)
        return [[self[f"{part}{place}"] for part in ("title", "text", "read")] for place in places]

    def plain(self) -> list[forms.BoundField]:
        """All other fields."""
        mine = {field.html_name for row in self.prompts() for field in row}
        return [field for field in self if field.html_name not in mine]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for place in range(PROMPTS if "title0" in self.fields else 0):
            for part in ("title", "text"):
                texts, other = (
                    given.get(f"{part}{place}") or {},
                    given.get(f"title{place}") or given.get(f"text{place}"),
                )
                if other and len(texts) < 2:
                    self.add_error(f"{part}{place}", _("Write it in both languages."))
        return given

    def settings(self) -> dict[str, Any]:
        """The whole dict; what no field of this kind stands for stays as it was."""
        given = self.cleaned_data
        found = {**self.kept, **{name: given[name] for name in _single(given)}}
        makers: dict[str, Callable[[], Any]] = {"limits": self._own_limits, "prompts": self._own_prompts}
        for name, kind in (("limits", GateKind.KIT), ("prompts", GateKind.VOICE)):
            if self.kind == kind:
                found[name] = makers[name]()
        return {name: value for name, value in found.items() if value not in (None, "", {}, [])}

    def _own_limits(self) -> dict[str, float]:
        given = {key: self.cleaned_data[key] for key in LIMITS if self.cleaned_data[key] is not None}
        return {key: float(value) for key, value in given.items() if float(value) != LIMITS[key]}

    def _own_prompts(self) -> list[dict[str, Any]]:
        given, before = self.cleaned_data, self.kept.get("prompts", [])
        return [
            {
                "key": before[place]["key"] if place < len(before) else f"own{place + 1}",
                "title": given[f"title{place}"],
                "text": given[f"text{place}"],
                "read": given[f"read{place}"],
            }
            for place in range(PROMPTS)
            if given[f"title{place}"]
        ]


def _single(given: dict[str, Any]) -> list[str]:
    return [name for name in ("minutes", "takes", "raters", "goal", "language") if name in given]
