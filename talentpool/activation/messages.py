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
    "ping.sent",
    title=_("Are you still with us?"),
    body=_("%(text)s"),
)
topics.say(
    "review.decided",
    title=_("A decision about your place in the pool"),
    body=_("Decided: %(decision)s, from %(from)s. Read the reasons, the way back and how to object."),
)
