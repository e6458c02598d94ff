"""Fields that several rooms need: text in both languages, personal text at rest."""

from typing import Any

from django.db import models
from django.utils.translation import get_language

from talentpool.kernel import encryption
from talentpool.kernel.localized import LocalizedFormField


class LocalizedText(dict[str, str]):
    """``{"en": ..., "zh-hans": ...}``; as a string it is the active language, else English, else what there is."""

    def __str__(self) -> str:
        language = (get_language() or "en").lower()
        return self.get(language) or self.get("en") or next(iter(self.values()), "")

    def __html__(self) -> str:
        from django.utils.html import escape

        return escape(str(self))


class LocalizedTextField(models.JSONField):
    """Content from the database that both languages need."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        return LocalizedText(found) if isinstance(found, dict) else found

    def to_python(self, value: Any) -> Any:
        return LocalizedText(value) if isinstance(value, dict) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if isinstance(value, dict) and not isinstance(value, LocalizedText):
            value = LocalizedText(value)
            setattr(model_instance, self.attname, value)
        return value

    def formfield(self, form_class: Any = None, choices_form_class: Any = None, **kwargs: Any) -> Any:
        """An input a language. Not JSONField's: that one shows the stored JSON."""
        kwargs.setdefault("show_hidden_initial", False)
        return super(models.JSONField, self).formfield(form_class or LocalizedFormField, choices_form_class, **kwargs)


class Sealed:
    """A personal text kept encrypted in ``<name>_sealed``; reads and writes as plain text on the instance.

    Bound to table, column and the row's ``ref``, so a value copied to another row is unreadable there.
    """

    def __init__(self, column: str) -> None:
        self.column = column

    def _place(self, instance: Any) -> str:
        return f"{instance._meta.db_table}.{self.column}:{instance.ref}"

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        token = getattr(instance, self.column)
        return encryption.unseal(token, bound_to=self._place(instance)) if token else ""

    def __set__(self, instance: Any, value: str) -> None:
        setattr(instance, self.column, encryption.seal(value, bound_to=self._place(instance)) if value else "")
