"""A gate of a campaign as a recruiter sets it: a field for each thing, not one text of settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.screening.models import Gate

NAMED = ("minutes", "takes", "raters")


class GateForm(forms.ModelForm[Gate]):
    """What only some kinds of gate need stays empty for the others; ``settings`` holds the rest: kit limits, own
    prompts, language and goal of a typing test."""

    minutes = forms.IntegerField(label=_("Minutes for a test"), min_value=1, max_value=180, required=False)
    takes = forms.IntegerField(label=_("Takes of each recording"), min_value=1, max_value=20, required=False)
    raters = forms.IntegerField(label=_("Scorecards that make a result"), min_value=1, max_value=5, required=False)

    class Meta:
        model = Gate
        fields = ("place", "kind", "pass_mark", "weight", "max_attempts", "retake_after_hours", "questions", "settings")
        labels = {"settings": _("Kit limits, own prompts, typing language and goal (JSON)")}
        widgets = {"settings": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = dict(self.instance.settings or {})
        self.initial.update({name: own.pop(name, None) for name in NAMED}, settings=own)
        self.fields["settings"].required = False

    def clean(self) -> dict[str, Any]:
        """One dict again, as gates are read."""
        given = super().clean() or self.cleaned_data
        rest = given.get("settings")
        if rest and not isinstance(rest, dict):
            self.add_error("settings", _("This is a list of names with values, in braces."))
            return given
        named = {name: given[name] for name in NAMED if given.get(name) not in (None, "")}
        return {**given, "settings": {**(rest or {}), **named}}
