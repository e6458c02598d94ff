"""Forms around an order: kinds of contact, launch, contingency."""

import re
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from accounts.models import Client
from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Channel
from tasks.orders.models import ContactType
from tasks.orders.states import Grade, RiskLevel

MIX = {
    "own": _("Own staff"),
    "outsourced": _("Outsourced"),
    "shared": _("Shared agents"),
    "home": _("Home-based agents"),
}


class ContactTypeForm(forms.Form):
    """One kind of contact: how many, how hard, how sensitive, and whether it may be served from home."""

    name = forms.CharField(label=_("Kind of contact"), max_length=120)
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    volume = forms.DecimalField(
        label=_("Share of the channel's contacts, %"), min_value=0, max_value=100, decimal_places=1
    )
    difficulty = forms.TypedChoiceField(label=_("Difficulty"), choices=Grade.choices, coerce=int, initial=Grade.MIDDLE)
    sensitivity = forms.TypedChoiceField(label=_("Sensitivity"), choices=Grade.choices, coerce=int, initial=Grade.LOW)
    remote_fit = forms.BooleanField(label=_("Can be served from home"), required=False, initial=True)
    ordered = forms.BooleanField(label=_("Order it where it is fit"), required=False, initial=True)

    @staticmethod
    def initial_of(one: ContactType) -> dict[str, Any]:
        """What a kind holds already."""
        return {
            "name": str(one.name),
            "channel": one.channel,
            "volume": round(one.volume_share * 100, 1),
            "difficulty": one.difficulty,
            "sensitivity": one.sensitivity,
            "remote_fit": one.remote_fit,
            "ordered": one.ordered,
        }


class RiskForm(forms.Form):
    """What may go wrong in a launch."""

    text = forms.CharField(label=_("What may go wrong?"), max_length=300)
    level = forms.ChoiceField(label=_("How bad?"), choices=RiskLevel.choices, initial=RiskLevel.MIDDLE)
    answer = forms.CharField(label=_("What is done about it?"), max_length=300, required=False)


class ContingencyForm(forms.Form):
    """A plan for one thing that may fail."""

    title = forms.CharField(label=_("Title"), max_length=120)
    trigger = forms.CharField(label=_("Trigger: what has to happen?"), max_length=300)
    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.none())
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    language = forms.ModelChoiceField(label=_("Language"), queryset=Language.objects.none())
    within_minutes = forms.IntegerField(label=_("Seats must stand within, minutes"), min_value=5, max_value=7 * 1440)
    hours = forms.IntegerField(label=_("For how many hours"), min_value=2, max_value=168, initial=8)
    call_tree = forms.CharField(
        label=_("Call tree"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "0 | Li Na | li.na@example.com"}),
        help_text=_("A line for each person on your side: minutes after the trigger | name | e-mail."),
    )

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        own = Skill.objects.filter(client=client) | Skill.objects.filter(client=None)
        fields["skill"].queryset = own.order_by("code")
        fields["language"].queryset = Language.objects.order_by("code")
        for code, label in MIX.items():
            fields[code] = forms.IntegerField(
                label=_("%(kind)s, seats") % {"kind": label}, min_value=0, max_value=100_000, initial=0
            )

    def mix_pairs(self) -> list[list[forms.BoundField]]:
        """Seats by kind of people, two by two."""
        names = list(MIX)
        return [[self[name] for name in names[at : at + 2]] for at in (0, 2)]

    def clean_call_tree(self) -> list[dict[str, Any]]:
        """``[{"who", "contact", "after_minutes"}]`` in the order of time."""
        tree = []
        for line in filter(None, map(str.strip, self.cleaned_data["call_tree"].splitlines())):
            parts = [part.strip() for part in re.split(r"[|｜\t]", line)]
            if len(parts) != 3 or not parts[0].isdecimal() or int(parts[0]) > 10_000 or not parts[1]:
                raise forms.ValidationError(_("This line can't be read: %(line)s"), params={"line": line[:60]})
            validate_email(parts[2])
            tree.append({"after_minutes": int(parts[0]), "who": parts[1][:80], "contact": parts[2][:200]})
        return sorted(tree, key=lambda step: step["after_minutes"])

    def clean(self) -> dict[str, Any]:
        """Somebody has to come."""
        given = super().clean() or {}
        if all(name in given for name in MIX) and not any(given[name] for name in MIX):
            self.add_error("shared", _("A plan needs at least one seat."))
        return given

    def fields_of_plan(self) -> dict[str, Any]:
        """What was filled in, as the action wants it."""
        given = dict(self.cleaned_data)
        mix = {name: given.pop(name) for name in MIX}
        return {**given, "mix": mix, "seats": sum(mix.values())}
