"""Growth's refusals."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import Refusal


class SameLevel(Refusal):
    """The agent already stands on this level."""

    code = "same_level"
    message = _("The agent is already on level %(level)s.")
    next_step = _("Choose another level.")
