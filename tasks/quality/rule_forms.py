"""A rule set on paper: what an analyst fills in, and the engine's data it becomes. No code is needed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Client
from talentpool.agents.states import Channel
from talentpool.growth.states import Capability
from tasks.quality.models import RuleSet
from tasks.quality.rules import editing
from tasks.quality.states import Group, Severity

SPEAKERS = [("agent", _("The agent")), ("customer", _("The customer"))]
SIGNALS = [
    ("", _("None: it is about the agent's words")),
    ("complaint", _("A complaint is coming")),
    ("repeat", _("Contact again about the same")),
    ("media", _("Media or an authority named")),
    ("cancellation", _("About to leave")),
    ("danger", _("Somebody may be in danger")),
]
PLACES = [
    ("around", _("Near it, before or after")),
    ("before", _("Before it, in the same clause")),
    ("after", _("After it, in the same clause")),
    ("turn", _("Anywhere in the same turn")),
]
KEEP_OR_DROP = {"negation": _("Said with a “not” before it is harmless"), "quotation": _("Quoting is harmless")}
_ROWS = forms.Textarea(attrs={"rows": 6})
_FEW = forms.Textarea(attrs={"rows": 3})


def lines(text: str) -> list[str]:
    """One entry a line, each once, in the order written."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _in_lines(words: Any) -> str:
    return "\n".join(words or [])


