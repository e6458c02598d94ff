"""Input shapes of attendance."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tasks.attendance.states import IncidentKind
from tasks.dispatch.models import Assignment
from tasks.orders.models import Workplace


class CorrectionForm(forms.Form):
    """From when to when she worked, by the clock of her own zone, and why the record is wrong."""

    starts_at = forms.DateTimeField(
        label=_("I worked from"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(
        label=_("until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    reason = forms.CharField(label=_("What happened?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        self.zone = ZoneInfo(assignment.agent.timezone)
        shift = assignment.shift
        kwargs.setdefault(
            "initial",
            {"starts_at": self._local(shift.starts_at), "ends_at": self._local(shift.ends_at)},
        )
        super().__init__(*args, **kwargs)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def asked(self) -> dict[str, Any]:
        """Keyword arguments of ``ask_correction``: moments read in her zone, whatever the browser's or the server's is."""
        read = self.cleaned_data
        return {
            "starts_at": read["starts_at"].replace(tzinfo=self.zone),
            "ends_at": read["ends_at"].replace(tzinfo=self.zone),
            "reason": read["reason"],
        }


class HelpForm(forms.Form):
    """A hard case, in a few sentences."""

    case = forms.CharField(
        label=_("What is the case?"),
        help_text=_("What the customer wants, what you tried, what you need. No names, no numbers of cards."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class IncidentForm(forms.Form):
    """What kind of thing happened, and what exactly."""

    kind = forms.ChoiceField(label=_("What kind of thing?"), choices=IncidentKind.choices, widget=forms.RadioSelect)
    told = forms.CharField(label=_("What happened?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label=_("What was found and done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LoginsForm(forms.Form):
    """Accounts, a line each: the log-in, a comma, the password."""

    workplace = forms.ModelChoiceField(label=_("Workplace"), queryset=Workplace.objects.none())
    lines = forms.CharField(
        label=_("Accounts"),
        help_text=_("A line each: log-in, comma, password. A known log-in gets the new password."),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, workplaces: QuerySet[Workplace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["workplace"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  (declared so above)
        choice.queryset = workplaces
        choice.initial = workplaces.first()

    def clean_lines(self) -> list[tuple[str, str]]:
        found = []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), start=1):
            name, comma, secret = line.partition(",")
            if not line.strip():
                continue
            if not (name.strip() and comma and secret.strip()) or len(name.strip()) > 120 or len(secret) > 400:
                raise forms.ValidationError(_("Line %(n)s is not log-in, comma, password."), params={"n": number})
            found.append((name.strip(), secret.strip()))
        return found


class ArticleForm(forms.Form):
    """One page of the knowledge base."""

    title = forms.CharField(label=_("Title"), max_length=160)
    text = forms.CharField(
        label=_("Text"),
        help_text=_("Markdown: # headings, - lists, **bold**, tables."),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 16}),
    )


class DecisionForm(forms.Form):
    """Granted or refused, with the reason the agent reads."""

    granted = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Grant")), ("no", _("Refuse"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class HeardForm(forms.Form):
    """What she says to a client's complaint."""

    words = forms.CharField(
        label=_("How was it?"),
        help_text=_("Our people read this; the client does not."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ComplaintForm(forms.Form):
    """Whether a complaint is founded, and the answer both sides read."""

    founded = forms.ChoiceField(
        label=_("Is it founded?"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("The client and the agent read this. No names."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def decided(self) -> dict[str, Any]:
        """Keyword arguments of ``settle_complaint``."""
        return {"founded": self.cleaned_data["founded"] == "yes", "answer": self.cleaned_data["answer"]}
