"""Reading the forms of a page, so that a simulated person fills in what a real one would see, and nothing else."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """One form: where it goes, its fields with what stands in them, and the choices of its selects."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def choice(self, name: str, containing: str) -> str:
        """The value of the choice whose words contain a text. Raises LookupError."""
        for value, words in self.choices.get(name, []):
            if containing.lower() in words.lower():
                return value
        raise LookupError(f"{name}: no choice with {containing!r}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self._option: str | None = None
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(self._form, tag, given)

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input" and name:
            self._input(form, name, given)
        elif tag == "select":
            self._select = name
            form.choices[name] = []
        elif tag == "option" and self._select:
            self._option = given.get("value", "")
            form.choices[self._select].append((self._option, ""))
            if "selected" in given or self._select not in form.fields:
                form.fields[self._select] = self._option
        elif tag == "textarea" and name:
            self._area = name
            form.fields[name] = ""

    @staticmethod
    def _input(form: Form, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append((given.get("value", "on"), given.get("aria-label", "")))
            if "checked" in given:
                form.fields[name] = given.get("value", "on")
        elif kind not in {"submit", "file", "button", "image"}:
            form.fields[name] = given.get("value", "")

    def handle_data(self, text: str) -> None:
        if self._form is None:
            return
        if self._option is not None and self._select:
            value, words = self._form.choices[self._select][-1]
            self._form.choices[self._select][-1] = (value, words + text)
        elif self._area:
            self._form.fields[self._area] += text

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "option":
            self._option = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def forms(page: str) -> list[Form]:
    """All forms of a page, in their order."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_to(page: str, action_ends: str) -> Form:
    """The POST form whose action ends so ("" for a form that posts to its own page). Raises LookupError."""
    posting = [form for form in forms(page) if form.method == "post"]
    found = [form for form in posting if form.action.endswith(action_ends)] if action_ends else posting
    own = [form for form in found if "language" not in form.action and "logout" not in form.action]
    if not own:
        raise LookupError(f"no form to {action_ends or 'the page itself'}")
    return own[0]
