"""What wakes billing, and what it tells people."""

from django.utils.translation import gettext_lazy as _

from talentpool.messaging.topics import on, say
from tasks.orders.agreed import cancellation_from

on("attendance.checked_out", "tasks.billing.jobs.on_checked_out")
on("attendance.corrected", "tasks.billing.jobs.on_corrected")
on("standby.over", "tasks.billing.jobs.on_standby_over")
on("drill.taken", "tasks.billing.jobs.on_drill_taken")
on("shift.cancelled", "tasks.billing.jobs.on_shift_cancelled")

say(
    "billing.statement",
    title=_("You earned %(total)s"),
    body=_("The statement of your shift “%(order)s” is there: every line with its hours and rate."),
)
say(
    "billing.thanked",
    title=_("You earned %(total)s"),
    body=_("Thank you for taking part in the drill “%(order)s”. It is on your statement."),
)
say(
    "billing.corrected",
    title=_("Your pay was corrected by %(difference)s"),
    body=_("The hours of your shift “%(order)s” were corrected; the statement shows what was posted before and since."),
)
say("billing.payout", title=_("%(total)s is on its way"), body=_("Your payout was approved and goes to your account."))
say(
    "billing.dispute_answered",
    title=_("Your question about a pay line was answered"),
    body=_("Read the answer on the statement."),
)
cancellation_from("tasks.billing.terms.cancellation_steps")
