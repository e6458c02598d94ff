"""The answers of a question as fields: a text in each language and how right it is, instead of JSON."""

from collections.abc import Mapping
from string import ascii_lowercase
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CODES = tuple(code for code, _name in settings.LANGUAGES)
RIGHT_ONE = _("One of them is 100 % right; empty rows are left out.")
SPARE = 2  # empty rows beside those that are filled


class OptionsInput(forms.Widget):
    """A row an answer. Its value is what was typed: [{"key", "worth", language code: text}]."""

    template_name = "components/widgets/options.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = list(value or []) + [{}] * SPARE
        context["widget"]["rows"] = [
            {
                "place": place,
                "key": row.get("key", ""),
                "worth": row.get("worth", ""),
                "texts": [(code, language, row.get(code, "")) for code, language in settings.LANGUAGES],
            }
            for place, row in enumerate(rows)
        ]
        return context

    def format_value(self, value: Any) -> Any:
        return value

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        rows, place = [], 0
        while f"{name}-{place}-worth" in data and place < len(ascii_lowercase):
            row = {part: str(data.get(f"{name}-{place}-{part}", "")).strip() for part in ("key", "worth", *CODES)}
            rows.append(row)
            place += 1
        return [row for row in rows if row["worth"] or any(row[code] for code in CODES)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-0-worth" not in data

    def id_for_label(self, id_: str) -> str:
        return ""


class OptionsField(forms.Field):
    """Options as questions keep them: [{"key", "text": {code: words}, "worth": 0 to 1}]; a new row gets the next letter."""

    widget = OptionsInput

    def prepare_value(self, value: Any) -> Any:
        """Percent and plain texts for the rows; what somebody typed comes back as it was."""
        if not isinstance(value, list) or not all("text" in row for row in value):
            return value
        return [
            {"key": row.get("key", ""), "worth": f"{100 * float(row.get('worth', 0)):g}", **row["text"]}
            for row in value
        ]

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Raises ValidationError where a text or a share is missing."""
        taken = {row["key"] for row in value or [] if row["key"]}
        free = iter(letter for letter in ascii_lowercase if letter not in taken)
        found = []
        for row in value or []:
            if not all(row[code] for code in CODES):
                raise ValidationError(_("Write each answer in both languages."), code="required")
            found.append(
                {
                    "key": row["key"] or next(free),
                    "text": {code: row[code] for code in CODES},
                    "worth": _share(row["worth"]),
                }
            )
        if self.required and not found:
            raise ValidationError(self.error_messages["required"], code="required")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((self.prepare_value(initial) or []) != (data or []))


def _share(text: str) -> float:
    try:
        share = float(text or 0) / 100
    except ValueError as error:
        raise ValidationError(_("How right an answer is: 0 to 100 percent."), code="worth") from error
    if not 0 <= share <= 1:
        raise ValidationError(_("How right an answer is: 0 to 100 percent."), code="worth")
    return share
