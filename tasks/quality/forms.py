"""What people fill in at quality."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, Membership, User
from talentpool.agents.states import Channel
from talentpool.growth.states import Capability
from talentpool.kernel.widgets import Day
from talentpool.training.models import Lesson
from tasks.quality.rule_forms import lines
from tasks.quality.rules.scorecard import SCORECARD
from tasks.quality.states import BatchHolds, CaseKind, PeriodKind
from tasks.quality.wording import MARKS, QUESTIONS, STANDARD_NAMES

APPEAL_REASONS = [
    ("quoted", _("I was quoting the customer")),
    ("context", _("The context makes it harmless")),
    ("not_me", _("This conversation was not mine")),
    ("steps", _("I did take the steps that are marked as missing")),
]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class DismissForm(ReasonForm):
    place = forms.IntegerField(min_value=0, max_value=10_000, widget=forms.HiddenInput)


class CloseForm(ReasonForm):
    confirmed = forms.BooleanField(required=False)


class AppealForm(forms.Form):
    """Two taps: open, send; a reason is chosen, words are optional."""

    reason = forms.ChoiceField(label=_("Why"), choices=APPEAL_REASONS, initial="context", widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def said(self) -> str:
        """The chosen reason and the words, as the analyst reads them."""
        chosen = dict(APPEAL_REASONS)[self.cleaned_data["reason"]]
        return f"{chosen}: {self.cleaned_data['words']}".strip(": ")


class AppealAnswerForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("1", _("Uphold: the score is recomputed without these hits")), ("0", _("Reject: the score stays"))],
        coerce=lambda v: v == "1",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    dropped = forms.TypedMultipleChoiceField(coerce=int, required=False, choices=[(n, str(n)) for n in range(1_000)])


class ScorecardForm(forms.Form):
    """The questions of the five standards, and a note."""

    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in SCORECARD:
            self.fields[item.code] = forms.ChoiceField(
                label=f"{STANDARD_NAMES[item.standard]}: {QUESTIONS[item.code]}",
                choices=MARKS,
                widget=forms.RadioSelect(attrs={"class": "inline"}),
            )
        self.order_fields([*(i.code for i in SCORECARD), "note"])

    def marks(self) -> dict[str, str]:
        return {i.code: self.cleaned_data[i.code] for i in SCORECARD}


class BatchForm(forms.Form):
    """A file of conversations, or of customer satisfaction."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("JSON lines, or CSV or XLSX with a row per turn: id, role, text, and if known at, agent, queue."),
        widget=forms.FileInput(attrs={"accept": ".jsonl,.json,.csv,.tsv,.txt,.xlsx"}),
    )
    holds = forms.ChoiceField(
        label=_("What it holds"),
        choices=BatchHolds.choices,
        widget=forms.RadioSelect,
        initial=BatchHolds.CONVERSATIONS,
        help_text=_("Satisfaction: id and score, 1 to 5."),
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=Channel.choices, initial=Channel.CHAT, help_text=_("Where the file doesn't say.")
    )


class StaffBatchForm(BatchForm):
    """The same for a client that sent its file to us."""

    client = forms.ModelChoiceField(label=_("Client"), queryset=Client.objects.none())

    def __init__(self, *args: Any, clients: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["client"]
        field.queryset = clients
        self.order_fields(["client", "file", "holds", "channel"])


class HookForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("So that you know it again: the system that posts.")
    )


class RoundForm(forms.Form):
    """A calibration round: who judges, and how many conversations are drawn."""

    name = forms.CharField(label=_("Name"), max_length=80)
    raters = forms.ModelMultipleChoiceField(
        label=_("Who judges"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    client = forms.ModelChoiceField(
        label=_("Client"), queryset=Client.objects.none(), required=False, empty_label=_("All clients")
    )
    size = forms.IntegerField(label=_("Conversations"), min_value=2, max_value=50, initial=8)

    def __init__(self, *args: Any, raters: Any, clients: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("raters", raters), ("client", clients)):
            field: Any = self.fields[name]
            field.queryset = rows
        who: Any = self.fields["raters"]
        who.label_from_instance = lambda user: user.get_full_name()

    def clean_raters(self) -> Any:
        raters = self.cleaned_data["raters"]
        if len(raters) < 2:
            raise forms.ValidationError(_("Two people at least."), code="too_few")
        return raters


class AgreedForm(forms.Form):
    agreed = forms.CharField(
        label=_("What you do alike from now on"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class PeriodForm(forms.Form):
    """A week or a month of a client."""

    client = forms.ModelChoiceField(label=_("Client"), queryset=Client.objects.none())
    kind = forms.ChoiceField(label=_("Period"), choices=PeriodKind.choices)
    day = forms.DateField(label=_("A day in it"), widget=Day())
    words = forms.CharField(
        label=_("Your words to the client"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, clients: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["client"]
        field.queryset = clients


class CauseForm(forms.Form):
    """A cause, who mends it at the client, and until when."""

    topic = forms.ChoiceField(label=_("Topic"))
    member = forms.ModelChoiceField(
        label=_("Owner at the client"), queryset=Membership.objects.none(), empty_label=_("Choose a person")
    )
    due_on = forms.DateField(label=_("Until"), widget=Day())
    note = forms.CharField(
        label=_("What is behind it"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, members: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        member: Any = self.fields["member"]
        member.queryset = members
        member.label_from_instance = lambda m: f"{m.client.name} · {m.user.get_full_name()}"
        topic: Any = self.fields["topic"]
        topic.choices = [(code, str(name)) for code, name in topics.items()]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        owner = {"client": given["member"].client, "owner": given["member"].user}
        name = dict(self.topics[given["topic"]])
        return {**owner, "topic": given["topic"], "name": name, "due_on": given["due_on"], "note": given["note"]}


class MendForm(forms.Form):
    how = forms.CharField(label=_("How it was mended"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class CaseForm(forms.Form):
    """A case from a conversation: what it teaches, and what is blacked out."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CaseKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=120)
    lesson_learned = forms.CharField(
        label=_("What to learn from it"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    capability = forms.ChoiceField(label=_("Capability"), choices=Capability.choices)
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    product = forms.CharField(label=_("Product"), max_length=60, required=False)
    hidden = forms.CharField(
        label=_("Black out, one a line"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Phone, card and order numbers are masked already. Names and other words that tell who it was go here."
        ),
    )
    marked = forms.CharField(
        label=_("Turns to look at"), required=False, max_length=200, help_text=_("Their numbers, such as 3, 7.")
    )
    for_all = forms.BooleanField(label=_("Every agent may read it, not only those of this client"), required=False)
    lessons = forms.ModelMultipleChoiceField(label=_("Used in lessons"), queryset=Lesson.objects.none(), required=False)

    def __init__(self, *args: Any, rules: Any, lessons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule: Any = self.fields["rule"]
        rule.choices = [("", "–"), *rules]
        lesson: Any = self.fields["lessons"]
        lesson.queryset = lessons

    def clean_marked(self) -> list[int]:
        parts = self.cleaned_data["marked"].replace("，", ",").replace("、", ",").split(",")
        return [int(p) - 1 for p in (part.strip() for part in parts) if p.isascii() and p.isdigit() and 0 < len(p) < 6]

    def clean_hidden(self) -> list[str]:
        return lines(self.cleaned_data["hidden"])
