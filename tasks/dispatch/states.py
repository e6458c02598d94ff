"""States of plans, waves, offers, seats, assignments, standby places."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.transitions import Transitions


class PlanState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class WaveState(models.TextChoices):
    """LOTTERY: a tap enters, the draw decides at its end. INSTANT: a tap takes the seat."""

    PLANNED = "planned", _("Planned")
    LOTTERY = "lottery", _("Lottery window")
    INSTANT = "instant", _("Instant")
    CLOSED = "closed", _("Closed")


class WaveCause(models.TextChoices):
    PLANNED = "planned", _("Planned")
    EXTRA = "extra", _("Asked for by a dispatcher")
    REPLACEMENT = "replacement", _("To replace somebody")


class OfferState(models.TextChoices):
    OFFERED = "offered", _("Offered")
    ENTERED = "entered", _("In the draw")
    ACCEPTED = "accepted", _("Accepted")
    NOT_DRAWN = "not_drawn", _("Not drawn")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    UNDONE = "undone", _("Undone")
    ENDED = "ended", _("Accepted, later given back")


class AssignmentState(models.TextChoices):
    """SEEKING: she looks for a stand-in; she holds the seat, but it counts as uncovered."""

    HELD = "held", _("Held")
    SEEKING = "seeking", _("Seeking a stand-in")
    UNDONE = "undone", _("Undone")
    RELEASED = "released", _("Released")
    REPLACED = "replaced", _("Replaced")
    CANCELLED = "cancelled", _("Cancelled by the client")


class StandbyState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    CALLED = "called", _("Called")
    PROMOTED = "promoted", _("Promoted")
    LEFT = "left", _("Left")
    OVER = "over", _("Over")


PLAN = Transitions({"proposed": {"confirmed", "stopped"}, "confirmed": {"done", "stopped"}})
WAVE = Transitions(
    {"planned": {"lottery", "instant", "closed"}, "lottery": {"instant", "closed"}, "instant": {"closed"}}
)
OFFER = Transitions(
    {
        "offered": {"entered", "accepted", "declined", "expired", "withdrawn"},
        "entered": {"accepted", "not_drawn", "declined", "withdrawn"},
        "not_drawn": {"accepted", "declined", "expired", "withdrawn"},
        "accepted": {"undone", "ended"},
    }
)
ASSIGNMENT = Transitions(
    {
        "held": {"seeking", "undone", "released", "replaced", "cancelled"},
        "seeking": {"held", "released", "replaced", "cancelled"},
    }
)
STANDBY = Transitions({"waiting": {"called", "left", "over"}, "called": {"promoted", "waiting", "left", "over"}})
