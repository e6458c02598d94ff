"""What screening holds about a person, and what it erases."""

from typing import Any

from accounts.models import User
from accounts.personal import ACTED, BY_HAND, Deletes, Keeps, Rule
from talentpool.screening.actions import delete_document, discard_recording
from talentpool.screening.models import (
    Application,
    DocumentLook,
    Formality,
    GateAttempt,
    IdentityDocument,
    KitHelp,
    ListedPerson,
    Recording,
    Scorecard,
)
from talentpool.screening.states import DeletedBecause

RULES: dict[str, Rule] = {
    "Application.user": BY_HAND,
    "Application.decided_by": ACTED,
    "Formality.agent": BY_HAND,
    "Formality.confirmed_by": ACTED,
    "DocumentLook.by": Keeps("who was shown a document is never forgotten"),
    "SavedFilter.owner": Deletes(),
    "PeopleList.created_by": ACTED,
    "PeopleList.confirmed_by": ACTED,
    "PeopleList.undone_by": ACTED,
    "PeopleList.invited_by": ACTED,
    "ListedPerson.user": BY_HAND,
    "ListedPerson.agent": BY_HAND,
    "PublishedModel.published_by": ACTED,
    "GateAttempt.rated_by": ACTED,
    "Interview.interviewer": ACTED,
    "Scorecard.rater": ACTED,
    "KitHelp.decided_by": ACTED,
}


def export(user: User) -> dict[str, Any]:
    """Her applications with every try and mark, her papers, and who has looked at her document."""
    return {
        "applications": [_application(one) for one in Application.objects.filter(user=user).order_by("started_at")],
        "papers": [_paper(one) for one in Formality.objects.filter(agent__user=user).order_by("pk")],
        "documents": list(
            IdentityDocument.objects.filter(formality__agent__user=user).values(
                "state", "handed_in_at", "judged_at", "deleted_at", "deleted_because"
            )
        ),
        "looks_at_documents": list(
            DocumentLook.objects.filter(page__document__formality__agent__user=user).values("at", "page__number")
        ),
        "recordings": list(
            Recording.objects.filter(attempt__application__user=user).values(
                "prompt", "seconds", "measures", "created_at"
            )
        ),
        "lists": list(ListedPerson.objects.filter(user=user).values("people__origin", "invited_at", "consented_at")),
    }


def _application(one: Application) -> dict[str, Any]:
    attempts = one.attempts.values("gate__kind", "number", "started_at", "finished_at", "score", "passed")
    return {
        "campaign": str(one.campaign),
        "state": one.state,
        "answers": one.answers,
        "arrangements": one.arrangements,
        "started_at": one.started_at,
        "submitted_at": one.submitted_at,
        "decided_at": one.decided_at,
        "reason": one.reason,
        "gates": list(attempts),
    }


def _paper(one: Formality) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "state": one.state,
        "value": one.value,
        "version": one.document_version,
        "handed_in_at": one.handed_in_at,
        "confirmed_at": one.confirmed_at,
        "note": one.note,
    }


def erase(user: User) -> None:
    """Pictures, recordings, answers and numbers go; that somebody applied, with which score, stays under no name."""
    for document in IdentityDocument.objects.kept().filter(formality__agent__user=user):
        delete_document(document=document, because=DeletedBecause.ERASED)
    for recording in Recording.objects.filter(attempt__application__user=user).exclude(path=""):
        discard_recording(recording=recording)
    Formality.objects.filter(agent__user=user).update(value_sealed="", value_index="", note="", double_of=None)
    mine = Application.objects.filter(user=user)
    told: Any = Application._meta.get_field("state_decided_by_reason_events").related_model
    told.objects.filter(pgh_obj__in=mine).update(reason="")
    mine.update(answers={}, arrangements_sealed="", reason="", search=[])
    GateAttempt.objects.filter(application__user=user).update(measures={})
    Scorecard.objects.filter(attempt__application__user=user).update(note="")
    KitHelp.objects.filter(application__user=user).update(note="")
    ListedPerson.objects.filter(user=user).update(identity_index="")
