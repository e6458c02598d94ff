"""From an order's submission to a client's own server: over TLS, signed, repeated, tested and replayed from the page."""

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from talentpool.kernel.clock import now
from talentpool.messaging import actions, jobs, outward
from talentpool.messaging.models import WebhookCall, WebhookEndpoint
from tasks.orders.actions import quote_order, submit_order
from tests.factories import accounts as people
from tests.factories import orders as make
from tests.tasks.orders.test_preparing import browser_of

pytestmark = pytest.mark.django_db
HOST = "hooks.example.com"


class Receiver(ThreadingHTTPServer):
    """A client's server: keeps what it is sent, answers with the next status of ``answers``, else 204."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        certificate, key = _certificate(folder)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.trusted = ssl.create_default_context(cafile=str(certificate))

    def events(self, secret: str) -> list[dict[str, Any]]:
        """What it believes: calls whose signature holds, each id once."""
        found: dict[str, dict[str, Any]] = {}
        for headers, body in self.taken:
            found[headers["webhook-id"]] = Webhook(secret).verify(body, headers)
        return list(found.values())


class Door(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        """Take one call."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_given: object) -> None:
        """Quiet."""


def _certificate(folder: Path) -> tuple[Path, Path]:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return paths


@pytest.fixture
def receiver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A real server on this machine under a public name; only the rule against inner addresses is lifted."""
    server, post = Receiver(tmp_path), outward.post
    place = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.server_port))
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: [place] if host == HOST else real(host, *a, **k))
    lifted = {"allow": lambda address: address == ip_address("127.0.0.1"), "tls": server.trusted}
    monkeypatch.setattr(outward, "post", lambda *given: post(*given, **lifted))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def endpoint_of(company: Any, receiver: Receiver, *topics: str) -> WebhookEndpoint:
    url = f"https://{HOST}:{receiver.server_port}/in"
    return actions.add_webhook(client=company, url=url, topics=topics, by=people.member(company))


def test_a_submitted_order_is_heard_at_the_clients_server_though_it_was_down_twice(receiver: Receiver) -> None:
    company = people.client_company()
    planner = people.member(company, "planner")
    mine = endpoint_of(company, receiver, "order.submitted")
    order = make.drafted(company, planner)
    quote_order(order=order, by=planner)
    submit_order(order=order, by=planner)
    receiver.answers = [500, 503]
    jobs.drain()
    for seconds in (0, 10, 30, 60):
        actions.call_webhooks(at=now() + timedelta(seconds=seconds))
    assert len(receiver.taken) == 3
    heard = receiver.events(mine.secret)
    assert [(one["type"], one["data"]["order"]) for one in heard] == [("order.submitted", str(order.ref))]
    assert WebhookCall.objects.get().state == "sent"
    headers, body = receiver.taken[-1]
    with pytest.raises(WebhookVerificationError):
        Webhook(mine.secret).verify(body.replace(b"submitted", b"cancelled"), headers)


def test_a_planner_tests_an_endpoint_and_replays_what_was_given_up_from_the_page(receiver: Receiver) -> None:
    company = people.client_company()
    door, mine = browser_of(people.member(company, "planner")), endpoint_of(company, receiver, "order.done")
    at = {"ref": mine.ref}
    door.post(reverse("client:webhook_test", kwargs=at))
    jobs.call_webhooks()
    assert json.loads(receiver.taken[0][1])["type"] == "test.ping"
    receiver.answers = [500] * 12
    actions.announce(client=company, topic="order.done", order="r1")
    for day in range(12):
        actions.call_webhooks(at=now() + timedelta(days=day))
    assert "answered 500" in door.get(reverse("client:webhook_detail", kwargs=at)).content.decode()
    receiver.answers, tries = [], len(receiver.taken)
    assert WebhookCall.objects.get(topic="order.done").state == "failed"
    door.post(reverse("client:webhook_replay", kwargs=at))
    jobs.call_webhooks()
    assert len(receiver.taken) == tries + 1
    assert WebhookCall.objects.get(topic="order.done").state == "sent"
    ids = {headers["webhook-id"] for headers, body in receiver.taken if b"order.done" in body}
    assert len(ids) == 1  # a twin can be dropped


def test_after_a_new_secret_the_old_one_verifies_along(receiver: Receiver) -> None:
    company = people.client_company()
    mine = endpoint_of(company, receiver, "order.done")
    old = mine.secret
    actions.rotate_secret(endpoint=mine, by=people.member(company))
    actions.announce(client=company, topic="order.done", order="r1")
    jobs.call_webhooks()
    assert receiver.events(old) == receiver.events(WebhookEndpoint.objects.get().secret)
