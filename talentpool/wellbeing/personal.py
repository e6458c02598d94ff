"""What becomes of her own notes when a person has her data erased."""

from typing import Any

from accounts.models import User
from accounts.personal import Deletes, Keeps, Rule
from talentpool.wellbeing.models import Note

RULES: dict[str, Rule] = {
    "Note.agent": Deletes(),
    "Note.shared_with": Keeps("the note is its writer's; it goes with her, or after 90 days"),
}


def export(user: User) -> list[dict[str, Any]]:
    """Her own notes, readable to her alone."""
    notes = Note.objects.filter(agent__user=user).order_by("written_at")
    return [
        {"at": one.written_at, "feeling": one.feeling, "words": one.words, "shared": one.shared_with_id is not None}
        for one in notes
    ]
