"""What a growth entry can be, and the five capabilities."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talentpool.kernel.transitions import Transitions


class EntryKind(models.TextChoices):
    """The kinds of entry every room may record; ``payload`` is described beside each."""

    APPLIED = "applied", _("Applied")  # campaign
    GATE = "gate", _("Gate")  # gate, score, passed
    ADMITTED = "admitted", _("Admitted")  # campaign
    LESSON = "lesson", _("Lesson")  # course, lesson, minutes
    EXAM = "exam", _("Exam")  # course, part, score, passed
    CERTIFIED = "certified", _("Certified")  # skill, until
    ENTERED_POOL = "entered_pool", _("Entered the reserve")
    DRILL = "drill", _("Drill")  # segment, depth
    PRACTICE = "practice", _("Practice task")  # skill, right, contacts, passed
    SHIFT = "shift", _("Shift")  # order, minutes, on_time
    NO_SHOW = "no_show", _("Did not come")  # order
    INSPECTED = "inspected", _("Conversation inspected")  # score, capabilities {name: score}, handling_s, channel
    RED_LINE = "red_line", _("Red line confirmed")
    FEEDBACK = "feedback", _("Client feedback")  # stars
    EARNED = "earned", _("Earned")  # minor, currency
    COACHING = "coaching", _("Coaching")
    LEVEL = "level", pgettext_lazy("of an agent", "Level")  # from, to, rulebook
    BACKBONE = "backbone", _("Backbone agent")  # chosen
    REVIEW = "review", _("Pool review")
    CORRECTION = "correction", _("Correction")  # corrects the entry named; void: that one counts for nothing


class Capability(models.TextChoices):
    RECEPTION = "reception", _("Reception")
    SERVICE = "service", _("Service")
    PRE_SALE = "pre_sale", _("Pre-sale")
    AFTER_SALE = "after_sale", _("After-sale problem solving")
    PRODUCT = "product", _("Product knowledge")


class TalkChannel(models.TextChoices):
    """What a coaching talk begins from."""

    RECORDING = "recording", _("Recorded work")
    OBSERVATION = "observation", _("Observation")
    REFLECTION = "reflection", _("Own reflection")


class TalkState(models.TextChoices):
    ASKED = "asked", _("Waits for your reflection")
    REFLECTED = "reflected", _("Ready to talk")
    TALKED = "talked", _("Plan in hand")
    CLOSED = "closed", _("Looked back")
    DROPPED = "dropped", _("Dropped")


class PairState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


class StepDownState(models.TextChoices):
    PROPOSED = "proposed", _("Waits for a decision")
    KEPT = "kept", _("Level kept")
    DONE = "done", _("Stepped down")


TALK = Transitions(
    {
        "asked": {"reflected", "dropped"},
        "reflected": {"talked", "dropped"},
        "talked": {"closed"},
    }
)
PAIR = Transitions({"proposed": {"active", "declined"}, "active": {"ended"}})
STEP_DOWN = Transitions({"proposed": {"kept", "done"}})
