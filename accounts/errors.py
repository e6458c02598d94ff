"""Typed refusals of accounts."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import Refusal


class LastOwner(Refusal):
    """A client company keeps at least one owner."""

    code = "last_owner"
    message = _("A company needs an owner, and this is the last one.")
    next_step = _("Make somebody else an owner first.")


class AlreadyMember(Refusal):
    code = "already_member"
    message = _("This person is a member of your company already.")
    next_step = _("Change the role in the list of members.")


class KeyReused(Refusal):
    """The same idempotency key with other content."""

    code = "idempotency_key_reused"
    status = 422
    message = _("This idempotency key was used for another request.")
    next_step = _("Send a new key with a new request, and the same key only with the same content.")


class StillBound(Refusal):
    """Data about a person who has work ahead of her can't be erased."""

    code = "still_bound"
    message = _("Your data can't be erased while something is open: %(reason)s.")
    next_step = _("Finish it or give it back, then ask again.")


class NotADemoUser(Refusal):
    code = "not_a_demo_user"
    status = 403
    message = _("Only users of demo data have a code that can be shown.")


class TooManyTries(Refusal):
    code = "too_many_tries"
    status = 429
    message = _("Too many tries.")
    next_step = _("Wait a few minutes, then try again.")


class AlreadyClaimed(Refusal):
    code = "already_claimed"
    message = _("This account has an owner already.")
    next_step = _("Log in, or ask for a new password.")
