"""Fixed lists of the pool, and the life of an agent in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talentpool.kernel.transitions import Transitions


class Kind(models.TextChoices):
    SHARED = "shared", _("Shared")
    HOME_BASED = "home_based", _("Home-based")


class Channel(models.TextChoices):
    CALL = "call", _("Calls")
    CHAT = "chat", _("Chat")
    EMAIL = "email", pgettext_lazy("a channel", "E-mail")
    COMPLAINT = "complaint", _("Complaints")
    OUTBOUND = "outbound", _("Outbound")


class AgentState(models.TextChoices):
    """RESERVE is the only one that may work."""

    TRAINING = "training", _("In training")
    RESERVE = "reserve", _("In the reserve")
    RESTING = "resting", _("Resting")
    RELEASED = "released", _("Left the pool")


class CommitmentKind(models.TextChoices):
    SHIFT = "shift", _("Shift")
    STANDBY = "standby", _("Standby")
    CLASS = "class", _("Class")
    INTERVIEW = "interview", _("Interview")


class Preference(models.TextChoices):
    FAVOURITE = "favourite", _("Favourite")
    BLOCK = "block", _("Block")


AGENT = Transitions(
    {
        "training": {"reserve", "released"},
        "reserve": {"resting", "released"},
        "resting": {"reserve", "released"},
        "released": {"training"},
    }
)
