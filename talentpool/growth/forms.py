"""What people write about their growth, and a rulebook as a readable form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.growth.models import Rulebook
from talentpool.growth.rules.levels import KNOWN_NEEDS, MOST
from talentpool.growth.states import Capability, TalkChannel
from talentpool.kernel.clock import now
from talentpool.kernel.widgets import Day

LEVELS = 6
NEED_LABELS = {
    "shifts": _("Shifts"),
    "hours": _("Hours"),
    "on_time": _("On time, %"),
    "quality": _("Mean quality"),
    "lessons": _("Lessons"),
}


class WordsForm(forms.Form):
    """A few words of one's own."""

    text = forms.CharField(label=_("In your words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class PromiseForm(forms.Form):
    text = forms.CharField(label=_("I commit myself to"), max_length=300)
    due_on = forms.DateField(label=_("Until"), widget=Day())


class TalkForm(forms.Form):
    channel = forms.ChoiceField(label=_("What it begins from"), choices=TalkChannel.choices)
    capability = forms.ChoiceField(label=_("Capability"), choices=[("", "–"), *Capability.choices], required=False)


class MentorTimeForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=Day())
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240)
    note = forms.CharField(label=_("What you worked on"), max_length=300, required=False)

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > now().date():
            raise forms.ValidationError(_("Write down time after it was given, not before."), code="future")
        return day


class BoardForm(forms.Form):
    shown_as = forms.CharField(label=_("Show me as"), max_length=20, required=False)


class BookForm(forms.Form):
    """Six levels, each with its name in both languages and what it asks for."""

    title_en = forms.CharField(label=_("Title in English"), max_length=80)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=80)
    period_days = forms.IntegerField(label=_("Days that count"), min_value=14, max_value=365)

    def __init__(self, *args: Any, book: Rulebook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [level["level"] for level in book.levels] or list(range(1, LEVELS + 1))
        known = {level["level"]: level for level in book.levels}
        for number in self.numbers:
            self._add_level(number, known.get(number, {}))
        self.initial.update(title_en=book.title.get("en", ""), title_zh=book.title.get("zh-hans", ""))
        self.initial["period_days"] = book.period_days

    def _add_level(self, number: int, known: dict[str, Any]) -> None:
        names = known.get("name", {})
        for language, key in (("en", "en"), ("zh", "zh-hans")):
            label = _("Name in English") if language == "en" else _("Name in Chinese")
            self.fields[f"l{number}_{language}"] = forms.CharField(label=label, max_length=30)
            self.initial[f"l{number}_{language}"] = names.get(key, "")
        for need in KNOWN_NEEDS:
            most = 100 if need == "on_time" else MOST[need]
            self.fields[f"l{number}_{need}"] = forms.FloatField(
                label=NEED_LABELS[need], min_value=0, max_value=most, required=False
            )
            value = known.get("needs", {}).get(need)
            scale = 100 if need == "on_time" else 1
            self.initial[f"l{number}_{need}"] = round(value * scale, 2) if value is not None else None

    def rows(self) -> Sequence[tuple[int, list[Any]]]:
        """(level, its fields) for the page."""
        parts = ("en", "zh", *KNOWN_NEEDS)
        return [(number, [self[f"l{number}_{part}"] for part in parts]) for number in self.numbers]

    def levels(self) -> list[dict[str, Any]]:
        """As a rulebook keeps them; what is empty is not asked for."""
        given = self.cleaned_data
        found = []
        for number in self.numbers:
            needs = {need: given[f"l{number}_{need}"] for need in KNOWN_NEEDS if given[f"l{number}_{need}"]}
            if "on_time" in needs:
                needs["on_time"] /= 100
            name = {"en": given[f"l{number}_en"], "zh-hans": given[f"l{number}_zh"]}
            found.append({"level": number, "name": name, "needs": needs})
        return found

    def title(self) -> dict[str, str]:
        return {"en": self.cleaned_data["title_en"], "zh-hans": self.cleaned_data["title_zh"]}


class StepDownForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("She reads it.")
    )
