"""Rule sets: drafted piece by piece, published by version, never changed after."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import Client, User
from talentpool.kernel.clock import now
from talentpool.kernel.locks import one_at_a_time
from tasks.quality.actions.rule_sets import rule_set_in_force, starter_row
from tasks.quality.errors import NotADraft, refusal_of
from tasks.quality.models import RuleSet
from tasks.quality.rules import editing
from tasks.quality.rules.compiling import Compiled, compile_rule_set
from tasks.quality.rules.editing import Part
from tasks.quality.rules.shapes import RuleSetInvalid
from tasks.quality.starter import starter_data
from tasks.quality.states import RULE_SET, RuleSetState


@transaction.atomic
def draft_rule_set(
    *, client: Client | None, channel: str, rules: object, by: User, based_on: RuleSet | None = None
) -> RuleSet:
    """Keep a new version as a draft after the inspector has read it.

    Raises RuleSetUnusable with the place that is wrong.
    """
    compiled = _read(rules)
    one_at_a_time(f"quality.rule_set:{client.pk if client else 0}:{channel}")
    siblings = RuleSet.objects.filter(client=client, channel=channel)
    version = (siblings.aggregate(newest=Max("version"))["newest"] or 0) + 1
    return RuleSet.objects.create(
        client=client,
        channel=channel,
        name=dict(compiled.rules.name),
        version=version,
        rules=rules,
        based_on=based_on,
        created_by=by,
        changed_at=now(),
    )


@transaction.atomic
def begin_rule_set(*, client: Client | None, channel: str, base: str, by: User) -> RuleSet:
    """A new draft for a client (empty: everybody without own rules) and channel.

    base: "force" what judges them now, "starter" the product's own set, "empty" nothing.
    """
    based_on = None
    if base == "force":
        based_on = _in_force(client, channel)
        rules = based_on.rules
    else:
        rules = starter_data() if base == "starter" else editing.empty_rules({"en": "New rules", "zh-hans": "新规则"})
    return draft_rule_set(client=client, channel=channel, rules=rules, by=by, based_on=based_on)


def _in_force(client: Client | None, channel: str) -> RuleSet:
    if client is not None:
        return RuleSet.objects.get(pk=rule_set_in_force(client=client, channel=channel).pk)
    common = RuleSet.objects.filter(client=None, channel__in=[channel, ""], state=RuleSetState.PUBLISHED)
    return common.order_by("-channel").first() or starter_row()


@transaction.atomic
def copy_rule_set(*, rule_set: RuleSet, by: User) -> RuleSet:
    """A new draft for the same client and channel, from any version."""
    return draft_rule_set(
        client=rule_set.client, channel=rule_set.channel, rules=rule_set.rules, by=by, based_on=rule_set
    )


@transaction.atomic
def put_piece(*, rule_set: RuleSet, part: Part, one: Mapping[str, Any], by: User) -> RuleSet:
    """Add or replace a rule, a step or a topic of a draft. Raises NotADraft, RuleSetUnusable."""
    return _change(rule_set, by, lambda rules: editing.with_one(rules, part, one))


@transaction.atomic
def drop_piece(*, rule_set: RuleSet, part: Part, code: str, by: User) -> RuleSet:
    """Take a rule, a step or a topic out of a draft. Raises NotADraft."""
    return _change(rule_set, by, lambda rules: editing.without(rules, part, code))


@transaction.atomic
def move_piece(*, rule_set: RuleSet, part: Part, code: str, places: int, by: User) -> RuleSet:
    """Move a step or a topic of a draft up or down: steps are due in their order. Raises NotADraft."""
    return _change(rule_set, by, lambda rules: editing.moved(rules, part, code, places))


@transaction.atomic
def put_frame(*, rule_set: RuleSet, parts: Mapping[str, Any], by: User) -> RuleSet:
    """Change a draft's name, weights, deductions, times or cues. Raises NotADraft, RuleSetUnusable."""
    return _change(rule_set, by, lambda rules: editing.with_frame(rules, **parts))


def _change(rule_set: RuleSet, by: User, change: Any) -> RuleSet:
    """Apply a change to the draft as it is now, so that two people who edit different rules lose nothing."""
    locked = RuleSet.objects.select_for_update(of=("self",)).get(pk=rule_set.pk)
    if locked.state != RuleSetState.DRAFT:
        raise NotADraft
    rules = change(locked.rules)
    locked.name = dict(_read(rules).rules.name)
    locked.rules, locked.changed_at, locked.created_by = rules, now(), by
    locked.save(update_fields=["rules", "name", "changed_at", "created_by"])
    return locked


def _read(rules: object) -> Compiled:
    try:
        return compile_rule_set(rules)
    except RuleSetInvalid as error:
        raise refusal_of(error) from error


@transaction.atomic
def publish_rule_set(*, rule_set: RuleSet, by: User) -> RuleSet:
    """Put a draft in force; the version before it retires. Conversations keep the version they were judged by.

    Raises NotADraft where somebody published or dropped it meanwhile.
    """
    siblings = RuleSet.objects.select_for_update(of=("self",)).filter(client=rule_set.client, channel=rule_set.channel)
    if not siblings.filter(pk=rule_set.pk, state=RuleSetState.DRAFT).exists():
        raise NotADraft
    for present in siblings.filter(state=RuleSetState.PUBLISHED):
        RULE_SET.move(present, RuleSetState.RETIRED)
    RULE_SET.move(rule_set, RuleSetState.PUBLISHED, published_at=now(), published_by=by)
    return rule_set


@transaction.atomic
def discard_draft(*, rule_set: RuleSet, by: User) -> None:
    """Throw a draft away; versions that were in force stay for ever. Raises NotADraft."""
    del by  # any analyst may tidy up drafts; nothing was judged by one
    locked = RuleSet.objects.select_for_update(of=("self",)).get(pk=rule_set.pk)
    if locked.state != RuleSetState.DRAFT:
        raise NotADraft
    locked.delete()
