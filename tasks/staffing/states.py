"""States of an import, and fixed lists of staffing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.transitions import Transitions


class ImportState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    READING = "reading", _("Reading")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    UNDONE = "undone", _("Undone")


class VolumeSource(models.TextChoices):
    CALL_LOG = "call_log", _("Call log")
    COUNTS = "counts", _("Counts per interval")
    TYPED = "typed", _("Typed in")
    FORECAST = "forecast", _("Forecast")


class ForecastState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    COMPUTING = "computing", _("Computing")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Model(models.TextChoices):
    ERLANG_C = "erlang_c", "Erlang C"
    ERLANG_A = "erlang_a", "Erlang A"


IMPORT = Transitions(
    {
        "waiting": {"reading", "failed"},
        "reading": {"done", "failed", "waiting"},
        "done": {"undone"},
        "failed": {"waiting"},
    }
)

FORECAST = Transitions(
    {
        "waiting": {"computing", "failed"},
        "computing": {"done", "failed", "waiting"},
        "done": {"waiting"},
        "failed": {"waiting"},
    }
)
METHOD_WORDS = {
    "last_week": _("Same day last week"),
    "four_weeks": _("Mean of four weeks"),
    "typical": _("Median of eight weeks"),
    "level": _("Weekday level, profile of the day"),
    "smoothed": _("Holt-Winters, profile of the day"),
    "combined": _("Median, level and Holt-Winters together"),
}
WRITTEN_CHANNELS = ("email", "complaint", "ticket")
