"""Who gets into growth's doors."""

from typing import Any

AGENTS = {"agent", "other_agent"}
ACCESS: dict[str, dict[str, set[str]]] = {
    "agent:growth": {"GET": AGENTS, "HEAD": AGENTS},
    "agent:level": {"GET": AGENTS, "HEAD": AGENTS},
    "agent:growth_csv": {"GET": AGENTS, "HEAD": AGENTS},
    "agent:growth_json": {"GET": AGENTS, "HEAD": AGENTS},
}


def args(world: Any) -> dict[str, dict[str, Any]]:
    return {}
