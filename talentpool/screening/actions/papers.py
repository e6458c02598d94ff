"""Formalities: an agent hands in five papers, a person confirms or returns each."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.encryption import blind_index
from talentpool.messaging.actions import publish, tell
from talentpool.screening.actions.documents import judge_document, keep_document, pictures, stored
from talentpool.screening.actions.listed import awaits_consent
from talentpool.screening.errors import ConsentNeeded, OwnCase, PaperFaulty, PaperOfAnother, ReasonNeeded
from talentpool.screening.models import Formality
from talentpool.screening.papers import FAULTS, current_version
from talentpool.screening.rules import papers as rules
from talentpool.screening.states import FORMALITY, FormalityKind, FormalityState

CHECKS = {FormalityKind.BANK: rules.bank_fault, FormalityKind.TAX: rules.tax_fault}
SIGNED = (FormalityKind.CONTRACT, FormalityKind.CONFIDENTIALITY)


@transaction.atomic
def prepare_formalities(*, agent: Agent) -> list[Formality]:
    """One row per paper, missing; may run twice."""
    return [Formality.objects.get_or_create(agent=agent, kind=kind)[0] for kind in FormalityKind.values]


def hand_in_formality(*, formality: Formality, value: str, by: User, files: Sequence[bytes] = ()) -> Formality:
    """Keep a number, or the name typed under a text as its signature, sealed; an identity with its document.

    files: pictures or PDFs of the document, as they were sent. Raises PaperFaulty, DocumentMissing, DocumentTooLarge,
    DocumentFaulty, PaperOfAnother, ConsentNeeded, WrongState.
    """
    clean = _checked(FormalityKind(formality.kind), value)
    if formality.kind != FormalityKind.IDENTITY:
        return _hand_in(formality, clean, by, [])
    with stored(formality=formality, pages=pictures(files=files)) as paths:
        handed_in = _hand_in(formality, clean, by, paths)
        if handed_in.double_of_id:  # this is kept first: a person has to look at both
            raise PaperOfAnother
    return handed_in


def _checked(kind: FormalityKind, value: str) -> str:
    clean = value.strip() if kind in SIGNED else rules.normal(value)
    fault = _fault(kind, clean)
    if fault:
        raise PaperFaulty(fault=FAULTS[fault])
    return clean


@transaction.atomic
def _hand_in(formality: Formality, clean: str, by: User, paths: Sequence[str]) -> Formality:
    locked = Formality.objects.select_for_update(of=("self",)).select_related("agent").get(pk=formality.pk)
    if locked.agent.user_id != by.pk:
        raise OwnCase
    if awaits_consent(user=by):
        raise ConsentNeeded
    kind = FormalityKind(locked.kind)
    index = blind_index(clean, purpose=f"formality.{kind}") if kind == FormalityKind.IDENTITY else ""
    locked.double_of = _double_of(locked, index)
    if locked.double_of:
        locked.save(update_fields=["double_of"])
        return locked
    locked.value = clean
    FORMALITY.move(
        locked,
        FormalityState.HANDED_IN,
        value_sealed=locked.value_sealed,
        value_index=index,
        document_version=current_version(kind, locked.agent.kind) if kind in SIGNED else "",
        handed_in_at=now(),
        note="",
        double_of=None,
    )
    if paths:
        keep_document(formality=locked, paths=paths)
    return locked


def _double_of(paper: Formality, index: str) -> Formality | None:
    """The paper of another person with the same identity number."""
    others = Formality.objects.filter(kind=paper.kind, value_index=index).exclude(pk=paper.pk)
    return others.first() if index else None


def _fault(kind: FormalityKind, value: str) -> str | None:
    if kind in SIGNED:
        return None if 2 <= len(value) <= 80 else "signature"
    if kind == FormalityKind.IDENTITY:
        return rules.identity_fault(value, today=now().date())
    return CHECKS[kind](value)


@transaction.atomic
def confirm_formality(*, formality: Formality, by: User) -> Formality:
    """A person has compared it with the document; with the fifth one the agent's formalities are done.

    Raises OwnCase, NothingToCompare, WrongState.
    """
    agent = _locked_agent(formality, by)
    FORMALITY.move(formality, FormalityState.CONFIRMED, confirmed_at=now(), confirmed_by=by)
    if formality.kind == FormalityKind.IDENTITY:
        judge_document(formality=formality, confirmed=True)
    confirmed = Formality.objects.filter(agent=agent, state=FormalityState.CONFIRMED).count()
    if confirmed == len(FormalityKind.values) and agent.formalities_done_at is None:
        agent.formalities_done_at = now()
        agent.save(update_fields=["formalities_done_at"])
        publish(topic="formalities.completed", agent=agent.ref)
        _tell(agent, "formality.all_done", formality)
    return formality


@transaction.atomic
def return_formality(*, formality: Formality, by: User, note: str) -> Formality:
    """Give it back with what is wrong; until it is right again there is no shift.

    Raises OwnCase, ReasonNeeded, WrongState.
    """
    agent = _locked_agent(formality, by)
    if not note.strip():
        raise ReasonNeeded
    FORMALITY.move(formality, FormalityState.RETURNED, note=note.strip()[:300], confirmed_at=None, confirmed_by=None)
    judge_document(formality=formality, confirmed=False)
    if agent.formalities_done_at is not None:
        agent.formalities_done_at = None
        agent.save(update_fields=["formalities_done_at"])
    _tell(agent, "formality.returned", formality)
    return formality


@transaction.atomic
def settle_double(*, formality: Formality, by: User) -> Formality:
    """A recruiter has looked at both people; what follows (release, correction) is decided on their own pages."""
    if formality.agent.user_id == by.pk:
        raise OwnCase
    formality.double_of = None
    formality.save(update_fields=["double_of"])
    return formality


def _locked_agent(formality: Formality, by: User) -> Agent:
    """The agent behind a paper, locked, so that the fifth confirmation sees the other four."""
    agent = Agent.objects.select_for_update(of=("self",)).select_related("user").get(pk=formality.agent_id)
    if agent.user_id == by.pk:
        raise OwnCase
    return agent


def _tell(agent: Agent, topic: str, formality: Formality) -> None:
    key = f"{topic}:{formality.ref}:{formality.handed_in_at}"
    tell(user=agent.user, topic=topic, params={"note": formality.note}, link="/agent/formalities/", dedupe=key)
