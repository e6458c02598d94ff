"""What the pool says to an agent, and what it knows about her."""

from django.utils.translation import gettext_lazy as _

from accounts import personal
from talentpool.messaging.topics import say

personal.holds("agents", "talentpool.agents.personal.export")
personal.hinders("talentpool.agents.personal.obstacle")
personal.erases("talentpool.agents.personal.erase")

say(
    "agents.reserve",
    title=_("You are in the reserve"),
    body=_("Agent %(number)s: offers that fit your times come from now on."),
)
say(
    "agents.rested",
    title=_("You are resting from work"),
    body=_("A person decided this: %(reason)s You can appeal within 14 days."),
)
say(
    "agents.released",
    title=_("You have left the pool"),
    body=_("A person decided this: %(reason)s You can appeal within 14 days, and apply again."),
)

say(
    "agents.backbone",
    title=_("You are a backbone agent now"),
    body=_("A person chose you to lead teams and to teach: %(reason)s"),
)
say(
    "agents.backbone_ended",
    title=_("You are no backbone agent any more"),
    body=_("A person decided this: %(reason)s Your level and your offers stay as they are."),
)
