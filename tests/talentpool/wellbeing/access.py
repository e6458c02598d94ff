"""Who gets into wellbeing's doors: it is off by default, so agents meet a 404."""

from typing import Any

ACCESS: dict[str, dict[str, set[str]]] = {
    "agent:wellbeing": {},
    "agent:wellbeing_share": {},
    "agent:wellbeing_delete": {},
    "staff:wellbeing_shared": {"GET": {"counsellor", "administrator"}, "HEAD": {"counsellor", "administrator"}},
}


def args(world: Any) -> dict[str, dict[str, Any]]:
    ref = "00000000-0000-4000-8000-000000000000"
    return {"agent:wellbeing_share": {"ref": ref}, "agent:wellbeing_delete": {"ref": ref}}
