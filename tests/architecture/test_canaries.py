"""One client never sees another's anything, and no client ever sees who an agent is."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talentpool.messaging.actions import add_webhook, publish
from talentpool.messaging.jobs import drain
from talentpool.messaging.models import Message, WebhookCall
from talentpool.messaging.states import WEBHOOK_TOPICS
from tasks.orders.models import Order
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


OF_SOMETHING = sorted(
    name for name, methods in DECLARED.items() if "GET" in methods and name.startswith(("client:", "api:"))
)
NOBODYS = UUID("3f0c1e8a-0000-4000-8000-000000000000")


@pytest.mark.parametrize("name", OF_SOMETHING)
def test_what_belongs_to_another_client_answers_like_what_never_was(name: str, world: World) -> None:
    """The same bytes but for the address, and the same work of the database: neither words nor time tell."""
    kwargs = world.kept["args"].get(name, {})  # type: ignore[attr-defined]
    principal = "stranger_key" if name.startswith("api:") else "stranger"
    if not kwargs or principal in DECLARED[name]["GET"]:
        pytest.skip("it shows nobody's own thing by its ref")
    told = [_told(world, principal, name, given) for given in (kwargs, dict.fromkeys(kwargs, NOBODYS))]
    assert told[0] == told[1]


def _told(world: World, principal: str, name: str, kwargs: dict[str, object]) -> tuple[int, str, int]:
    url = reverse(name, kwargs=kwargs)
    with CaptureQueriesContext(connection) as queries:
        response, _written = access.knock(world, principal, "GET", url)
    text = b"".join(response).decode() if response.streaming else response.content.decode()  # type: ignore[arg-type]
    for ref in kwargs.values():
        text = text.replace(str(ref), "REF")
    return response.status_code, re.sub(r'(csrf\w*" value|nonce|request_id)="[^"]+"', "", text), len(queries)


def test_what_a_client_is_told_by_mail_or_webhook_holds_nothing_of_another(world: World) -> None:
    """Every fact of a whole world goes through its listeners; what comes out is read for canaries."""
    for company, principal in ((world.client, "owner"), (world.other_client, "stranger")):
        topics = [topic for topic, _words in WEBHOOK_TOPICS]
        add_webhook(client=company, url="https://h.example.com/", topics=topics, by=world.users[principal])
    for order in Order.objects.exclude(submitted_at=None):
        for topic in ("order.submitted", "order.cancelled", "order.done"):
            publish(topic=topic, order=str(order.ref))
        for shift in order.shifts.all()[:2]:
            publish(topic="shift.cancelled", shift=str(shift.ref))
    drain()
    calls = WebhookCall.objects.select_related("endpoint")
    own: dict[int, set[str]] = {call.endpoint.client_id: set() for call in calls}
    for call in calls:
        own[call.endpoint.client_id].add(str(call.payload.get("order")))
    refs = {client: set(map(str, Order.objects.filter(client=client).values_list("ref", flat=True))) for client in own}
    assert len(own) == 2
    assert all(own[client] <= refs[client] for client in own)
    for principal, canaries in (("owner", (STRANGER_CANARY, IDENTITY_CANARY)), ("stranger", (CANARY, IDENTITY_CANARY))):
        told = [f"{m.params}" for m in Message.objects.filter(user=world.users[principal])]
        assert not [text for text in told for canary in canaries if canary in text]
