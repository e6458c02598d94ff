"""Pictures of identity documents: kept sealed, looked at on the record, judged with their paper, deleted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from uuid import uuid4

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.screening import storage
from talentpool.screening.errors import (
    DocumentFaulty,
    DocumentGone,
    DocumentMissing,
    DocumentTooLarge,
    NothingToCompare,
)
from talentpool.screening.models import DocumentLook, DocumentPage, Formality, IdentityDocument, PaperStandard
from talentpool.screening.papers import PICTURE_FAULTS
from talentpool.screening.rules.pictures import Illegible
from talentpool.screening.scans import pictures_of
from talentpool.screening.states import DOCUMENT, DeletedBecause, DocumentState

MOST_PAGES = 4


def pictures(*, files: Sequence[bytes]) -> list[bytes]:
    """What was handed in, drawn anew. Raises DocumentMissing, DocumentTooLarge, DocumentFaulty."""
    standard = PaperStandard.current()
    found: list[bytes] = []
    for place, content in enumerate(files):
        if len(content) > standard.most_bytes:
            raise DocumentTooLarge(place=place, limit=standard.most_megabytes)
        try:
            found += pictures_of(content)
        except Illegible as error:
            raise DocumentFaulty(place=place, fault=PICTURE_FAULTS[error.code]) from error
    if not found:
        raise DocumentMissing
    return found[:MOST_PAGES]


@contextmanager
def stored(*, formality: Formality, pages: Sequence[bytes]) -> Iterator[list[str]]:
    """The pictures, sealed in the storage, as long as what happens inside succeeds."""
    paths = [storage.keep(f"documents/{formality.ref}/{uuid4().hex}.sealed", page) for page in pages]
    try:
        yield paths
    except BaseException:
        for path in paths:
            storage.forget(path)
        raise


@transaction.atomic
def keep_document(*, formality: Formality, paths: Sequence[str]) -> IdentityDocument:
    """The document of a paper that is being handed in; the one before goes."""
    for old in formality.documents.kept():
        delete_document(document=old, because=DeletedBecause.REPLACED)
    document = IdentityDocument.objects.create(formality=formality, handed_in_at=now())
    DocumentPage.objects.bulk_create(
        [DocumentPage(document=document, number=number, path=path) for number, path in enumerate(paths, start=1)]
    )
    return document


@transaction.atomic
def look_at_page(*, page: DocumentPage, by: User) -> bytes:
    """The picture; that ``by`` has seen it is written down first. Raises DocumentGone."""
    if not page.path:
        raise DocumentGone
    DocumentLook.objects.create(page=page, by=by, at=now())
    return storage.fetch(page.path)


def judge_document(*, formality: Formality, confirmed: bool) -> None:
    """Its paper was confirmed or returned: from now its days are counted.

    Raises NothingToCompare where a paper would be confirmed that came without a document.
    """
    document = formality.documents.kept().first()
    if document is None and confirmed:
        raise NothingToCompare
    if document is not None:
        state = DocumentState.CONFIRMED if confirmed else DocumentState.REFUSED
        DOCUMENT.move(document, state, judged_at=now())


@transaction.atomic
def delete_document(*, document: IdentityDocument, because: DeletedBecause) -> IdentityDocument:
    """Its pictures go, from the storage too; that there was one stays."""
    paths = list(document.pages.exclude(path="").values_list("path", flat=True))
    DOCUMENT.move(document, DocumentState.DELETED, deleted_at=now(), deleted_because=because)
    document.pages.update(path="")
    for path in paths:
        transaction.on_commit(partial(storage.forget, path))
    return document


def documents_past_their_day(*, at: datetime, most: int) -> list[IdentityDocument]:
    """The oldest first."""
    due = IdentityDocument.objects.past_their_day(at=at, standard=PaperStandard.current())
    return list(due.order_by("handed_in_at")[:most])
