"""What a trainer gives to open a class and to mark who was there."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.agents.models import Hub
from talentpool.training.models import Course, Place, Session
from talentpool.training.states import CourseState, Presence


class ClassForm(forms.Form):
    """A class of one to ten sessions, a week or a day apart."""

    course = forms.ModelChoiceField(label=_("Course"), queryset=Course.objects.none(), empty_label=_("Choose a course"))
    first = forms.DateTimeField(label=_("First session"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    count = forms.IntegerField(label=_("How many sessions"), min_value=1, max_value=10, initial=3)
    every_days = forms.IntegerField(label=_("Days between them"), min_value=1, max_value=28, initial=2)
    minutes = forms.IntegerField(label=_("Minutes each"), min_value=15, max_value=480, initial=90)
    seats = forms.IntegerField(label=_("Places"), min_value=1, max_value=200, initial=12)
    hub = forms.ModelChoiceField(
        label=_("Hub"), queryset=Hub.objects.none(), required=False, empty_label=_("Online, at the link below")
    )
    join_link = forms.URLField(label=_("Link to join"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses.filter(state=CourseState.PUBLISHED)  # type: ignore[attr-defined]
        self.fields["hub"].queryset = Hub.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("hub") and not given.get("join_link"):
            self.add_error("join_link", _("Give a link, or choose a hub."))
        return given

    def group(self) -> dict[str, Any]:
        """As ``actions.open_class`` takes it."""
        given = self.cleaned_data
        step = timedelta(days=given["every_days"])
        sessions: list[tuple[datetime, int]] = [
            (given["first"] + n * step, given["minutes"]) for n in range(given["count"])
        ]
        kept = {name: given[name] for name in ("course", "hub", "join_link", "seats")}
        return {**kept, "sessions": sessions}


class PresenceForm(forms.Form):
    """One choice for each place of the class."""

    def __init__(self, session: Session, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: list[Place] = list(session.group.places.select_related("enrolment__agent").order_by("pk"))
        known = {row.place_id: row.presence for row in session.attended.all()}
        for place in self.places:
            self.fields[f"p{place.pk}"] = forms.ChoiceField(
                label=str(place.enrolment.agent), choices=Presence.choices, initial=known.get(place.pk, "present")
            )

    def presences(self) -> dict[Place, str]:
        return {place: self.cleaned_data[f"p{place.pk}"] for place in self.places}
