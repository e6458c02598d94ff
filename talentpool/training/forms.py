"""Answer sheets, task sheets, examiners' marks, decisions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.fields import LocalizedText
from talentpool.kernel.widgets import Score
from talentpool.screening.forms import AnswerField
from talentpool.training.models import Course, ExamQuestion, Sitting, SystemTask


class SheetForm(forms.Form):
    """The written part: one field per question drawn, named by its ref."""

    use_required_attribute = False

    def __init__(self, sitting: Sitting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": sitting.sheet["answers"]})
        rows = sitting.sheet["questions"]
        asked = {str(one.ref): one for one in ExamQuestion.objects.filter(ref__in=[row["ref"] for row in rows])}
        for row in rows:
            if row["ref"] in asked:
                self.fields[row["ref"]] = _question(asked[row["ref"]], row["options"])

    def answers(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}


def _question(question: ExamQuestion, order: list[str]) -> forms.ChoiceField:
    texts = {option["key"]: str(LocalizedText(option["text"])) for option in question.options}
    choices = [(key, texts[key]) for key in order if key in texts]
    return AnswerField(label=str(question.text), choices=choices, widget=forms.RadioSelect)


class TaskForm(forms.Form):
    """One timed task: choices, or a short text."""

    use_required_attribute = False

    def __init__(self, task: SystemTask, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in task.fields:
            self.fields[field["key"]] = _task_field(field)

    def answers(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.cleaned_data.items()}


def _task_field(field: dict[str, Any]) -> forms.Field:
    label = str(LocalizedText(field["label"]))
    if not field.get("options"):
        return forms.CharField(label=label, max_length=100, required=False)
    choices = [(one["key"], str(LocalizedText(one["text"]))) for one in field["options"]]
    return AnswerField(label=label, choices=choices, widget=forms.RadioSelect)


class OralForm(forms.Form):
    """A mark from 1 to 5 for each main contact type."""

    def __init__(self, course: Course, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in course.contact_types:
            self.fields[kind["key"]] = forms.ChoiceField(
                label=str(LocalizedText(kind["name"])), choices=[(n, n) for n in "12345"], widget=Score
            )
        self.fields["note"] = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea)

    def marks(self) -> dict[str, int]:
        return {key: int(mark) for key, mark in self.cleaned_data.items() if key != "note"}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea, help_text=_("The agent reads it as you write it.")
    )


class ChangeForm(ReasonForm):
    grace_days = forms.IntegerField(
        label=_("Days until older certificates end"), min_value=0, max_value=180, initial=14
    )


class ProbationForm(ReasonForm):
    until = forms.DateField(label=_("Extend until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
