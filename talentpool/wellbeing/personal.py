"""What becomes of her own notes when a person has her data erased."""

from accounts.personal import Deletes, Keeps, Rule

RULES: dict[str, Rule] = {
    "Note.agent": Deletes(),
    "Note.shared_with": Keeps("the note is its writer's; it goes with her, or after 90 days"),
}
