"""Which rule set judges a conversation; the starter set becomes a row when it is first needed."""

from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import Client
from talentpool.kernel.clock import now
from talentpool.kernel.locks import one_at_a_time
from tasks.quality.models import RuleSet
from tasks.quality.rules.compiling import digest_of
from tasks.quality.starter import starter_data
from tasks.quality.states import RULE_SET, RuleSetState


def rule_set_in_force(*, client: Client, channel: str) -> RuleSet:
    """The published rule set a conversation is judged by: the client's own for the channel first, the starter last.

    The starter set becomes a row the first time it is needed, and a new version whenever the product ships new words,
    as long as no person has published a common set.
    """
    found = RuleSet.objects.in_force(client=client, channel=channel).defer("rules").first()
    if found is None:
        return starter_row()
    ours = found.client_id is None and found.published_by_id is None
    return starter_row() if ours and found.pk != _shipped.get(_shipped_digest()) else found


_shipped: dict[str, int] = {}  # digest of the shipped set -> its row, once seen by this worker


@cache
def _shipped_digest() -> str:
    """Once per worker: what ships changes with the product only."""
    return digest_of(starter_data())


def starter_row() -> RuleSet:
    """The product's own set as it ships now."""
    digest = _shipped_digest()
    if digest in _shipped:
        known = RuleSet.objects.filter(pk=_shipped[digest], state=RuleSetState.PUBLISHED).defer("rules").first()
        if known is not None:
            return known
    row = _publish_starter(starter_data(), digest)
    _shipped.clear()
    _shipped[digest] = row.pk
    return row


@transaction.atomic
def _publish_starter(shipped: dict[str, Any], digest: str) -> RuleSet:
    one_at_a_time("quality.starter")  # the very first conversations may come in together, and no row is there to lock
    common = RuleSet.objects.select_for_update().filter(client=None, channel="")
    present = common.filter(state=RuleSetState.PUBLISHED).first()
    if present is not None and digest_of(present.rules) == digest:
        return present
    if present is not None:
        RULE_SET.move(present, RuleSetState.RETIRED)
    version = (common.aggregate(newest=Max("version"))["newest"] or 0) + 1
    return RuleSet.objects.create(
        client=None,
        name=shipped["name"],
        version=version,
        state=RuleSetState.PUBLISHED,
        rules=shipped,
        published_at=now(),
    )