class NewRuleSetForm(forms.Form):
    """For whom, and what to begin with."""

    client = forms.ModelChoiceField(
        label=_("Client"),
        queryset=Client.objects.none(),
        required=False,
        empty_label=_("Every client without own rules"),
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("", _("Every channel")), *Channel.choices], required=False
    )
    base = forms.ChoiceField(label=_("Begin with"), widget=forms.RadioSelect, initial="force")

    def __init__(self, *args: Any, clients: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["client"]
        field.queryset = clients
        choice: Any = self.fields["base"]
        choice.choices = [
            ("force", _("What judges them now")),
            ("starter", _("The starter set of the product")),
            ("empty", _("Nothing")),
        ]


class PieceForm(forms.Form):
    """The names that a rule, a step and a topic share."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)

    def names(self) -> dict[str, str]:
        return {"en": self.cleaned_data["name_en"], "zh-hans": self.cleaned_data["name_zh"]}

    @staticmethod
    def name_values(one: Mapping[str, Any]) -> dict[str, Any]:
        return {"name_zh": one["name"]["zh-hans"], "name_en": one["name"]["en"]}


class WordingForm(PieceForm):
    """Words that must not be said (or that warn), and when saying them is harmless."""

    severity = forms.ChoiceField(label=_("Severity"), choices=Severity.choices, widget=forms.RadioSelect)
    group = forms.ChoiceField(label=_("Group"), choices=Group.choices)
    role = forms.ChoiceField(label=_("Who says it"), choices=SPEAKERS)
    signal = forms.ChoiceField(label=_("What it warns of"), choices=SIGNALS, required=False)
    promise = forms.BooleanField(label=_("This is a promise nobody may give"), required=False)
    capability = forms.ChoiceField(label=_("Capability"), choices=Capability.choices)
    words = forms.CharField(label=_("Words, one a line"), widget=_ROWS, max_length=200_000)
    allow = forms.CharField(
        label=_("Allowed phrases, one a line"), widget=_FEW, required=False, max_length=100_000,
        help_text=_("A hit inside one of these is none: “万能的遥控” for “万能的”."),
    )  # fmt: skip
    needs_words = forms.CharField(label=_("Counts only beside one of these"), widget=_FEW, required=False)
    needs_where = forms.ChoiceField(label=_("Where they stand"), choices=PLACES, required=False)
    needs_within = forms.IntegerField(
        label=_("Within characters"), min_value=0, max_value=200, initial=12, required=False
    )
    unless_words = forms.CharField(label=_("Harmless beside one of these"), widget=_FEW, required=False)
    unless_where = forms.ChoiceField(label=_("Where they stand"), choices=PLACES, required=False)
    unless_within = forms.IntegerField(
        label=_("Within characters"), min_value=0, max_value=200, initial=12, required=False
    )
    negation = forms.BooleanField(label=KEEP_OR_DROP["negation"], required=False)
    quotation = forms.BooleanField(label=KEEP_OR_DROP["quotation"], required=False, initial=True)
    advice_zh = forms.CharField(label=_("Say instead, in Chinese"), required=False, max_length=200)
    advice_en = forms.CharField(label=_("Say instead, in English"), required=False, max_length=200)

    @classmethod
    def values(cls, one: Mapping[str, Any]) -> dict[str, Any]:
        """A rule of the data as the form shows it."""
        shown = cls.name_values(one)
        for key in ("severity", "group"):
            shown[key] = one[key]
        shown |= {"role": one.get("role", "agent"), "capability": one.get("capability", "service")}
        shown |= {"signal": one.get("signal", ""), "promise": bool(one.get("promise"))}
        shown |= {"words": _in_lines(one["words"]), "allow": _in_lines(one.get("allow"))}
        for key in ("needs", "unless"):
            context = one.get(key) or {}
            shown[f"{key}_words"] = _in_lines(context.get("words"))
            shown[f"{key}_where"] = context.get("where", "around")
            shown[f"{key}_within"] = context.get("within", 12)
        shown["negation"] = one.get("negation", "keep") == "drop"
        shown["quotation"] = one.get("quotation", "drop") == "drop"
        advice = one.get("advice") or {}
        return shown | {"advice_zh": advice.get("zh-hans", ""), "advice_en": advice.get("en", "")}

    def piece(self, code: str) -> dict[str, Any]:
        """What was filled in as a rule of the data."""
        given = self.cleaned_data
        one: dict[str, Any] = {"code": code, "name": self.names(), "words": lines(given["words"])}
        one |= {key: given[key] for key in ("severity", "group", "role", "capability")}
        one |= {key: given[key] for key in ("signal", "promise") if given[key]}
        one["negation"] = "drop" if given["negation"] else "keep"
        one["quotation"] = "drop" if given["quotation"] else "keep"
        if lines(given["allow"]):
            one["allow"] = lines(given["allow"])
        one |= {key: found for key in ("needs", "unless") if (found := self._context(key))}
        if given["advice_en"] or given["advice_zh"]:
            one["advice"] = {"en": given["advice_en"], "zh-hans": given["advice_zh"]}
        return one

    def _context(self, key: str) -> dict[str, Any]:
        words = lines(self.cleaned_data[f"{key}_words"])
        if not words:
            return {}
        within = self.cleaned_data[f"{key}_within"]
        where = self.cleaned_data[f"{key}_where"] or "around"
        return {"words": words, "within": 12 if within is None else within, "where": where}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("signal") and given.get("role") != "customer":
            self.add_error("signal", _("Only a customer's words warn of something."))
        return given


class StepForm(PieceForm):
    """A step the agent has to take, by any of its synonyms."""

    group = forms.ChoiceField(label=_("Group"), choices=Group.choices)
    capability = forms.ChoiceField(label=_("Capability"), choices=Capability.choices)
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=100, initial=1)
    words = forms.CharField(label=_("Ways to say it, one a line"), widget=_ROWS, max_length=200_000)
    within_first = forms.IntegerField(
        label=_("Within the first turns"),
        min_value=1,
        max_value=5000,
        required=False,
        help_text=_("Empty: at any time."),
    )
    within_last = forms.IntegerField(label=_("Within the last turns"), min_value=1, max_value=5000, required=False)
    applies_words = forms.CharField(
        label=_("Due only if the customer says one of these"), widget=_FEW, required=False, max_length=100_000,
        help_text=_("Empty: always due."),
    )  # fmt: skip

    @classmethod
    def values(cls, one: Mapping[str, Any]) -> dict[str, Any]:
        shown = cls.name_values(one) | {"group": one["group"], "capability": one.get("capability", "service")}
        shown |= {"weight": one.get("weight", 1), "words": _in_lines(one["words"])}
        shown |= {key: one.get(key) for key in ("within_first", "within_last")}
        return shown | {"applies_words": _in_lines((one.get("applies") or {}).get("words"))}

    def piece(self, code: str) -> dict[str, Any]:
        given = self.cleaned_data
        one: dict[str, Any] = {"code": code, "name": self.names(), "words": lines(given["words"])}
        one |= {key: given[key] for key in ("group", "capability", "weight")}
        one |= {key: given[key] for key in ("within_first", "within_last") if given[key]}
        if lines(given["applies_words"]):
            one["applies"] = {"role": "customer", "words": lines(given["applies_words"])}
        return one


class TopicForm(PieceForm):
    """What a customer can come about."""

    words = forms.CharField(label=_("Words of customers, one a line"), widget=_ROWS, max_length=200_000)

    @classmethod
    def values(cls, one: Mapping[str, Any]) -> dict[str, Any]:
        return cls.name_values(one) | {"words": _in_lines(one["words"])}

    def piece(self, code: str) -> dict[str, Any]:
        return {"code": code, "name": self.names(), "words": lines(self.cleaned_data["words"])}


PIECE_FORMS: dict[str, Any] = {"wording": WordingForm, "steps": StepForm, "topics": TopicForm}


def piece_code(rule_set: RuleSet, part: editing.Part, form: Any, code: str) -> str:
    """The code of a piece that is changed, or a free one for a new piece."""
    return code or editing.free_code(rule_set.rules, part, form.cleaned_data["name_en"])
