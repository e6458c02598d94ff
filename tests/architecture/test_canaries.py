"""One client never sees another's anything, and no client ever sees who an agent is."""

import pytest
from django.urls import reverse

from tests.architecture import access
from tests.world import CANARY, IDENTITY_CANARY, STRANGER_CANARY, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow(25)]
FORBIDDEN = {
    "owner": (STRANGER_CANARY, IDENTITY_CANARY),
    "planner": (STRANGER_CANARY, IDENTITY_CANARY),
    "key": (STRANGER_CANARY, IDENTITY_CANARY),
    "stranger": (CANARY, IDENTITY_CANARY),
    "stranger_key": (CANARY, IDENTITY_CANARY),
    "other_agent": (f"{IDENTITY_CANARY} agent", f"agent.{IDENTITY_CANARY}@"),
}
DECLARED = access.declared()
BY_LINK = {"call_answer"}  # one person's own link, out of a message to her: whoever holds it may read that one call
READABLE = sorted(
    name
    for name, methods in DECLARED.items()
    if "GET" in methods and name not in BY_LINK and not name.startswith("account_")
)


@pytest.mark.parametrize("name", READABLE)
def test_no_page_shows_a_canary_of_somebody_else(name: str, world: World) -> None:
    kwargs = world.kept["args"].get(name, {})  # type: ignore[attr-defined]
    url = reverse(name, kwargs=kwargs)
    seen = []
    for principal, canaries in FORBIDDEN.items():
        if principal in DECLARED[name]["GET"]:
            response, _written = access.knock(world, principal, "GET", url)
            body = b"".join(response) if response.streaming else response.content  # type: ignore[arg-type]
            text = body.decode(errors="replace").replace(f"other_agent.{IDENTITY_CANARY}", "")
            seen += [f"{principal} reads {canary} on {url}" for canary in canaries if canary in text]
    assert not seen, "\n".join(seen)


def test_a_canary_is_found_where_it_belongs(world: World) -> None:
    """The control: the same search finds the client's own."""
    response, _written = access.knock(world, "owner", "GET", reverse("client:member_list"))
    assert CANARY in response.content.decode()
