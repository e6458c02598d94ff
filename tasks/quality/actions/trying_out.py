"""A draft is tried out on the newest conversations by a job; people then look at a sample of what it hits."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.kernel.queue import wake
from tasks.quality.errors import HitUnknown, NotADraft
from tasks.quality.findings import compiled_rules, turns_of
from tasks.quality.models import Conversation, HitVerdict, InspectionPractice, RuleSet, TryOut
from tasks.quality.rules.compiling import compile_rule_set
from tasks.quality.rules.tryout import TryOutTally
from tasks.quality.states import RUN, RuleSetState, RunState

_SEEN_EVERY = 50
ATTEMPTS = 3


@transaction.atomic
def ask_try_out(*, rule_set: RuleSet, by: User) -> TryOut:
    """Try a draft out as it is now; one at a time. Raises NotADraft."""
    if rule_set.state != RuleSetState.DRAFT:
        raise NotADraft
    against = RuleSet.objects.filter(
        client=rule_set.client, channel=rule_set.channel, state=RuleSetState.PUBLISHED
    ).first()
    against = against or RuleSet.objects.filter(client=None, channel="", state=RuleSetState.PUBLISHED).first()
    try:
        with transaction.atomic():
            run = TryOut.objects.create(
                rule_set=rule_set, against=against, rules=rule_set.rules, asked_by=by, asked_at=now(), progress_at=now()
            )
    except IntegrityError:
        return TryOut.objects.get(rule_set=rule_set, state__in=[RunState.WAITING, RunState.RUNNING])
    wake("tasks.quality.jobs.try_out", run=run.pk)
    return run


def run_try_out(*, run: TryOut) -> TryOut:
    """Judge the newest conversations by the draft and by what is in force; only one caller gets to do it."""
    RUN.move(run, RunState.RUNNING, progress_at=now(), attempts=F("attempts") + 1)
    before = compiled_rules(run.against) if run.against else None
    tally = TryOutTally(draft=compile_rule_set(run.rules), before=before)
    rows = _newest(run.rule_set)
    TryOut.objects.filter(pk=run.pk).update(total=len(rows))
    for first in range(0, len(rows), _SEEN_EVERY):
        some = Conversation.objects.filter(pk__in=rows[first : first + _SEEN_EVERY]).only("ref", "turns")
        tally.take([(str(conversation.ref), turns_of(conversation)) for conversation in some])
        TryOut.objects.filter(pk=run.pk).update(seen=tally.seen, progress_at=now())
    RUN.move(run, RunState.DONE, outcome=tally.outcome(), seen=tally.seen, total=len(rows), finished_at=now())
    return run


def _newest(rule_set: RuleSet) -> list[int]:
    rows = Conversation.objects.all()
    if rule_set.client_id:
        rows = rows.filter(client_id=rule_set.client_id)
    if rule_set.channel:
        rows = rows.filter(channel=rule_set.channel)
    most = InspectionPractice.current().try_out_conversations
    return list(rows.order_by("-received_at", "-pk").values_list("pk", flat=True)[:most])


def resume_try_outs(*, at: datetime, silent_for: timedelta) -> int:
    """Wake try-outs whose job or wake-up was lost; one that stopped three times fails. Returns how many were woken."""
    for run in TryOut.objects.filter(state=RunState.RUNNING, progress_at__lt=at - silent_for):
        try:
            RUN.move(run, RunState.FAILED if run.attempts >= ATTEMPTS else RunState.WAITING, progress_at=at)
        except WrongState:
            continue
    waiting = list(TryOut.objects.filter(state=RunState.WAITING).values_list("pk", flat=True))
    for pk in waiting:
        wake("tasks.quality.jobs.try_out", run=pk)
    return len(waiting)


@transaction.atomic
def judge_sampled_hit(*, run: TryOut, place: int, is_right: bool, by: User) -> HitVerdict:
    """A person says whether the hit at ``place`` of the try-out's sample is right; she may change her mind."""
    sample: list[dict[str, Any]] = run.outcome.get("sample", [])
    if not 0 <= place < len(sample):
        raise HitUnknown
    hit = sample[place]
    return judge_hit(
        conversation=Conversation.objects.get(ref=hit["conversation"]), hit=hit, is_right=is_right, by=by, drawn=True
    )


@transaction.atomic
def judge_hit(*, conversation: Conversation, hit: dict[str, Any], is_right: bool, by: User, drawn: bool) -> HitVerdict:
    """Keep a verdict on one hit ({"rule", "word", "turn", "start"}). ``drawn``: it came from a random sample."""
    return HitVerdict.objects.update_or_create(
        conversation=conversation,
        rule=hit["rule"],
        turn=hit["turn"],
        start=hit["start"],
        by=by,
        defaults={"word": hit["word"][:100], "is_right": is_right, "drawn": drawn, "at": now()},
    )[0]
