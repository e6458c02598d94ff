"""Files of conversations and of satisfaction, read by a job with progress; every bad row is named."""

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F

from accounts.models import Client, User
from talentpool.kernel.clock import now
from talentpool.kernel.errors import Refusal, WrongState
from talentpool.kernel.queue import wake
from talentpool.kernel.tables import RowProblem, Table, TableProblem
from tasks.quality.actions.receiving import receive_conversation
from tasks.quality.errors import BatchInUse, FileTooLarge
from tasks.quality.models import Alert, AssistantProposal, Conversation, ConversationBatch, Inspection, Satisfaction
from tasks.quality.rules.tables import FileUnreadable, Piece, json_lines, share_of, table_scores, table_turns
from tasks.quality.states import RUN, BatchHolds, RunState

BYTES_AT_MOST = 512 << 20
ERRORS_KEPT = 1_000
ATTEMPTS = 3
_SHOWN_EVERY = 25
BEST_SCORE = 5.0


@transaction.atomic
def upload_conversations(
    *, client: Client, file: "File[Any]", by: User, holds: str = BatchHolds.CONVERSATIONS, channel: str = "chat"
) -> ConversationBatch:
    """Keep the file and wake the job that reads it. Raises FileTooLarge."""
    size = int(file.size or 0)
    if size > BYTES_AT_MOST:
        raise FileTooLarge(limit=BYTES_AT_MOST >> 20)
    batch = ConversationBatch(
        client=client,
        name=Path(str(file.name)).name[:120],
        holds=holds,
        channel=channel,
        bytes_total=size,
        created_by=by,
    )
    batch.created_at = batch.progress_at = now()
    batch.file.save(f"{batch.ref}.table", file, save=False)
    batch.save()
    wake("tasks.quality.jobs.read_batch", batch=batch.pk)
    return batch


def read_batch(*, batch: ConversationBatch) -> ConversationBatch:
    """Read a file to its end; a second reader finds it taken. What was stored before a crash is met as known."""
    RUN.move(batch, RunState.RUNNING, progress_at=now(), attempts=F("attempts") + 1)
    seen = _Seen(batch)
    try:
        with batch.file.open("rb") as opened:
            for piece in _pieces(batch, opened):
                seen.take(piece, position=min(batch.bytes_total, opened.tell()))
    except (FileUnreadable, TableProblem) as problem:
        return _finish(batch, seen, failure=problem.code)
    except FileNotFoundError:
        return _finish(batch, seen, failure="file_gone")
    return _finish(batch, seen, failure="" if seen.rows else "no_rows")


def _pieces(batch: ConversationBatch, opened: Any) -> Iterator[Piece]:
    """By what the file begins with: a brace is JSON lines, anything else a table."""
    start = opened.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")
    opened.seek(0)
    raw: IO[bytes] = opened
    if batch.holds == BatchHolds.SATISFACTION:
        return table_scores(Table(raw, size=batch.bytes_total))
    if start.startswith(b"{"):
        return json_lines(raw)
    return table_turns(Table(raw, size=batch.bytes_total), channel=batch.channel)


class _Seen:
    """What became of the rows so far."""

    def __init__(self, batch: ConversationBatch) -> None:
        self.batch = batch
        self.rows = self.stored = self.known = self.bad = 0
        self.errors: list[dict[str, Any]] = []
        self.masked: Counter[str] = Counter()

    def take(self, piece: Piece, *, position: int) -> None:
        self.rows += 1
        try:
            if piece.problem:
                raise RowProblem(piece.problem)
            self._keep(piece)
        except RowProblem as problem:
            self._refuse(piece.row, problem.code, problem.column, problem.value)
        except Refusal as refusal:
            self._refuse(piece.row, refusal.code, str(refusal.context.get("where", "")), piece.sent.get("id", ""))
        if self.rows % _SHOWN_EVERY == 0:
            ConversationBatch.objects.filter(pk=self.batch.pk).update(
                **self.counts(), bytes_read=position, progress_at=now()
            )

    def _keep(self, piece: Piece) -> None:
        if self.batch.holds == BatchHolds.SATISFACTION:
            is_new = _rate(self.batch, piece.sent)
        else:
            received = receive_conversation(
                client=self.batch.client, sent=piece.sent, by=self.batch.created_by, batch=self.batch
            )
            is_new = received.is_new
            if is_new:
                self.masked.update(received.inspection.conversation.masked)
        self.stored += is_new
        self.known += not is_new

    def _refuse(self, row: int, code: str, where: str, value: object = "") -> None:
        self.bad += 1
        if len(self.errors) < ERRORS_KEPT:
            self.errors.append({"row": row, "code": code, "where": where[:200], "value": str(value)[:60]})

    def counts(self) -> dict[str, Any]:
        return {
            "rows_read": self.rows, "stored": self.stored, "known": self.known, "rows_bad": self.bad,
            "row_errors": self.errors, "masked": dict(self.masked),
        }  # fmt: skip


@transaction.atomic
def _rate(batch: ConversationBatch, sent: dict[str, Any]) -> bool:
    share = share_of(sent["score"], best=BEST_SCORE)
    conversation = Conversation.objects.filter(client=batch.client, external_id=sent["id"]).first()
    if conversation is None:
        raise RowProblem("conversation_unknown", "id", sent["id"])
    defaults = {"client": batch.client, "share": share, "batch": batch, "answered_at": now()}
    _row, is_new = Satisfaction.objects.update_or_create(conversation=conversation, defaults=defaults)
    Inspection.objects.filter(conversation=conversation).update(changed_at=now())
    return is_new


def _finish(batch: ConversationBatch, seen: _Seen, *, failure: str) -> ConversationBatch:
    state = RunState.FAILED if failure else RunState.DONE
    counts = seen.counts()
    RUN.move(batch, state, **counts, bytes_read=batch.bytes_total, failure=failure, finished_at=now())
    return batch


def resume_batches(*, at: datetime, silent_for: timedelta) -> int:
    """Files whose reader or wake-up was lost go on; one that stopped three times fails. Returns how many were woken."""
    for batch in ConversationBatch.objects.filter(state=RunState.RUNNING, progress_at__lt=at - silent_for):
        spent = batch.attempts >= ATTEMPTS
        try:
            RUN.move(batch, RunState.FAILED if spent else RunState.WAITING, failure="worker_died" if spent else "")
        except WrongState:
            continue
    waiting = list(ConversationBatch.objects.filter(state=RunState.WAITING).values_list("pk", flat=True))
    for pk in waiting:
        wake("tasks.quality.jobs.read_batch", batch=pk)
    return len(waiting)


@transaction.atomic
def undo_batch(*, batch: ConversationBatch, by: User) -> ConversationBatch:
    """Take a file back: its conversations go, its line stays. Refused once a person's score or work hangs on one.

    Raises BatchInUse.
    """
    locked = ConversationBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    rows = Conversation.objects.filter(batch=locked)
    inspections = Inspection.objects.filter(conversation__in=rows)
    used = itertools.chain(
        [inspections.filter(agent__isnull=False).exists()],
        (inspections.filter(**{f"{name}__isnull": False}).exists() for name in ("reviews", "appeals", "cases")),
    )
    if locked.state == RunState.RUNNING or any(used):
        raise BatchInUse
    for kind in (Alert, AssistantProposal):
        kind._base_manager.filter(inspection__in=inspections).delete()
    Satisfaction.objects.filter(conversation__in=rows).delete()
    inspections.delete()
    rows.delete()
    locked.stored, locked.failure = 0, "undone"
    locked.save(update_fields=["stored", "failure"])
    return locked
