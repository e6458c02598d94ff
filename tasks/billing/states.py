"""Fixed lists of billing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.transitions import Transitions


class AccountKind(models.TextChoices):
    CLIENT = "client", _("Owed by a client")
    AGENT = "agent", _("Owed to an agent")
    REVENUE = "revenue", _("Revenue")
    PAY = "pay", _("Cost of pay")
    BANK = "bank", _("Bank")


class StatementState(models.TextChoices):
    POSTED = "posted", _("Posted")
    DISPUTED = "disputed", _("Disputed")
    PAID = "paid", _("Paid")


class InvoiceState(models.TextChoices):
    OPEN = "open", _("Being filled")
    SENT = "sent", _("Sent")
    PAID = "paid", _("Paid")


class PayoutState(models.TextChoices):
    """Needs two people: who proposes can't approve."""

    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


STATEMENT = Transitions({"posted": {"disputed", "paid"}, "disputed": {"posted", "paid"}})
INVOICE = Transitions({"open": {"sent"}, "sent": {"paid"}})
PAYOUT = Transitions({"proposed": {"approved", "refused"}})
