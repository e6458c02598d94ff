"""The words of growth's messages."""

from django.utils.translation import gettext_lazy as _

from accounts import personal
from talentpool.messaging.topics import say

personal.erases("talentpool.growth.personal.erase")
say(
    "coaching.asked",
    title=_("A coaching talk: you begin"),
    body=_("Write your own view first. No score opens the talk."),
)
say("coaching.reflected", title=_("A reflection waits for you"), body=_("Read it, then say what to continue."))
say("coaching.your_plan", title=_("Your plan"), body=_("Write what you commit yourself to, with a day."))
say("coaching.looked_back", title=_("A coaching talk is closed"), body=_("She has looked back at her commitments."))
say("coaching.due", title=_("You wanted to: %(promise)s"), body=_("Look back at it: did it work?"))
say("pairs.proposed", title=_("Somebody to learn with"), body=_("One of you is strong where the other is not yet."))
say("pairs.begun", title=_("Your pair begins"), body=_("Agree when to talk; time that is taught is paid."))
say("pairs.confirm", title=_("Confirm time you were taught"), body=_("Your partner is paid once you confirm."))
say("levels.stepped_down", title=_("Your level is now %(level)s"), body=_("%(reason)s"))
say(
    "backbone.chosen",
    title=_("You are a backbone agent now"),
    body=_("You lead up to fifteen people on your shifts. The reason: %(reason)s"),
)
say("backbone.released", title=_("You no longer lead teams"), body=_("The reason: %(reason)s"))
