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
