"""A "no" is a typed error with a code, translated to a sentence in one place."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Refusal(Exception):
    """Something the product will not do, with the rule and the next step.

    code: stable, snake_case, for machines. status: the HTTP answer. message and next_step: for people, may hold
    ``%(name)s`` places that ``context`` fills.
    """

    code = "refused"
    status = 409
    message: Text = _("This can't be done now.")
    next_step: Text = ""

    def __init__(self, **context: Any) -> None:
        self.context: Mapping[str, Any] = context
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message) % self.context if self.context else str(self.message)

    @property
    def advice(self) -> str:
        """What the reader can do next; empty when there is nothing."""
        return str(self.next_step) % self.context if self.context else str(self.next_step)


class BadInput(Refusal):
    """Input that can't be read or has no meaning."""

    code = "bad_input"
    status = 400
    message = _("This input can't be used.")


class NotAllowed(Refusal):
    """The principal may not do this."""

    code = "not_allowed"
    status = 403
    message = _("You are not allowed to do this.")


class WrongState(Refusal):
    """A state table has no such step: somebody else was first, or the page was old."""

    code = "wrong_state"
    message = _("This has changed in the meantime: it is now “%(now)s”.")
    next_step = _("Reload the page to see how it stands.")
