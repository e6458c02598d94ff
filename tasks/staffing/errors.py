"""What staffing refuses, and the sentences for what is wrong with a file or a row."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel import table_words
from talentpool.kernel.errors import BadInput, Refusal, Text


class FileTooLarge(Refusal):
    code = "file_too_large"
    status = 413
    message = _("This file is larger than %(limit)s MB.")
    next_step = _("Split it by month and upload the parts.")


class VolumesInUse(Refusal):
    code = "volumes_in_use"
    message = _("An order is computed from these volumes; they can't be taken back.")
    next_step = _("Cancel the order first, or leave the volumes as they are.")


class VolumesNotReady(Refusal):
    code = "volumes_not_ready"
    message = _("These volumes have not been read to the end.")
    next_step = _("Wait until the import is done, or choose other volumes.")


class NothingRequired(Refusal):
    code = "nothing_required"
    status = 422
    message = _("These volumes have no contacts on the days asked for, so no seat is needed.")
    next_step = _("Choose other days, or volumes that cover these weekdays.")


class DaysMakeNoSense(BadInput):
    code = "days_make_no_sense"
    status = 422
    message = _("The last day must not lie before the first, and at most %(most)s days can be computed at once.")


class LoadTooLarge(BadInput):
    code = "load_too_large"
    status = 422
    message = _("An interval has more work than can be computed (%(erlangs)s erlangs).")
    next_step = _("Check the unit of the handling time: it is seconds.")


class ParametersMakeNoSense(BadInput):
    code = "parameters_make_no_sense"
    status = 422
    message = _("%(what)s is outside what can be computed.")


class HistoryTooShort(Refusal):
    code = "history_too_short"
    status = 422
    message = _("A forecast needs at least a week of history.")
    next_step = _("Upload a longer history, or leave fewer days out.")


class UnknownMethod(BadInput):
    code = "unknown_method"
    status = 422
    message = _("There is no such way to forecast.")


FILE_SENTENCES: dict[str, Text] = {
    **table_words.FILE_WORDS,
    "too_many_intervals": _("The file covers more intervals than can be read at once."),
}
ROW_SENTENCES: dict[str, Text] = {
    **table_words.ROW_WORDS,
    "not_a_time": _("This is not a date and time."),
    "zone_given": _("Times are local: leave the time zone out."),
    "too_large": _("This number is too large."),
    "unknown_outcome": _("This outcome is not known. Use AGENT, HANG or PHANTOM."),
    "off_grid": _("The time does not lie on the grid of intervals."),
    "duplicate_interval": _("This interval is given twice."),
}


def row_sentence(code: str) -> str:
    """What is wrong with a row, in the reader's language."""
    return str(ROW_SENTENCES.get(code, code))


def file_sentence(failure: dict[str, str]) -> str:
    """Why a file could not be read, in the reader's language."""
    sentence = FILE_SENTENCES.get(failure.get("code", ""), failure.get("code", ""))
    return str(sentence) % failure.get("places", {}) if failure.get("places") else str(sentence)
