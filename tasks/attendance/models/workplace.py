"""The accounts of a client's systems, lent for a shift and no longer; and the log of security incidents."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Alias
from talentpool.kernel.clock import now
from talentpool.kernel.fields import Sealed
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.attendance.models.day import Attendance
from tasks.attendance.states import IncidentKind, IncidentState
from tasks.dispatch.models import Assignment
from tasks.orders.models import Order, Workplace


class LoginQuerySet(models.QuerySet["Login"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all, a client those of its own workplaces; an agent sees what is lent to her (``LoginLease``)."""
        if principal.is_staff:
            return self
        return self.filter(workplace__client_id=principal.client_id) if principal.client_id else self.none()

    def in_use(self) -> Self:
        return self.filter(retired_at__isnull=True)

    def for_list(self) -> Self:
        """By workplace and name, those in use first, with who has them now: ``lent_until`` and ``lent_to`` (an alias)."""
        lease = LoginLease.objects.filter(login=models.OuterRef("pk"), ended_at__isnull=True).order_by("during")
        agent = models.OuterRef("assignment__agent_id")
        alias = Alias.objects.filter(agent_id=agent, client_id=models.OuterRef("login__workplace__client_id"))
        named = lease.annotate(alias=models.Subquery(alias.values("name")[:1]))
        return (
            self.select_related("workplace")
            .annotate(
                lent_during=models.Subquery(lease.values("during")[:1]),
                lent_to=models.Subquery(named.values("alias")[:1]),
                opened_at=models.Subquery(lease.values("opened_at")[:1]),
            )
            .order_by("workplace__name", models.F("retired_at").asc(nulls_first=True), "name")
        )

    def free(self, during: tuple[datetime, datetime]) -> Self:
        """Not lent to anybody in that stretch of time."""
        taken = LoginLease.objects.filter(ended_at__isnull=True, during__overlap=during)
        return self.in_use().exclude(pk__in=taken.values("login_id"))


class Login(Referable):
    """A log-in to a client's console or telephony. Its secret is encrypted, and shown only while she is checked in."""

    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="logins")
    name = models.CharField(_("log-in"), max_length=120)
    secret_sealed = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=now)
    retired_at = models.DateTimeField(null=True, blank=True)

    secret = Sealed("secret_sealed")

    objects = LoginQuerySet.as_manager()

    class Meta:
        verbose_name = _("account at a client")
        verbose_name_plural = _("accounts at clients")
        constraints: ClassVar = [models.UniqueConstraint(fields=["workplace", "name"], name="login_once")]

    def __str__(self) -> str:
        return self.name


class LoginLeaseQuerySet(models.QuerySet["LoginLease"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(login__workplace__client_id=principal.client_id)
        return self.filter(assignment__agent_id=principal.agent_id) if principal.agent_id else self.none()

    def alive(self) -> Self:
        return self.filter(ended_at__isnull=True)


class LoginLease(Referable):
    """One account for one assignment; the database lends none twice at a time. Ends with the shift or the seat."""

    login = models.ForeignKey(Login, on_delete=models.PROTECT, related_name="leases")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="login_leases")
    during = DateTimeRangeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LoginLeaseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="login_lent_once",
                expressions=[("login", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=models.Q(ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["assignment"], condition=models.Q(ended_at__isnull=True), name="login_one_each"
            ),
        ]


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all, a client those of its orders, an agent what she reported."""
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(order__client_id=principal.client_id)
        return self.filter(reported_by_id=principal.user_id) if principal.agent_id else self.none()

    def waiting(self) -> Self:
        return self.filter(state=IncidentState.OPEN)


class Incident(Referable):
    """Something that touched a client's security. The log only grows; what was told and decided is encrypted."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="incidents")
    attendance = models.ForeignKey(
        Attendance, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents"
    )
    kind = models.CharField(max_length=10, choices=IncidentKind.choices)
    state = models.CharField(max_length=10, choices=IncidentState.choices, default=IncidentState.OPEN)
    told_sealed = models.TextField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=now)
    outcome_sealed = models.TextField(blank=True, default="")
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    told = Sealed("told_sealed")
    outcome = Sealed("outcome_sealed")

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("security incident")
        verbose_name_plural = _("security incidents")
        indexes: ClassVar = [models.Index(fields=["state", "reported_at"])]
        constraints: ClassVar = [
            state_check(IncidentState, name="incident_state"),
            models.CheckConstraint(
                condition=models.Q(closed_by__isnull=True) | ~models.Q(closed_by=models.F("reported_by")),
                name="incident_closed_by_another",
            ),
        ]
