"""The day of one assignment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.transitions import Transitions


class AttendanceState(models.TextChoices):
    EXPECTED = "expected", _("Expected")
    CONFIRMED = "confirmed", _("Confirmed")
    CHECKED_IN = "checked_in", _("Checked in")
    ON_BREAK = "on_break", _("On a break")
    FAULT = "fault", _("Technical fault")
    CHECKED_OUT = "checked_out", _("Checked out")
    NO_SHOW = "no_show", _("Did not come")
    ENDED = "ended", _("Assignment ended before the shift")


class EventKind(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    ACKNOWLEDGED = "acknowledged", _("Security rules acknowledged")
    KIT_CHECKED = "kit_checked", _("Kit checked")
    CHECKED_IN = "checked_in", _("Checked in")
    BREAK_STARTED = "break_started", _("Break started")
    BREAK_ENDED = "break_ended", _("Break ended")
    FAULT_REPORTED = "fault_reported", _("Technical fault reported")
    FAULT_ENDED = "fault_ended", _("Technical fault ended")
    CHECKED_OUT = "checked_out", _("Checked out")
    NUDGED = "nudged", _("Nudged")
    MISSED = "missed", _("Missed")
    REPLACEMENT = "replacement", _("Replacement search")
    CHANNEL_CHANGED = "channel", _("Channel changed")
    CORRECTED = "corrected", _("Corrected")
    DISPUTED = "disputed", _("Disputed")


class TicketState(models.TextChoices):
    """A hard case: open until somebody takes it, answered by the lead or, handed on, by the dispatch desk."""

    OPEN = "open", _("Open")
    TAKEN = "taken", _("Taken")
    DESK = "desk", _("With the dispatch desk")
    ANSWERED = "answered", _("Answered")


class IncidentKind(models.TextChoices):
    SEEN = "seen", _("Somebody saw or heard what they should not")
    COPIED = "copied", _("Something was copied, photographed or written down")
    ACCOUNT = "account", _("An account was used by somebody else, or its password got out")
    DEVICE = "device", _("A device was lost, stolen or infected")
    OTHER = "other", _("Something else")


class IncidentState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class StepKind(models.TextChoices):
    """What a dispatcher can do about a gap with one tap."""

    WAVE = "wave", _("Another wave")
    BONUS = "bonus", _("Bonus")
    STANDBY = "standby", _("Standby called")
    HUB = "hub", _("Hub called")


TICKET = Transitions(
    {
        "open": {"taken", "desk", "answered"},
        "taken": {"desk", "answered"},
        "desk": {"answered"},
    }
)
INCIDENT = Transitions({"open": {"closed"}})

SECURITY_RULES = {
    "virtual_desktop": _("You work on the client's virtual desktop and nowhere else."),
    "no_downloads": _("Nothing is downloaded, copied, photographed or written down."),
    "access_while_checked_in": _("Your access works only while you are checked in."),
    "closed_room": _("You work alone in a room with a closed door."),
    "clean_desk": _("No phone, paper or other screen lies on the desk."),
    "no_recording": _("Nothing in the room records sound or pictures."),
}

ATTENDANCE = Transitions(
    {
        "expected": {"confirmed", "checked_in", "no_show", "ended"},
        "confirmed": {"checked_in", "no_show", "ended"},
        "checked_in": {"on_break", "fault", "checked_out"},
        "on_break": {"checked_in", "checked_out"},
        "fault": {"checked_in", "checked_out"},
        "no_show": {"checked_in"},
    }
)
