"""Who is let in: health is no secret; metrics are for this machine, which is where tests speak from."""

from typing import Any

EVERYBODY = {
    *("anonymous", "applicant", "agent", "other_agent", "recruiter", "trainer", "dispatcher", "analyst", "finance"),
    *("counsellor", "administrator", "owner", "planner", "client_finance", "viewer", "stranger", "key", "stranger_key"),
}
ACCESS: dict[str, dict[str, set[str]]] = {
    "healthz": {"GET": EVERYBODY},
    "readyz": {"GET": EVERYBODY},
    "metrics": {"GET": EVERYBODY},
}


def args(world: Any) -> dict[str, dict[str, Any]]:
    return {}
