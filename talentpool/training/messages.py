"""The words of training's messages."""

from django.utils.translation import gettext_lazy as _

from talentpool.messaging.topics import on, say

say("training.certified", title=_("Certificate: %(course)s"), body=_("Valid until %(until)s."))
say("training.revoked", title=_("Certificate withdrawn: %(course)s"), body=_("The reason: %(reason)s"))
say("training.exam_passed", title=_("Exam passed: %(course)s"), body=_("A person has looked at all four parts."))
say(
    "training.exam_failed",
    title=_("Exam not passed: %(course)s"),
    body=_("The course page says why; you can begin again."),
)
say("training.lesson_proposed", title=_("A lesson for you: %(lesson)s"), body=_("%(minutes)s minutes, paid."))
say(
    "training.expiring", title=_("A certificate ends soon: %(course)s"), body=_("A refresher of one sitting renews it.")
)
say("training.class_cancelled", title=_("Class cancelled: %(course)s"), body=_("Your time is free again."))

on("formalities.completed", "talentpool.training.jobs.enter_ready")
