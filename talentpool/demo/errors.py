"""The demo's refusals."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import Refusal


class NotADemo(Refusal):
    """The database holds rows that are not the demo's."""

    code = "not_a_demo"
    message = _("This database is not an empty or a demo one, so nothing was changed.")
    next_step = _("Give an empty database, or clear a demo with: manage.py demo --clear")
