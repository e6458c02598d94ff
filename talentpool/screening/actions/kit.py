"""The kit check, and the ways out when a kit is not good enough."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from talentpool.agents.models import Hub
from talentpool.agents.rules import kit as rules
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.messaging.actions import tell
from talentpool.screening.actions.applying import own
from talentpool.screening.actions.attempts import finish, locked_open, open_attempt
from talentpool.screening.errors import KitHelpOpen, KitOut, OwnCase, ReasonNeeded
from talentpool.screening.models import Application, GateAttempt, KitHelp
from talentpool.screening.rules.gates import reapply_from
from talentpool.screening.states import (
    APPLICATION,
    KIT_HELP,
    ApplicationState,
    GateKind,
    KitHelpState,
    KitHelpWay,
)


@transaction.atomic
def hand_in_kit_check(*, attempt: GateAttempt, measured: Mapping[str, Any], by: User) -> GateAttempt:
    """Judge what the browser measured; every try is kept, and a failed one may be repeated at once."""
    fresh = locked_open(attempt=attempt, by=by)
    findings = rules.judge(measured, fresh.gate.limits)
    fresh.measures = {
        "findings": {one.key: {"value": one.value, "limit": one.limit, "ok": one.ok} for one in findings},
        "browser": str(measured.get("browser", ""))[:200],
    }
    return finish(attempt=fresh, score=rules.score(findings), passed=all(one.ok for one in findings))


@transaction.atomic
def ask_for_kit(*, application: Application, way: str, by: User) -> KitHelp:
    """Ask for a place in a hub or a loan kit. Raises KitHelpOpen, WrongState."""
    locked = own(application=application, by=by)
    if locked.state != ApplicationState.GATES:
        raise WrongState(now=locked.get_state_display())
    try:
        with transaction.atomic():
            return KitHelp.objects.create(application=locked, way=way, asked_at=now())
    except IntegrityError as error:
        raise KitHelpOpen from error


@transaction.atomic
def decide_kit_help(
    *,
    help_asked: KitHelp,
    grant: bool,
    by: User,
    hub: Hub | None = None,
    kit_label: str = "",
    due_back: date | None = None,
    note: str = "",
) -> KitHelp:
    """A person grants a hub place (which passes the gate) or lends a box; declining stops the application, with a reason.

    Raises OwnCase, ReasonNeeded, KitOut, WrongState.
    """
    application = _locked_for_decision(help_asked.application, by)
    missing = not note if not grant else (hub is None if help_asked.way == KitHelpWay.HUB else not kit_label)
    if missing:
        raise ReasonNeeded
    state = KitHelpState.GRANTED if grant else KitHelpState.DECLINED
    try:
        with transaction.atomic():
            KIT_HELP.move(
                help_asked,
                state,
                decided_at=now(),
                decided_by=by,
                hub=hub,
                kit_label=kit_label,
                due_back=due_back,
                note=note,
            )
    except IntegrityError as error:
        raise KitOut from error
    if not grant:
        _stop(application)
    elif help_asked.way == KitHelpWay.HUB:
        _pass_by_hub(application, help_asked, by)
    _tell(application, help_asked)
    return help_asked


def _tell(application: Application, help_asked: KitHelp) -> None:
    tell(
        user=application.user,
        topic=f"screening.kit_{help_asked.state}",
        params={},
        link=f"/applications/{application.ref}/",
        dedupe=f"kit_help:{help_asked.ref}:{help_asked.state}",
    )


def _locked_for_decision(application: Application, by: User) -> Application:
    locked = Application.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=application.pk)
    if locked.user_id == by.pk:
        raise OwnCase
    return locked


def _pass_by_hub(application: Application, help_given: KitHelp, by: User) -> None:
    """The hub's own kit stands in for hers."""
    attempt = open_attempt(application=application, kind=GateKind.KIT, by=application.user)
    attempt.application = application
    attempt.measures = {"hub": str(help_given.hub.ref) if help_given.hub else ""}
    finish(attempt=attempt, score=100.0, passed=True, rated_by=by)


def _stop(application: Application) -> None:
    moment = now()
    again = reapply_from(ended_at=moment, after_days=application.campaign.reapply_after_days)
    gate = application.campaign.gates.get(kind=GateKind.KIT)
    APPLICATION.move(application, ApplicationState.STOPPED, state_since=moment, stopped_at=gate, reapply_from=again)


@transaction.atomic
def take_kit_back(*, help_given: KitHelp, by: User, note: str = "") -> KitHelp:
    """A loan kit has come back, or a hub place is free again."""
    KIT_HELP.move(help_given, KitHelpState.RETURNED, note=note or help_given.note)
    return help_given
