"""What can be wrong with a list of people, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.table_words import FILE_WORDS, ROW_WORDS

ROWS = {
    **ROW_WORDS,
    "no_contact": _("Neither a phone number nor an e-mail address is given."),
    "name_length": _("The name is missing, or has not between 2 and 80 characters."),
    "not_a_phone": _("This is no phone number that can exist."),
    "not_an_email": _("This is no e-mail address."),
    "not_an_identity": _("This identity number can't be right; its check digit does not fit."),
    "too_young": _("The person is too young to work."),
    "unknown_word": _("This word is not known in this column."),
    "out_of_range": _("This number is out of range."),
    "known": _("In the pool already, by phone, e-mail or identity number: passed over."),
    "twice_in_file": _("Stands further up in the same file: passed over."),
}


def row_words(code: str) -> str:
    """What is wrong with a row."""
    return str(ROWS.get(code, code))


def file_words(failure: Mapping[str, Any]) -> str:
    """Why a list could not be read."""
    sentence = str(FILE_WORDS.get(failure.get("code", ""), failure.get("code", "")))
    return sentence % failure["places"] if failure.get("places") else sentence
