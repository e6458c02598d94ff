"""What attendance listens to, and the words of its messages."""

from django.utils.translation import gettext_lazy as _

from talentpool.messaging.topics import on, say

on("seat.claimed", "tasks.attendance.jobs.on_claimed")
on("seat.undone", "tasks.attendance.jobs.on_ended")
on("assignment.released", "tasks.attendance.jobs.on_ended")
on("assignment.cancelled", "tasks.attendance.jobs.on_ended")
on("work.reviewed", "tasks.attendance.jobs.on_reviewed")

say(
    "attendance.nudge_confirm",
    title=_("Are you coming? %(at)s"),
    body=_("Confirm your shift at %(client)s with one tap, so that the client can count on you."),
)
say(
    "attendance.nudge_soon",
    title=_("Your shift begins: %(at)s"),
    body=_("Check-in at %(client)s is open."),
)
say(
    "attendance.nudge_late",
    title=_("Your shift has begun: %(at)s"),
    body=_("Check in now, or report a technical fault. In two minutes we look for somebody else for %(client)s."),
)
say(
    "attendance.correction_decided",
    title=_("Your correction was decided"),
    body=_("The day of %(at)s: open it to read the decision and its reason."),
)
say(
    "attendance.nudge_confirm_again",
    title=_("Still coming? %(at)s"),
    body=_("Your shift at %(client)s is near and not confirmed. One tap is enough; or give it back while it is free."),
)
say(
    "attendance.help_asked",
    title=_("%(agent)s needs you"),
    body=_("A hard case waits for your answer."),
)
say(
    "attendance.help_answered",
    title=_("Your hard case was answered"),
    body=_("The answer is on the page of your shift."),
)
say(
    "attendance.pay_raised",
    title=_("More pay: %(at)s"),
    body=_("The pay for the shift at %(client)s went up, for everybody on it. Your offer is still open."),
)
say(
    "attendance.your_pay_raised",
    title=_("More pay: %(at)s"),
    body=_(
        "The pay for your shift at %(client)s went up to %(pay)s an hour, for everybody on it. You need do nothing."
    ),
)
say(
    "attendance.complaint",
    title=_("A client is not content: %(at)s"),
    body=_("%(client)s wrote about your shift. Read it and say how it was, within three days; then a person decides."),
)
say(
    "attendance.complaint_settled",
    title=_("A complaint was decided: %(at)s"),
    body=_("Read the decision and its reason."),
)
