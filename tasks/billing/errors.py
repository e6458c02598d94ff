"""What billing refuses, and why."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import BadInput, NotAllowed, Refusal


class HoursNotApproved(Refusal):
    """There are no approved hours to pay."""

    code = "hours_not_approved"
    message = _("The hours of this shift are not approved yet.")
    next_step = _("The statement is written as soon as they are.")


class EntryUnbalanced(Refusal):
    """Debits and credits differ: nothing is posted."""

    code = "entry_unbalanced"
    status = 500
    message = _("These postings don't balance.")


class AlreadyDisputed(Refusal):
    """A dispute about this line is open or answered."""

    code = "already_disputed"
    message = _("You have already disputed this line.")
    next_step = _("A person answers here; you will get a message.")


class NotDisputed(Refusal):
    """No open dispute on this line."""

    code = "not_disputed"
    message = _("There is no open dispute about this line.")


class ReasonMissing(BadInput):
    """A reason or an answer has to be written."""

    code = "reason_missing"
    message = _("Write a reason: the other side will read it.")


class SamePerson(NotAllowed):
    """Money leaves only when two people agree."""

    code = "same_person"
    message = _("The one who proposed this payout can't approve it.")
    next_step = _("Ask a colleague in finance to look at it.")


class NothingPayable(Refusal):
    """No balance is due."""

    code = "nothing_payable"
    message = _("Nothing is due to be paid at the moment.")


class InvoiceEmpty(Refusal):
    """An invoice without lines is not sent."""

    code = "invoice_empty"
    message = _("This invoice has no lines yet.")


class CreditTooLarge(BadInput):
    """A credit over the invoice's total, or none."""

    code = "credit_out_of_range"
    message = _("A credit must be more than zero and at most the invoice's total.")
