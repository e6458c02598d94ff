"""What activation says to people."""

from django.utils.translation import gettext_lazy as _

from talentpool.messaging import topics

topics.say(
    "drill.called",
    title=_("A drill: could you work now?"),
    body=_("%(skill)s. Answer until %(until)s; a no has no consequence."),
)
topics.say(
    "drill.announced",
    title=_("An announced drill begins"),
    body=_("%(skill)s. Answer until %(until)s; a no has no consequence."),
)
topics.say(
    "drill.coming",
    title=_("A drill is coming"),
    body=_("%(skill)s, at %(at)s: you were drawn and will be called then. A no has no consequence."),
)
topics.say(
    "drill.off",
    title=_("The announced drill is off"),
    body=_("%(skill)s: nobody will be called at %(at)s."),
)
topics.say(
    "ping.sent",
    title=_("Are you still with us?"),
    body=_("%(text)s"),
)
topics.say(
    "review.decided",
    title=_("A decision about your place in the pool"),
    body=_("Decided: %(decision)s, from %(from)s. Read the reasons, the way back and how to object."),
)
topics.say(
    "pool.announced",
    title=_("News from the pool"),
    body=_("%(text)s"),
)
topics.say(
    "review.back",
    title=_("You are back in the reserve"),
    body=_("You took the way back; offers can reach you again."),
)
topics.say(
    "review.appeal",
    title=_("Your appeal was answered"),
    body=_("Another person looked at the decision about your place in the pool. Read what she found."),
)
topics.say(
    "freshness.practice",
    title=_("One practice task keeps you fresh"),
    body=_("%(skill)s has not been used for a while. Three short customers, five minutes, whenever you like."),
)
topics.say(
    "freshness.refresher",
    title=_("A refresher would help"),
    body=_("%(skill)s has not been used for long. The refresher with its exam makes it count again."),
)
