"""Pictures of an identity document: sealed, looked at by few, each look written down, deleted at a date."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.screening.models.formality import Formality
from talentpool.screening.states import DeletedBecause, DocumentState


@pghistory.track()
class PaperStandard(models.Model):
    """One row: how large a picture may be, and how long it is kept."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    most_megabytes = models.PositiveSmallIntegerField(_("largest picture or PDF, megabytes"), default=10)
    keep_judged_days = models.PositiveSmallIntegerField(
        _("pictures of a document are kept for days after it was confirmed or returned"), default=30
    )
    keep_waiting_days = models.PositiveSmallIntegerField(
        _("pictures nobody decided about are kept for days"), default=90
    )

    class Meta:
        verbose_name = _("standard of papers")
        verbose_name_plural = _("standards of papers")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="paper_standard_single"),
            models.CheckConstraint(condition=models.Q(most_megabytes__range=(1, 40)), name="paper_standard_size"),
        ]

    def __str__(self) -> str:
        return str(_("Standards of papers"))

    @classmethod
    def current(cls) -> Self:
        """The row, or the defaults before an administrator has saved one."""
        return cls.objects.filter(id=1).first() or cls()

    @property
    def most_bytes(self) -> int:
        return self.most_megabytes * 1024 * 1024


class DocumentQuerySet(models.QuerySet["IdentityDocument"]):
    def kept(self) -> Self:
        """Whose pictures are still there."""
        return self.exclude(state=DocumentState.DELETED)

    def past_their_day(self, *, at: datetime, standard: PaperStandard) -> Self:
        """Kept, and due to go at ``at``."""
        judged = at - timedelta(days=standard.keep_judged_days)
        waiting = at - timedelta(days=standard.keep_waiting_days)
        return self.kept().filter(
            models.Q(judged_at__lt=judged) | models.Q(judged_at__isnull=True, handed_in_at__lt=waiting)
        )


@pghistory.track(fields=["state"])
class IdentityDocument(Referable):
    """What was handed in at one time to prove one identity number. The row stays when its pictures have gone."""

    formality = models.ForeignKey(Formality, on_delete=models.CASCADE, related_name="documents")
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.HANDED_IN)
    handed_in_at = models.DateTimeField(default=now)
    judged_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_because = models.CharField(max_length=10, choices=DeletedBecause.choices, blank=True, default="")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("identity document")
        verbose_name_plural = _("identity documents")
        ordering: ClassVar = ["-handed_in_at"]
        indexes: ClassVar = [
            models.Index(fields=["judged_at"], condition=~models.Q(state="deleted"), name="document_to_delete")
        ]
        constraints: ClassVar = [
            state_check(DocumentState, name="document_state"),
            models.UniqueConstraint(
                fields=["formality"], condition=~models.Q(state="deleted"), name="document_kept_once"
            ),
        ]

    def goes_at(self, standard: PaperStandard) -> datetime:
        """When its pictures are deleted, as it stands."""
        if self.judged_at is None:
            return self.handed_in_at + timedelta(days=standard.keep_waiting_days)
        return self.judged_at + timedelta(days=standard.keep_judged_days)


class PageQuerySet(models.QuerySet["DocumentPage"]):
    def visible_to(self, principal: Principal) -> Self:
        """Those who confirm formalities, and the person herself."""
        if principal.has_role("recruiter", "finance"):
            return self
        mine = self.filter(document__formality__agent_id=principal.agent_id)
        return mine if principal.agent_id else self.none()


class DocumentPage(Referable):
    """One picture of a document: a JPEG drawn anew, encrypted in the storage under ``path``; empty once deleted."""

    document = models.ForeignKey(IdentityDocument, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=200)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture of a document")
        verbose_name_plural = _("pictures of documents")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "number"], name="document_page_once")]


class DocumentLook(models.Model):
    """Somebody has been shown a picture of a document. Append-only: the database refuses to change or remove a row."""

    page = models.ForeignKey(DocumentPage, on_delete=models.PROTECT, related_name="looks", verbose_name=_("picture"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=now)

    class Meta:
        verbose_name = _("look at a document")
        verbose_name_plural = _("looks at documents")
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.page} · {self.by}"
