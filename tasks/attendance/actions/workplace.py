"""Accounts of a client's systems: handed in by the client, lent for one shift, closed with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from accounts.models import User
from talentpool.agents.models import Alias
from talentpool.kernel.clock import now
from talentpool.messaging.actions import announce
from tasks.attendance.errors import LoginInUse, NothingToHandIn
from tasks.attendance.models import Attendance, AttendancePolicy, Login, LoginLease
from tasks.dispatch.models import BOUND, Assignment
from tasks.orders.models import Workplace

TRIES = 5


@transaction.atomic
def hand_in_logins(*, workplace: Workplace, logins: Iterable[tuple[str, str]], by: User) -> int:
    """Add accounts as (name, secret); one that is known gets the new secret, a retired one comes back.

    Returns how many. Raises NothingToHandIn for an empty list.
    """
    handed = 0
    for name, secret in logins:
        login = Login.objects.select_for_update().filter(workplace=workplace, name=name).first()
        login = login or Login(workplace=workplace, name=name)
        login.secret, login.retired_at = secret, None
        login.save()
        handed += 1
    if not handed:
        raise NothingToHandIn
    return handed


@transaction.atomic
def retire_login(*, login: Login, by: User) -> Login:
    """Lend it no more. Raises LoginInUse while somebody has it for a shift that is not over."""
    if LoginLease.objects.alive().filter(login=login, during__endswith__gt=now()).exists():
        raise LoginInUse
    login.retired_at = now()
    login.save(update_fields=["retired_at"])
    return login


@transaction.atomic
def lend_login(*, assignment: Assignment) -> LoginLease | None:
    """One free account for the hours of her shift, once; None where the client has none left or manages its own."""
    lent = LoginLease.objects.alive().filter(assignment=assignment).first()
    workplace = assignment.shift.order.workplace
    if lent is not None or workplace is None or assignment.state not in BOUND:
        return lent
    early = timedelta(minutes=AttendancePolicy.current().check_in_minutes)
    during = (assignment.shift.starts_at - early, assignment.shift.ends_at)
    for _try in range(TRIES):
        free = Login.objects.free(during).filter(workplace=workplace).order_by("name", "pk")
        login = free.select_for_update(skip_locked=True).first()
        if login is None:
            return None
        try:
            with transaction.atomic():
                return LoginLease.objects.create(login=login, assignment=assignment, during=during)
        except IntegrityError:
            continue  # somebody was faster with it
    return None


@transaction.atomic
def open_access(*, day: Attendance, at: datetime) -> None:
    """She is checked in: from now on she may see the secret, and the client hears that the account is in use."""
    lease = lend_login(assignment=day.assignment)
    if lease is None:
        return
    if lease.opened_at is None:
        lease.opened_at = at
        lease.save(update_fields=["opened_at"])
    _say(lease, "access.opened", at)


@transaction.atomic
def close_access(*, assignment: Assignment, at: datetime) -> None:
    """Checked out, replaced or cancelled: the lease ends, and the client hears that the account can be shut."""
    for lease in LoginLease.objects.alive().filter(assignment=assignment).select_related("login"):
        lease.ended_at = at
        lease.save(update_fields=["ended_at"])
        if lease.opened_at is not None:
            _say(lease, "access.closed", at)


def _say(lease: LoginLease, topic: str, at: datetime) -> None:
    """What the client may know: its own account's name, the alias, the moment."""
    client = lease.assignment.shift.order.client
    alias = Alias.objects.filter(agent_id=lease.assignment.agent_id, client=client).first()
    announce(client=client, topic=topic, account=lease.login.name, alias=alias.name if alias else "", at=at.isoformat())
