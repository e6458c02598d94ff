"""What the pool says to an agent."""

from django.utils.translation import gettext_lazy as _

from talentpool.messaging.topics import say

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
