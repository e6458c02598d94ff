"""What becomes of training's rows when a person has her data erased."""

from typing import Any

from accounts.models import User
from accounts.personal import ACTED, Clears, Deletes, Keeps, Rule
from talentpool.training.models import Certificate, Enrolment

RULES: dict[str, Rule] = {
    "Enrolment.agent": Clears(("reason",)),
    "Enrolment.decided_by": ACTED,
    "Sitting.examiner": ACTED,
    "Certificate.agent": Keeps("a public link proves it without a name; only an unrevoked one counts"),
    "LessonProposal.agent": Deletes(),
    "TrainingClass.trainer": ACTED,
    "Attended.marked_by": ACTED,
}


def export(user: User) -> dict[str, Any]:
    """Her courses and certificates."""
    held = Certificate.objects.filter(agent__user=user)
    taken = Enrolment.objects.filter(agent__user=user)
    return {
        "courses": list(taken.values("course__slug", "state", "started_at", "decided_at", "reason")),
        "certificates": list(held.values("course__slug", "issued_at", "expires_at", "revoked_at", "revoked_reason")),
    }
