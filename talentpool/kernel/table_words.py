"""What can be wrong with a file of rows, and with one row, in words. Rooms add their own codes to these."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import Text

FILE_WORDS: dict[str, Text] = {
    "empty_file": _("The file is empty."),
    "no_table": _("This is not a table. Send CSV (UTF-8, UTF-16 or GB18030) or XLSX."),
    "too_large": _("The file unpacks to more than can be read."),
    "columns_missing": _("These columns are missing: %(columns)s."),
    "no_rows": _("The file has no row that can be used."),
    "file_gone": _("The uploaded file is no longer there. Upload it again."),
    "worker_died": _("Reading stopped three times without an end. Upload the file again, or ask us."),
}
ROW_WORDS: dict[str, Text] = {
    "too_few_columns": _("The row has too few columns."),
    "missing_value": _("A value is missing."),
    "not_a_number": _("This is not a number."),
    "negative": _("A negative number makes no sense here."),
    "formula": _("Formulas are not read. Save the values and send them."),
    "nul": _("The row holds a NUL character."),
    "bad_character": _("A character can't be read in this encoding."),
    "cell_too_long": _("A cell is too long."),
}
