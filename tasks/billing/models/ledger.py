"""The double-entry ledger. Integer minor units; append-only; balanced per currency."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from talentpool.agents.models import Agent
from talentpool.kernel.labels import value_word
from talentpool.kernel.models import Numbered, Referable
from tasks.billing.states import AccountKind


class Account(Numbered):
    """One account per kind, owner and currency."""

    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    currency = models.CharField(max_length=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "client", "agent", "currency"], nulls_distinct=False, name="account_once"
            )
        ]


class JournalEntry(Referable):
    """One fact posted once: ``kind`` and ``source`` (the ref of the assignment, invoice, payout) make it idempotent."""

    kind = models.CharField(max_length=30)
    source = models.UUIDField()
    at = models.DateTimeField()
    text = models.CharField(max_length=200)
    posted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by")

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "source"], name="posted_once")]
        indexes: ClassVar = [models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{value_word(self.kind)} {self.at:%Y-%m-%d}"


class Posting(Numbered):
    """A side of an entry: positive debits, negative credits, in minor units. Each entry sums to 0 per currency."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(minor=0), name="posting_not_zero")]
