"""What dispatch listens to, and the words of its messages."""

from django.utils.translation import gettext_lazy as _

from talentpool.messaging.topics import on, say

on("order.submitted", "tasks.dispatch.jobs.on_submitted")
on("seat.undone", "tasks.dispatch.jobs.on_undone")
on("shift.cancelled", "tasks.dispatch.jobs.on_cancelled")

say(
    "offer.sent", title=_("A shift for you: %(at)s"), body=_("%(client)s asks for you. You can answer until %(until)s.")
)
say(
    "offer.drawn", title=_("You were drawn: %(at)s"), body=_("The seat at %(client)s is yours. It is in your schedule.")
)
say(
    "offer.not_drawn",
    title=_("Not drawn this time: %(at)s"),
    body=_("There were more people than seats at %(client)s. It changes nothing for your next offers."),
)
say(
    "swap.asked",
    title=_("A colleague asks you: %(at)s"),
    body=_("Can you take her shift at %(client)s? You can answer until %(until)s; saying no costs nothing."),
)
say(
    "swap.taken",
    title=_("Somebody took your shift: %(at)s"),
    body=_("You need not come any more."),
)
say(
    "standby.called",
    title=_("Can you step in? %(at)s"),
    body=_("A seat at %(client)s is free for you until %(until)s."),
)
say(
    "standby.ended",
    title=_("You no longer stand by: %(at)s"),
    body=_(
        "A seat at %(client)s became free, and a rule keeps it from you: %(rule)s What you kept free until now is paid."
    ),
)
say(
    "shift.cancelled",
    title=_("Cancelled by the client: %(at)s"),
    body=_("%(client)s cancelled this shift. What is paid for it is in your statement."),
)
