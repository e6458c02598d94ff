"""What people fill in: the application, gates, decisions, papers."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from talentpool.agents.models import Hub, Language
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.fields import LocalizedText
from talentpool.kernel.widgets import Score
from talentpool.screening.criteria import CRITERIA
from talentpool.screening.models import Application, Campaign, GateAttempt, Question
from talentpool.screening.states import GateKind, KitHelpWay

LEVELS = [
    ("", "—"),
    ("2", _("basic")),
    ("3", pgettext_lazy("a language", "good")),
    ("4", _("fluent")),
    ("5", _("first language")),
]
ROWS = (1, 2, 3)


class ConsentForm(forms.Form):
    processing = forms.BooleanField(label=_("I agree that my application and my work are handled by this platform."))
    recording = forms.BooleanField(
        label=_("I agree that my voice recording is kept, encrypted, until it is judged. Only speech is measured.")
    )


class StepForm(forms.Form):
    """One step of the application; ``answers`` gives what is kept."""

    def answers(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class PersonForm(StepForm):
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=80,
        min_length=2,
        help_text=_("As in your papers. Raters and clients never see it."),
    )
    kind = forms.ChoiceField(
        label=_("How do you want to work?"),
        choices=[
            (Kind.SHARED, _("Shared: single shifts when I like, beside something else")),
            (Kind.HOME_BASED, _("Home-based: regular work from home for the long term")),
        ],
        widget=forms.RadioSelect,
    )


class WorkForm(StepForm):
    """Up to three languages with levels; which channels."""

    channels = forms.MultipleChoiceField(
        label=_("Which work would you take?"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [("", "—"), *((one.code, str(one.name)) for one in Language.objects.order_by("code"))]
        for row in ROWS:
            first = row == 1
            label = _("First language or dialect") if first else _("Another language or dialect")
            self.fields[f"language_{row}"] = forms.ChoiceField(label=label, choices=named, required=first)
            self.fields[f"level_{row}"] = forms.ChoiceField(label=_("How well?"), choices=LEVELS, required=first)
        self.order_fields([*(f"{name}_{row}" for row in ROWS for name in ("language", "level")), "channels"])
        kept = self.initial.get("levels", {})
        for row, (code, level) in zip(ROWS, kept.items(), strict=False):
            self.initial.update({f"language_{row}": code, f"level_{row}": str(level)})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for row in ROWS:
            if cleaned.get(f"language_{row}") and not cleaned.get(f"level_{row}"):
                self.add_error(f"level_{row}", _("Say how well you speak it."))
        return cleaned

    def answers(self) -> dict[str, Any]:
        rows = {self.cleaned_data[f"language_{row}"]: self.cleaned_data[f"level_{row}"] for row in ROWS}
        levels = {code: int(level) for code, level in rows.items() if code and level}
        return {"languages": list(levels), "levels": levels, "channels": self.cleaned_data["channels"]}


class ExperienceForm(StepForm):
    years = forms.IntegerField(
        label=_("Years in customer service"), min_value=0, max_value=60, help_text=_("0 is fine.")
    )
    hours = forms.IntegerField(label=_("Hours a week you would like to work"), min_value=2, max_value=60)
    text = forms.CharField(
        label=_("What should we know about your experience?"), required=False, max_length=2000, widget=forms.Textarea
    )


class ArrangementsForm(StepForm):
    arrangements = forms.CharField(
        label=_("What would make work possible for you?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text=_(
            "Voluntary: maternity, a disability, care for somebody. It is kept apart and encrypted, never scored, and can "
            "only widen what you are offered."
        ),
    )


STEP_FORMS: dict[str, type[StepForm]] = {
    "person": PersonForm,
    "work": WorkForm,
    "experience": ExperienceForm,
    "arrangements": ArrangementsForm,
}


def initial_of(application: Application, step: str, user: User) -> dict[str, Any]:
    """What the form of a step starts with: what was saved, or what we know."""
    found = dict(application.answers.get(step, {}))
    if step == "person":
        found = {"full_name": user.full_name, "kind": application.campaign.kind, **found}
    if step == "arrangements":
        found["arrangements"] = application.arrangements
    return found


class KitHelpForm(forms.Form):
    way = forms.ChoiceField(label=_("What would help?"), choices=KitHelpWay.choices, widget=forms.RadioSelect)


class AnswerField(forms.ChoiceField):
    """A choice that is wanted but may be left open: what was not answered counts as nothing."""

    def clean(self, value: Any) -> str:
        return super().clean(value) if value else ""


class QuestionField(AnswerField):
    """One drawn question with its options in the order drawn."""

    def __init__(self, question: Question, order: list[str]) -> None:
        texts = {option["key"]: option["text"] for option in question.options}
        choices = [(key, str(LocalizedText(texts[key]))) for key in order if key in texts]
        super().__init__(label=str(question.text), choices=choices, widget=forms.RadioSelect)


class TestForm(forms.Form):
    """The answer sheet of an attempt: one field per question drawn, named by its ref."""

    use_required_attribute = False

    def __init__(self, attempt: GateAttempt, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": attempt.measures.get("answers", {})})
        drawn = attempt.measures["questions"]
        known = {str(one.ref): one for one in Question.objects.filter(ref__in=[row["ref"] for row in drawn])}
        for row in drawn:
            if row["ref"] in known:
                self.fields[row["ref"]] = QuestionField(known[row["ref"]], row["options"])

    def answers(self) -> dict[str, str]:
        """Question ref -> option key, of what was answered."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class CardForm(forms.Form):
    """A scorecard: every criterion from 1 to 5, and a note."""

    use_required_attribute = False

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, (label, ends) in CRITERIA[GateKind(kind)].items():
            self.fields[key] = AnswerField(label=label, help_text=ends, choices=[(n, n) for n in "12345"], widget=Score)
        self.fields["note"] = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea)

    def marks(self) -> dict[str, str]:
        return {key: mark for key, mark in self.cleaned_data.items() if key != "note" and mark}


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("The applicant reads it as you write it."),
    )


class KitDecisionForm(forms.Form):
    hub = forms.ModelChoiceField(label=_("Hub"), queryset=Hub.objects.none(), required=False)
    kit_label = forms.CharField(label=_("Label of the loan kit"), max_length=40, required=False)
    due_back = forms.DateField(label=_("Due back"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label=_("Note to the applicant"), max_length=300, required=False)

    def __init__(self, way: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if way == KitHelpWay.HUB:
            self.fields["hub"].queryset = Hub.objects.select_related("region")  # type: ignore[attr-defined]
            del self.fields["kit_label"], self.fields["due_back"]
        else:
            del self.fields["hub"]


class SlotForm(forms.Form):
    """A row of interview times on one day."""

    campaign = forms.ModelChoiceField(
        label=pgettext_lazy("recruiting", "Campaign"),
        queryset=Campaign.objects.all(),
        empty_label=_("Choose a campaign"),
    )
    first = forms.DateTimeField(label=_("First"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=24, initial=6)
    minutes = forms.IntegerField(label=_("Minutes each"), min_value=10, max_value=120, initial=20)

    def slots(self) -> dict[str, Any]:
        """campaign, starts, minutes: as ``actions.add_slots`` takes them."""
        wanted = self.cleaned_data
        starts = [wanted["first"] + timedelta(minutes=wanted["minutes"] * place) for place in range(wanted["count"])]
        return {"campaign": wanted["campaign"], "starts": starts, "minutes": wanted["minutes"]}
