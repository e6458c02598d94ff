"""The assistant: asked about conversations that people inspect anyway; its answer is a proposal and nothing more."""

from django.db import transaction
from django.db.models import F

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.queue import wake
from tasks.quality.assistant import AssistantSilent, ask
from tasks.quality.errors import AssistantOff
from tasks.quality.models import Assistant, AssistantProposal, Inspection
from tasks.quality.states import PROPOSAL, ProposalState

ATTEMPTS = 3


@transaction.atomic
def ask_assistant(*, inspection: Inspection, by: User | None) -> AssistantProposal:
    """Ask once per model and conversation. Raises AssistantOff."""
    assistant = Assistant.current()
    if assistant is None:
        raise AssistantOff
    proposal, is_new = AssistantProposal.objects.get_or_create(
        inspection=inspection, model=assistant.model, defaults={"asked_by": by, "asked_at": now()}
    )
    if is_new:
        wake("tasks.quality.jobs.ask_assistant", proposal=proposal.pk)
    return proposal


def answer_proposal(*, proposal: AssistantProposal) -> AssistantProposal:
    """Call the model, outside any transaction, and keep what it proposes; after three failures it stays failed."""
    assistant = Assistant.current()
    if assistant is None or proposal.state != ProposalState.WAITING:
        return proposal
    AssistantProposal.objects.filter(pk=proposal.pk).update(attempts=F("attempts") + 1)
    try:
        said = ask(assistant, proposal.inspection.conversation.turns)
    except AssistantSilent as error:
        if proposal.attempts + 1 >= ATTEMPTS:
            PROPOSAL.move(proposal, ProposalState.FAILED, failure=str(error)[:60], answered_at=now())
        return proposal
    PROPOSAL.move(
        proposal,
        ProposalState.ANSWERED,
        summary=said.summary,
        tags=list(said.tags),
        marks=dict(said.marks),
        answered_at=now(),
    )
    return proposal


@transaction.atomic
def settle_proposal(*, proposal: AssistantProposal, taken: bool, by: User) -> AssistantProposal:
    """A person takes the summary and tags over, or leaves them. No score changes either way."""
    PROPOSAL.move(proposal, ProposalState.TAKEN if taken else ProposalState.LEFT, looked_at_by=by)
    return proposal
