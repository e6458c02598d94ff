"""Practice tasks: a few test contacts, answered one after another, whenever she likes."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from talentpool.activation.actions.freshness import propose_fresh
from talentpool.activation.actions.index import refresh_proofs
from talentpool.activation.actions.way_back import let_return
from talentpool.activation.errors import AlreadyAnswered, NothingToPractise
from talentpool.activation.models import MatchRow, Practice, Settings, TrialContact
from talentpool.activation.rules.keeping import passes
from talentpool.agents.models import Agent, Skill
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now


@transaction.atomic
def start_practice(*, agent: Agent, code: str, by: User) -> Practice:
    """Begin a practice task of one of her skills, or go on with the open one. Raises NothingToPractise."""
    row = MatchRow.objects.filter(agent=agent, skill__code=code).select_related("skill").first()
    if row is None:
        raise NothingToPractise
    standing = Practice.objects.filter(agent=agent, skill=row.skill, finished_at=None).first()
    if standing is not None:
        return standing
    contacts = _drawn(agent, row.skill)
    if not contacts:
        raise NothingToPractise
    return Practice.objects.create(agent=agent, skill=row.skill, contacts=contacts, started_at=now())


def _drawn(agent: Agent, skill: Skill) -> list[int]:
    """The next test contacts: of the skill before general ones, and in turn, so that no task repeats the last."""
    wanted = Settings.current().practice_contacts
    active = TrialContact.objects.filter(active=True).order_by("pk")
    own = list(active.filter(skill=skill).values_list("pk", flat=True))
    general = list(active.filter(skill=None).values_list("pk", flat=True))
    pool = own + general if len(own) < wanted else own
    turn = Practice.objects.filter(agent=agent, skill=skill).count() * wanted
    return [pool[(turn + n) % len(pool)] for n in range(min(wanted, len(pool)))]


@transaction.atomic
def answer_practice(*, practice: Practice, place: int, choice: int, by: User) -> Practice:
    """Answer the contact at ``place`` (from 0). The last answer finishes the task; a passed one proves the skill.

    Raises AlreadyAnswered for a contact that is not the next, so that a double tap counts once.
    """
    locked = Practice.objects.select_for_update(of=("self",)).select_related("agent__user", "skill").get(pk=practice.pk)
    if locked.finished_at is not None or place != len(locked.choices):
        raise AlreadyAnswered
    contact = TrialContact.objects.get(pk=locked.contacts[place])
    if not 0 <= choice < len(contact.options):
        raise AlreadyAnswered
    locked.choices = [*locked.choices, choice]
    locked.right += choice == contact.right
    changed = ["choices", "right"]
    if len(locked.choices) == len(locked.contacts):
        locked.finished_at = now()
        locked.passed = passes(
            right=locked.right, contacts=len(locked.contacts), needed=Settings.current().practice_right
        )
        changed += ["finished_at", "passed"]
    locked.save(update_fields=changed)
    if locked.finished_at is not None:
        _finish(locked, locked.finished_at)
    return locked


def _finish(practice: Practice, at: datetime) -> None:
    payload: dict[str, Any] = {
        "skill": practice.skill.code,
        "right": practice.right,
        "contacts": len(practice.contacts),
        "passed": practice.passed,
    }
    agent = practice.agent
    record(subject=agent.user, kind=EntryKind.PRACTICE, source=practice.ref, occurred_at=at, payload=payload)
    refresh_proofs(agents=[agent.pk])
    propose_fresh(at=at, agents=[agent.pk])
    let_return(at=at, agent=agent)
