"""Lists of people that were handed in: how the reading goes, and who came of which row."""

from typing import ClassVar, Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.agents.states import Kind
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.screening.models.application import Application
from talentpool.screening.models.campaign import Campaign
from talentpool.screening.states import Becomes, ListState


class PeopleListQuerySet(models.QuerySet["PeopleList"]):
    def visible_to(self, principal: Principal) -> Self:
        """Only those who recruit: the row errors speak of people."""
        return self if principal.has_role("recruiter") else self.none()


@pghistory.track(fields=["state", "confirmed_by", "undone_by"])
class PeopleList(Referable):
    """One file of people. Checked first, without writing anybody; written when a person says so.

    row_errors: [{"row", "code", "column", "value"}], at most the first 1,000; no personal value is kept in them.
    ``path``: the file itself, encrypted, until the list is written, dropped or a week old.
    """

    name = models.CharField(_("name"), max_length=120)
    becomes = models.CharField(max_length=12, choices=Becomes.choices, default=Becomes.APPLICATION)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="lists")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SHARED)
    origin = models.CharField(max_length=300, help_text=_("Where the list comes from; everybody on it reads this."))
    state = models.CharField(max_length=10, choices=ListState.choices, default=ListState.WAITING)
    path = models.CharField(max_length=200, blank=True, default="")
    bytes_total = models.BigIntegerField(default=0)
    bytes_read = models.BigIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_good = models.PositiveIntegerField(default=0)
    rows_written = models.PositiveIntegerField(default=0)
    rows_kept = models.PositiveIntegerField(default=0)
    written_to = models.PositiveIntegerField(default=0, help_text=_("The last row that is committed."))
    row_errors = models.JSONField(default=list)
    failure = models.JSONField(null=True, blank=True, help_text='{"code", "places"}')
    attempts = models.PositiveSmallIntegerField(default=0)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(null=True, blank=True, help_text=_("When a recruiter asked for invitations."))
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    progress_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = PeopleListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of people")
        verbose_name_plural = _("lists of people")
        constraints: ClassVar = [
            state_check(ListState, name="people_list_state"),
            models.CheckConstraint(
                condition=~models.Q(becomes="application") | models.Q(campaign__isnull=False),
                name="people_list_has_campaign",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def waiting_for_consent(self) -> "models.QuerySet[ListedPerson]":
        """Who came of it and has not agreed yet, in the order of the file."""
        return ListedPerson.objects.filter(people=self, consented_at__isnull=True).order_by("row")

    def reach(self) -> dict[str, int]:
        """How many of those who have not agreed an invitation would reach by e-mail, and how many only by SMS."""
        waiting = self.waiting_for_consent()
        by_mail = waiting.filter(user__email__isnull=False).count()
        return {"email": by_mail, "sms": waiting.filter(user__email__isnull=True).count()}

    @property
    def percent(self) -> int:
        """How far the present pass is."""
        if self.state in (ListState.CONFIRMED, ListState.WRITING):
            return min(100, round(100 * self.rows_written / self.rows_good)) if self.rows_good else 0
        if self.state == ListState.UNDOING:
            return 100 - min(100, round(100 * self.persons.count() / self.rows_written)) if self.rows_written else 100
        return min(100, round(100 * self.bytes_read / self.bytes_total)) if self.bytes_total else 0


class ListedPerson(models.Model):
    """Who came of a row. ``identity_index``: a keyed fingerprint that finds doubles; the number itself is not kept.

    Until ``consented_at`` she can do and be offered nothing: others gave us her name.
    """

    people = models.ForeignKey(PeopleList, on_delete=models.CASCADE, related_name="persons")
    row = models.PositiveIntegerField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="listed")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, related_name="listed")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, related_name="listed")
    identity_index = models.CharField(max_length=64, blank=True, default="")
    invited_at = models.DateTimeField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("person of a list")
        verbose_name_plural = _("people of lists")
        constraints: ClassVar = [models.UniqueConstraint(fields=["people", "row"], name="listed_row_once")]
        indexes: ClassVar = [
            models.Index(fields=["identity_index"], condition=~models.Q(identity_index=""), name="listed_identity"),
            models.Index(
                fields=["people", "row"],
                condition=models.Q(invited_at__isnull=True, consented_at__isnull=True),
                name="listed_uninvited",
            ),
        ]

    @classmethod
    def of(cls, user: User) -> Self | None:
        """The row she came from, if a list brought her in."""
        return cls.objects.filter(user=user).select_related("people", "application").first()
