"""A conversation arrives: masked, matched, stored, inspected, alerted and logged in one transaction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from accounts.models import Client, User
from talentpool.agents.models import Agent, Alias
from talentpool.agents.states import Channel
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from tasks.dispatch.models import Assignment
from tasks.quality.actions.alerting import raise_alerts
from tasks.quality.actions.rule_sets import rule_set_in_force
from tasks.quality.actions.sampling import drawn_for
from tasks.quality.errors import ConversationDiffers, ConversationUnreadable, refusal_of
from tasks.quality.findings import compiled_rules, kept, signals_of, turns_json
from tasks.quality.models import (
    Conversation,
    ConversationBatch,
    ConversationSearch,
    Inspection,
    InspectionPractice,
)
from tasks.quality.rules.grams import grams_of
from tasks.quality.rules.inspecting import inspect
from tasks.quality.rules.intake import Intake, read_intake
from tasks.quality.rules.masking import mask
from tasks.quality.rules.shapes import InspectionError, Turn
from tasks.quality.rules.timing import handling_seconds
from tasks.quality.standing import give_score, growth_payload


@dataclass(frozen=True, slots=True)
class Received:
    """A stored conversation with its inspection; ``is_new`` is False when the same one was sent again."""

    inspection: Inspection
    is_new: bool


def receive_conversation(
    *,
    client: Client,
    sent: object,
    by: User | None,
    at: datetime | None = None,
    batch: ConversationBatch | None = None,
) -> Received:
    """Store and inspect one conversation (``{"id", "turns", ...}``, see ``rules.intake``); twice the same is once.

    ``at``: when it was received, if not now (a history that is brought in). ``batch``: the file it came in. Only a
    conversation that an alias and its time tie to an assignment is scored for a person. Raises ConversationUnreadable,
    ConversationOverBounds, TimesUnusable, ConversationDiffers.
    """
    del by  # the key's or the importer's right is checked at the door; nothing here depends on the person
    try:
        intake = read_intake(sent)
    except InspectionError as error:
        raise refusal_of(error) from error
    if intake.channel not in Channel.values:
        raise ConversationUnreadable(where="channel")
    known = _known(client, intake)
    if known is not None:
        return Received(known, is_new=False)
    try:
        return Received(_store(client, intake, at or now(), batch), is_new=True)
    except InspectionError as error:
        raise refusal_of(error) from error
    except IntegrityError:
        sent_meanwhile = _known(client, intake)
        if sent_meanwhile is None:
            raise
        return Received(sent_meanwhile, is_new=False)


def _known(client: Client, intake: Intake) -> Inspection | None:
    conversation = next(iter(Conversation.objects.filter(client=client, external_id=intake.external_id)), None)
    if conversation is None:
        return None
    if conversation.fingerprint != intake.fingerprint():
        raise ConversationDiffers(id=intake.external_id)
    return (
        conversation.inspections.select_related("conversation", "rule_set")
        .defer("rule_set__rules")
        .order_by("id")
        .first()
    )


@transaction.atomic
def _store(client: Client, intake: Intake, at: datetime, batch: ConversationBatch | None) -> Inspection:
    masked = [mask(t.text) for t in intake.turns]
    turns = [replace(t, text=m.text) for t, m in zip(intake.turns, masked, strict=True)]
    rule_set = rule_set_in_force(client=client, channel=intake.channel)
    finding = inspect(compiled=compiled_rules(rule_set), turns=turns)
    practice = InspectionPractice.current()
    agent, assignment = _match(client, intake, margin=timedelta(minutes=practice.match_margin_minutes))
    conversation = Conversation.objects.create(
        client=client,
        external_id=intake.external_id,
        channel=intake.channel,
        agent=agent,
        assignment=assignment,
        alias=intake.alias,
        queue=intake.queue,
        batch=batch,
        turns=turns_json(turns),
        masked=dict(sum((Counter(m.counts) for m in masked), Counter())),
        fingerprint=intake.fingerprint(),
        started_at=intake.started_at,
        received_at=at,
    )
    grams = grams_of(t.text for t in turns)
    ConversationSearch.objects.create(conversation=conversation, client=client, grams=grams)
    inspection = Inspection(
        conversation=conversation, rule_set=rule_set, client=client, agent=agent, inspected_at=at, **kept(finding)
    )
    inspection.changed_at = now()
    inspection.signals = signals_of(inspection)
    give_score(inspection)
    inspection.drawn_for = drawn_for(inspection=inspection, practice=practice)
    inspection.for_people = bool(inspection.drawn_for)
    inspection.save()
    raise_alerts(inspection=inspection, finding=finding)
    _log_growth(inspection, turns)
    return inspection


def _match(client: Client, intake: Intake, *, margin: timedelta) -> tuple[Agent | None, Assignment | None]:
    """The agent behind the alias, if she had an assignment of this client at that time; else nobody."""
    if not intake.alias or intake.started_at is None:
        return None, None
    alias = Alias.objects.filter(client=client, name=intake.alias).select_related("agent").first()
    if alias is None:
        return None, None
    assignments = Assignment.objects.filter(
        agent=alias.agent,
        shift__order__client=client,
        shift__starts_at__lte=intake.started_at + margin,
        shift__ends_at__gte=intake.started_at - margin,
    ).select_related("shift")
    near: list[Assignment] = sorted(assignments, key=lambda a: _distance(a, intake.started_at))
    return (alias.agent, near[0]) if near else (None, None)


def _distance(assignment: Assignment, at: datetime | None) -> tuple[timedelta, int]:
    middle = assignment.shift.starts_at + (assignment.shift.ends_at - assignment.shift.starts_at) / 2
    return abs(middle - at) if at else timedelta(0), -assignment.pk


def _log_growth(inspection: Inspection, turns: Sequence[Turn]) -> None:
    if inspection.agent is None or inspection.score is None:
        return
    conversation = inspection.conversation
    handled = handling_seconds(turns)
    # New agents' ramp is fitted from these seconds, channel by channel; see training's fit_ramp.
    worked = {"handling_s": handled, "channel": conversation.channel} if handled else {}
    record(
        subject=inspection.agent.user,
        kind=EntryKind.INSPECTED,
        source=inspection.ref,
        occurred_at=conversation.started_at or inspection.inspected_at,
        payload=growth_payload(inspection) | worked,
    )
