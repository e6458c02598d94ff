"""Many models in one migration step.

After each ``CreateModel`` Django renders every related model again, and in a connected house of a hundred models everything
is related: laying the empty database took half a minute. ``LayModels`` changes the state for all of its models first, so
that they are rendered once. Only for models that are new as a whole.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation


class LayModels(Operation):
    """The ``CreateModel`` operations of one room, in the order of their foreign keys, then the triggers on them."""

    serialization_expand_args = ["operations"]
    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # what was rendered before is rendered again with what is new, once
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Lay {len(self.operations)} models"
