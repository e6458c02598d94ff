"""What quality tells people."""

from django.utils.translation import gettext_lazy as _

from talentpool.messaging.topics import say

say(
    "quality.red_line",
    title=_("A red line was confirmed in your conversation"),
    body=_("The score of this conversation is now 0. Read the reason; you can object within the deadline shown there."),
)
say(
    "quality.appeal_answered",
    title=_("Your objection was answered"),
    body=_("Read the answer and the score as it stands now."),
)
