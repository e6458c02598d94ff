"""Inputs that Django has no look for."""

from django import forms


class Score(forms.RadioSelect):
    """Radio buttons as a row of equal fields, from low to high."""

    template_name = "components/widgets/score.html"


class Camera(forms.FileInput):
    """A picture to take or to choose: a phone opens its camera where ``capture`` says so; shows the chosen name itself."""

    template_name = "components/widgets/camera.html"


class Day(forms.DateInput):
    """The browser's own date field; it only takes ISO, whatever the reader's language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Clock(forms.TimeInput):
    """The browser's own time field, hours and minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class Inline(forms.RadioSelect):
    """Radio buttons side by side, for a few short words."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.attrs.setdefault("class", "inline")
