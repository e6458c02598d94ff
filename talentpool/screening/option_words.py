"""What is wrong with a question's options, in the reader's language."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talentpool.screening.rules.marking import options_fault

OPTIONS = {
    "shape": _("Each option needs a key, a text in both languages and a worth between 0 and 1."),
    "no_options": _("A question needs at least two options to choose from."),
    "twice": _("Two options have the same key."),
    "no_right": _("No option is right: one of them must be worth 1."),
}


def check_options(options: Any) -> None:
    """For the forms of the records. Raises ValidationError on the field "options"."""
    fault = options_fault(options)
    if fault:
        raise ValidationError({"options": ValidationError(OPTIONS[fault], code=fault)})
