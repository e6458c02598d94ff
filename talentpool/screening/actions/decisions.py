"""A person admits to training, provisionally, or rejects; each with a reason, never about herself."""

from typing import Any

from django.db import transaction

from accounts.actions import record_decision
from accounts.models import User
from talentpool.agents.actions import admit_agent, record_kit
from talentpool.agents.models import Agent
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.messaging.actions import tell
from talentpool.screening.actions.papers import prepare_formalities
from talentpool.screening.errors import OwnCase, ReasonNeeded
from talentpool.screening.models import Application, KitHelp
from talentpool.screening.progress import overall, results
from talentpool.screening.rules import gates as rules
from talentpool.screening.states import APPLICATION, ApplicationState, GateKind, KitHelpState, KitHelpWay


@transaction.atomic
def admit_application(*, application: Application, by: User, reason: str) -> Agent:
    """Admit to training. Two people at once: the second gets WrongState. Raises OwnCase, ReasonNeeded."""
    locked = _decide(application, ApplicationState.ADMITTED, by=by, reason=reason)
    work, experience = locked.answers.get("work", {}), locked.answers.get("experience", {})
    hub = KitHelp.objects.filter(application=locked, way=KitHelpWay.HUB, state=KitHelpState.GRANTED).first()
    agent = admit_agent(
        user=locked.user,
        kind=locked.answers.get("person", {}).get("kind") or locked.campaign.kind,
        languages={code: int(level) for code, level in work.get("levels", {}).items()},
        channels=dict.fromkeys(work.get("channels", []), 1),
        weekly_cap_minutes=int(experience.get("hours", 40)) * 60,
        hub=hub.hub if hub else None,
        by=by,
    )
    _carry_kit_over(agent, locked)
    prepare_formalities(agent=agent)
    payload = {"campaign": locked.campaign.slug}
    record(subject=locked.user, kind=EntryKind.ADMITTED, source=locked.ref, occurred_at=now(), payload=payload)
    _tell(locked, "screening.admitted", link="/agent/")
    return agent


def _carry_kit_over(agent: Agent, application: Application) -> None:
    """What the kit gate measured is her first kit check; without it no offer would reach her before a second one."""
    gate = application.attempts.filter(gate__kind=GateKind.KIT, passed=True).order_by("-number").first()
    found = gate.measures.get("findings", {}) if gate else {}
    measured = {key: one["value"] for key, one in found.items() if one["value"] is not None}
    if measured.keys() & {"latency_ms", "down_mbps"}:
        record_kit(agent=agent, measured=measured, by=agent.user)


@transaction.atomic
def reject_application(*, application: Application, by: User, reason: str) -> Application:
    """Reject with a reason the person can read, and a date from which she may apply again."""
    again = rules.reapply_from(ended_at=now(), after_days=application.campaign.reapply_after_days)
    locked = _decide(application, ApplicationState.REJECTED, by=by, reason=reason, reapply_from=again)
    _tell(locked, "screening.rejected", link=f"/applications/{locked.ref}/")
    return locked


def _decide(application: Application, target: str, *, by: User, reason: str, **changes: Any) -> Application:
    """Compare-and-swap to ``target`` and write the decision record."""
    locked = (
        Application.objects.select_for_update(of=("self",)).select_related("campaign", "user").get(pk=application.pk)
    )
    if locked.user_id == by.pk:
        raise OwnCase
    if not reason.strip():
        raise ReasonNeeded
    if locked.state != ApplicationState.DECISION:
        raise WrongState(now=locked.get_state_display())
    moment = now()
    APPLICATION.move(
        locked, target, state_since=moment, decided_at=moment, decided_by=by, reason=reason.strip()[:2000], **changes
    )
    record_decision(
        subject=locked.user,
        kind="application",
        about=locked.ref,
        rule_version=f"screening-{locked.campaign.model_version}",
        inputs={"scores": results(locked), "overall": overall(locked)},
        reasons=[{"code": "by_a_person", "en": locked.reason, "zh-hans": locked.reason}],
        outcome=target,
        by=by,
    )
    application.state = locked.state
    return locked


def _tell(application: Application, topic: str, *, link: str) -> None:
    tell(user=application.user, topic=topic, params={}, link=link, dedupe=f"application:{application.ref}:{topic}")
