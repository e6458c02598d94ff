"""Typing a text in both languages: one input for each, labelled, instead of JSON."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CODES = tuple(code for code, _name in settings.LANGUAGES)


class BothLanguages(forms.MultiWidget):
    """An input a language; each says which, in that language."""

    template_name = "components/widgets/both_languages.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        inputs = {code: forms.Textarea({"rows": 2, "lang": code}) for code in CODES}
        super().__init__({code.replace("-", "_"): one for code, one in inputs.items()}, attrs)

    def decompress(self, value: Any) -> list[str]:
        return [value.get(code, "") for code in CODES] if isinstance(value, dict) else ["" for _code in CODES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        named = zip(context["widget"]["subwidgets"], settings.LANGUAGES, strict=True)
        context["widget"]["inputs"] = [(one, language) for one, (_code, language) in named]
        return context


class LocalizedFormField(forms.MultiValueField):
    """A ``LocalizedText``. Required means: in every language."""

    def __init__(self, **kwargs: Any) -> None:
        for unused in ("max_length", "encoder", "decoder"):
            kwargs.pop(unused, None)
        kwargs["widget"] = BothLanguages
        each = [forms.CharField(required=False) for _code in CODES]
        super().__init__(each, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        return {code: text for code, text in zip(CODES, data_list or [""] * len(CODES), strict=True) if text}

    def clean(self, value: Any) -> Any:
        texts: dict[str, str] = super().clean(value)
        if self.required and len(texts) < len(CODES):
            raise ValidationError(_("Write it in both languages."), code="required")
        return texts

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {**dict.fromkeys(CODES, ""), **(initial or {})} != dict(zip(CODES, data or [], strict=False))
