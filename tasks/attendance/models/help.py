"""Help while at work: hard cases that go to the team lead, and the client's knowledge base."""

from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.fields import Sealed
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.attendance import rules
from tasks.attendance.models.day import Attendance
from tasks.attendance.states import AttendanceState, TicketState

AT_WORK = (AttendanceState.CHECKED_IN, AttendanceState.ON_BREAK, AttendanceState.FAULT)


class TicketQuerySet(models.QuerySet["Ticket"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all; an agent her own, and those of the team she leads."""
        if principal.is_staff:
            return self
        if not principal.agent_id:
            return self.none()
        hers = models.Q(attendance__assignment__agent_id=principal.agent_id)
        leads = models.Q(attendance__lead__assignment__agent_id=principal.agent_id)
        return self.filter(hers | leads)

    def waiting(self) -> Self:
        return self.exclude(state=TicketState.ANSWERED)


class Ticket(Referable):
    """A hard case an agent can't close alone. Her lead answers, or hands it on to the dispatch desk."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="tickets")
    state = models.CharField(max_length=10, choices=TicketState.choices, default=TicketState.OPEN)
    case_sealed = models.TextField()
    asked_at = models.DateTimeField(default=now)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    answer_sealed = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    case = Sealed("case_sealed")
    answer = Sealed("answer_sealed")

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("hard case")
        verbose_name_plural = _("hard cases")
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"])]
        constraints: ClassVar = [state_check(TicketState, name="ticket_state")]


class KnowledgeQuerySet(models.QuerySet["KnowledgeArticle"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all, a client its own, an agent those of the clients she is working for at this moment."""
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(client_id=principal.client_id)
        if not principal.agent_id:
            return self.none()
        days = Attendance.objects.filter(assignment__agent_id=principal.agent_id, state__in=AT_WORK)
        return self.filter(client_id__in=days.values("assignment__shift__order__client_id"))

    def current(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def matching(self, words: str) -> Self:
        """Those that hold every word (for Chinese every pair of characters), the best first; all for no words."""
        terms = rules.search_terms(words)
        if not terms:
            return self.order_by("title", "pk")
        query = SearchQuery(" & ".join(f"'{term}'" for term in terms), config="simple", search_type="raw")
        return self.filter(search=query).annotate(rank=SearchRank("search", query)).order_by("-rank", "title", "pk")


@pghistory.track(fields=["title", "text", "withdrawn_at"])
class KnowledgeArticle(Referable):
    """One page of a client's knowledge base, in Markdown. ``search``: made by the action from title and text."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="knowledge")
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"))
    search = SearchVectorField(null=True, editable=False)
    changed_at = models.DateTimeField(default=now)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = KnowledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("article of the knowledge base")
        verbose_name_plural = _("articles of the knowledge base")
        indexes: ClassVar = [
            GinIndex(fields=["search"], name="knowledge_search"),
            models.Index(fields=["client", "title"]),
        ]

    def __str__(self) -> str:
        return self.title
