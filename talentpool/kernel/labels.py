"""Names for models and fields that give themselves none, so that no record page shows English on a Chinese page.

Django derives "half life days" from ``half_life_days`` and "pay rule" from ``PayRule``. Here each such English name becomes
a lazy translation with the context "record", from the catalogue ``locale/zh_Hans/records.po``. That happens once, when
the models stand; migrations don't notice, since they compare what was declared. A name declared in the model wins.
"""

import re
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import override, pgettext, pgettext_lazy

CONTEXT = "record"
# What Django makes of a column's name -> how a person would say it.
SPOKEN = (
    (r"^minor$", "amount"),
    (r"^minor per hour$", "pay per hour"),
    (r" minor$", ""),
    (r" s$", ", seconds"),
    (r" ms$", ", milliseconds"),
    (r"^is demo$", "invented"),
    (r"^is ", ""),
    (r" sealed$", ", encrypted"),
    (r"\burl$", "address"),
    (r"^ip$", "IP address"),
    (r"^id$", "ID"),
    (r"^ref$", "reference"),
    (r"^slug$", "short name"),
    (r"^to$", "addressed to"),
    (r"^at$", "moment"),
    (r"\btimezone$", "time zone"),
)


def name_all() -> None:
    """Give every model and field without a translated name of its own one from the catalogue."""
    for model in apps.get_models(include_auto_created=True):
        _name_model(model)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            field.verbose_name = _named(field.verbose_name)


def spoken(name: str) -> str:
    """A column's name, or a key of stored JSON, as English words.

    >>> [spoken(name) for name in ("pay_minor", "is_staff", "target_s", "half_life_days")]
    ['pay', 'staff', 'target, seconds', 'half life days']
    """
    said = re.sub(r"[_-]+", " ", name).strip()
    for pattern, words in SPOKEN:
        said = re.sub(pattern, words, said)
    return said


def word(name: str) -> str:
    """A key of stored JSON in the reader's language."""
    return pgettext(CONTEXT, spoken(name)) if name else ""


def value_word(code: str) -> str:
    """A stored code in the reader's language: the context "record value" first, since "offered" is also a column."""
    said = pgettext(f"{CONTEXT} value", spoken(code))
    return word(code) if said == spoken(code) else said


def plural(name: str) -> str:
    """The English plural of a model's name.

    >>> [plural(word) for word in ("entry", "outbox", "rules of dispatch", "day")]
    ['entries', 'outboxes', 'rules of dispatch', 'days']
    """
    if re.search(r"[^s]s\b", name):  # "volumes", "rules of dispatch": it is one already
        return name
    if re.search(r"[^aeiou]y$", name):
        return name[:-1] + "ies"
    return name + ("es" if re.search(r"(s|x|ch|sh)$", name) else "s")


def _name_model(model: type[models.Model]) -> None:
    declared, meta = model._meta.original_attrs, model._meta
    with override(None):
        english = str(meta.verbose_name)
    meta.verbose_name = _named(meta.verbose_name or english)
    if "verbose_name_plural" not in declared:
        meta.verbose_name_plural = pgettext_lazy(CONTEXT, plural(english))
    else:
        meta.verbose_name_plural = _named(meta.verbose_name_plural or plural(english))


def _named(name: Any) -> Any:
    return pgettext_lazy(CONTEXT, spoken(name)) if isinstance(name, str) and name else name
