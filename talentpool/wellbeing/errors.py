"""Wellbeing's refusals."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import Refusal


class NotOffered(Refusal):
    """Off in this installation, or not allowed where the agent lives."""

    code = "wellbeing_not_offered"
    status = 404
    message = _("There is no wellbeing page here.")
    next_step = _("Nothing is missing: it is voluntary and changes nothing else.")
