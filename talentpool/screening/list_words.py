"""What can be wrong with a list of people, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.table_words import FILE_WORDS, ROW_WORDS
from talentpool.screening.rules.candidates import PERSONAL

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
# The columns of a list as its faults name them.
COLUMNS = {
    "name": _("Name of the person"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "identity": _("Identity number"),
    "kind": _("Kind"),
    "region": _("Region"),
    "languages": _("Languages"),
    "channels": _("Channels"),
    "years": _("Years of experience"),
    "hours": _("Hours a week"),
}


def shown(error: Mapping[str, Any]) -> dict[str, Any]:
    """A bad row for the page: the column and the fault in words. What is personal was not kept, and says so."""
    column = error.get("column", "")
    hidden = column in PERSONAL and not error.get("value")
    return {
        **error,
        "column": COLUMNS.get(column, column),
        "value": _("not kept: it is personal") if hidden else error.get("value", ""),
        "sentence": row_words(error["code"]),
    }


def row_words(code: str) -> str:
    """What is wrong with a row."""
    return str(ROWS.get(code, code))


def file_words(failure: Mapping[str, Any]) -> str:
    """Why a list could not be read."""
    sentence = str(FILE_WORDS.get(failure.get("code", ""), failure.get("code", "")))
    return sentence % failure["places"] if failure.get("places") else sentence
