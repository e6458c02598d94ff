"""Rule sets: drafted, published by version, never changed after."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import Client, User
from talentpool.kernel.clock import now
from talentpool.kernel.locks import one_at_a_time
from tasks.quality.errors import refusal_of
from tasks.quality.models import RuleSet
from tasks.quality.rules.compiling import compile_rule_set, digest_of
from tasks.quality.rules.shapes import RuleSetInvalid
from tasks.quality.starter import starter_data
from tasks.quality.states import RULE_SET, RuleSetState


def rule_set_in_force(*, client: Client, channel: str) -> RuleSet:
    """The published rule set a conversation is judged by: the client's own for the channel first, the starter last.

    The starter set becomes a row the first time it is needed, and a new version whenever the product ships new words,
    as long as no person has published a common set.
    """
    found = RuleSet.objects.in_force(client=client, channel=channel).defer("rules").first()
    if found is None or (found.client_id is None and found.published_by_id is None):
        return _starter()
    return found


_shipped: dict[str, int] = {}  # digest of the shipped set -> its row, once seen by this worker


def _starter() -> RuleSet:
    shipped = starter_data()
    digest = digest_of(shipped)
    if digest in _shipped:
        known = RuleSet.objects.filter(pk=_shipped[digest], state=RuleSetState.PUBLISHED).defer("rules").first()
        if known is not None:
            return known
    row = _publish_starter(shipped, digest)
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


@transaction.atomic
def draft_rule_set(*, client: Client | None, channel: str, rules: object, by: User) -> RuleSet:
    """Keep a new version as a draft after the inspector has read it.

    Raises RuleSetUnusable with the place that is wrong.
    """
    del by  # who may draft is the door's question; the version keeps who published it
    try:
        compiled = compile_rule_set(rules)
    except RuleSetInvalid as error:
        raise refusal_of(error) from error
    siblings = RuleSet.objects.filter(client=client, channel=channel)
    version = (siblings.aggregate(newest=Max("version"))["newest"] or 0) + 1
    return RuleSet.objects.create(
        client=client, channel=channel, name=dict(compiled.rules.name), version=version, rules=rules
    )


@transaction.atomic
def publish_rule_set(*, rule_set: RuleSet, by: User) -> RuleSet:
    """Put a draft in force; the version before it retires. Conversations keep the version they were judged by."""
    siblings = RuleSet.objects.select_for_update().filter(client=rule_set.client, channel=rule_set.channel)
    for present in siblings.filter(state=RuleSetState.PUBLISHED):
        RULE_SET.move(present, RuleSetState.RETIRED)
    RULE_SET.move(rule_set, RuleSetState.PUBLISHED, published_at=now(), published_by=by)
    return rule_set
