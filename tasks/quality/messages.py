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
say(
    "quality.alert",
    title=_("Red line: %(rule)s"),
    body=_("At %(client)s. Look at it now: confirm it, or say that it is a false alarm."),
)
say(
    "quality.alert_lead",
    title=_("An alert in your team: %(rule)s"),
    body=_("At %(client)s. Help now; the analysts decide about the score."),
)
say(
    "quality.review_sent",
    title=_("The quality review of %(period)s is there"),
    body=_("Scores, rules broken, causes of repeat contacts and complaints, with the conversations behind them."),
)
say(
    "quality.cause_yours",
    title=_("A cause to mend: %(topic)s"),
    body=_("You were named for it, until %(due)s. The page shows the conversations and the rate so far."),
)
