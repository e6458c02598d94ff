"""The ledger: facts posted once, in balance, for ever."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Client, User
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from tasks.billing.errors import EntryUnbalanced
from tasks.billing.models import Account, JournalEntry, Posting
from tasks.billing.states import AccountKind


@dataclass(frozen=True, slots=True)
class Side:
    """Where and how much, in minor units: positive debit, negative credit."""

    kind: AccountKind
    minor: int
    client: Client | None = None
    agent: Agent | None = None


@transaction.atomic
def post(
    *,
    kind: str,
    source: uuid.UUID,
    text: str,
    sides: Sequence[Side],
    currency: str,
    at: datetime | None = None,
    by: User | None = None,
) -> JournalEntry:
    """Post one fact. The same ``kind`` and ``source`` again give the entry that is there and post nothing.

    Raises EntryUnbalanced unless two sides or more sum to zero; the database checks it once more at the commit.
    """
    entry, is_new = JournalEntry.objects.get_or_create(
        kind=kind, source=source, defaults={"at": at or now(), "text": text, "posted_by": by}
    )
    if not is_new:
        return entry
    used = [side for side in sides if side.minor]
    if len(used) < 2 or sum(side.minor for side in used) != 0:
        raise EntryUnbalanced
    Posting.objects.bulk_create(
        Posting(entry=entry, account=_account(side, currency), minor=side.minor, currency=currency) for side in used
    )
    return entry


@transaction.atomic
def reverse(*, entry: JournalEntry, text: str, by: User | None) -> JournalEntry:
    """Undo an entry by its mirror; once."""
    mirror, is_new = JournalEntry.objects.get_or_create(
        kind="reversal",
        source=entry.ref,
        defaults={"at": now(), "text": text, "posted_by": by, "reverses": entry},
    )
    if is_new:
        Posting.objects.bulk_create(
            Posting(entry=mirror, account_id=p.account_id, minor=-p.minor, currency=p.currency)
            for p in entry.postings.all()
        )
    return mirror


def _account(side: Side, currency: str) -> Account:
    found, _created = Account.objects.get_or_create(
        kind=side.kind, client=side.client, agent=side.agent, currency=currency
    )
    return found
