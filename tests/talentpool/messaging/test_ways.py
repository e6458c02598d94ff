"""From one way to the next: her order, failures, urgent messages that stay unread. Real senders against local services."""

import json
import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core import mail

from accounts.models import Consent, User
from accounts.states import ConsentPurpose
from talentpool.kernel.clock import now
from talentpool.kernel.mail import settings_of
from talentpool.messaging import actions, channels, topics
from talentpool.messaging.models import Delivery, Message
from tests.factories import accounts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "_templates", {})
    topics.say("test.seat", title="A seat for %(name)s", body="Come at nine")


class Gateway:
    """An SMS service and a chat app on loopback: what was posted, and what to answer."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, dict[str, Any]]] = []
        self.status = 200
        gateway = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.posts.append((self.path, json.loads(body)))
                self.send_response(gateway.status)
                self.end_headers()
                self.wfile.write(b'{"id": "1"}')

            def log_message(self, *_args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    """The product's own apprise talks to it."""
    one = Gateway()
    settings.SMS_URL = f"json://127.0.0.1:{one.port}/sms/{{phone}}"
    settings.CHAT_URL = f"json://127.0.0.1:{one.port}/chat/{{user}}"
    yield one
    one.server.shutdown()
    one.server.server_close()


def _reader(*vias: str) -> User:
    """Somebody who wants to be reached by these, in this order, and agreed to it."""
    user = accounts.user(email="wang@example.com", phone="+8613800138000", language="en")
    Consent.objects.create(user=user, purpose=ConsentPurpose.MESSAGES)
    actions.set_preference(by=user, vias=vias, quiet_from=None, quiet_until=None)
    return user


def _told(user: User, **more: Any) -> Message:
    return actions.tell(user=user, topic="test.seat", params={"name": "Wang"}, link="/agent/offers/", **more)


def _states(message: Message) -> dict[str, str]:
    return dict(message.deliveries.order_by("place").values_list("via", "state"))


def test_an_sms_reaches_the_gateway_with_number_words_and_link(gateway: Gateway) -> None:
    message = _told(_reader("sms"))
    actions.deliver_due()
    (path, body), *more = gateway.posts
    assert not more
    assert path.rstrip("/") == "/sms/+8613800138000"
    assert "A seat for Wang Come at nine http" in body["message"]
    assert body["message"].endswith("/agent/offers/")
    assert _states(message) == {"sms": "sent"}


def test_a_quiet_message_that_arrived_by_the_first_way_goes_no_further(gateway: Gateway) -> None:
    message = _told(_reader("chat", "email", "sms"))
    actions.deliver_due()
    assert _states(message) == {"chat": "sent", "email": "skipped", "sms": "skipped"}
    assert [path.split("/")[1] for path, _body in gateway.posts] == ["chat"]
    assert mail.outbox == []


def test_the_next_way_is_tried_after_two_failures_and_brings_it(gateway: Gateway) -> None:
    message, at = _told(_reader("sms", "email")), now()
    gateway.status = 500
    actions.deliver_due(at=at)
    assert _states(message) == {"sms": "queued", "email": "waiting"}
    actions.deliver_due(at=at + timedelta(seconds=10))
    actions.deliver_due(at=at + timedelta(seconds=10))
    assert _states(message)["email"] == "sent"
    assert len(mail.outbox) == 1


def test_what_can_never_arrive_is_passed_on_at_once(settings: Any) -> None:
    settings.SMS_URL = ""
    message = _told(_reader("sms", "email"))
    actions.deliver_due()
    assert _states(message) == {"sms": "skipped", "email": "sent"}
    assert Delivery.objects.get(via="sms").reason == "no SMS service is set up"


def test_an_urgent_message_goes_on_while_it_is_unread_and_stops_when_it_is_read(gateway: Gateway) -> None:
    user = _reader("email", "sms", "chat")
    message, at = _told(user, urgent=True), now()
    actions.deliver_due(at=at)
    assert _states(message) == {"email": "sent", "sms": "queued", "chat": "waiting"}
    actions.deliver_due(at=at + timedelta(minutes=2))
    assert gateway.posts == []
    actions.deliver_due(at=at + timedelta(minutes=4))
    assert [path.split("/")[1] for path, _body in gateway.posts] == ["sms"]
    actions.read_message(message=message, by=user)
    actions.deliver_due(at=at + timedelta(minutes=9))
    assert _states(message) == {"email": "sent", "sms": "sent", "chat": "skipped"}
    assert Delivery.objects.get(via="chat").reason == "read already"


class Post(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs to hand over a letter."""

    letters: list[bytes] = []

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 well\r\n")
            if word == b"QUIT":
                return


def test_a_letter_is_taken_by_a_real_mail_server_in_the_readers_language(settings: Any) -> None:
    Post.letters.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        channels.send_email(_told(_reader("email")))
        server.shutdown()
    letter = message_from_bytes(Post.letters[0], policy=default)
    assert (letter["Subject"], letter["To"]) == ("A seat for Wang", "wang@example.com")
    assert "Come at nine" in letter.get_content()


def test_a_letter_goes_through_a_providers_own_api(gateway: Gateway, settings: Any) -> None:
    address = f"resend+api://a%2Fkey@?RESEND_API_URL=http://127.0.0.1:{gateway.port}/"
    assert settings_of("smtp+tls://somebody@mail.example:587")["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    for name, value in settings_of(address).items():
        setattr(settings, name, value)
    message = _told(_reader("email"))
    actions.deliver_due()
    assert _states(message) == {"email": "sent"}
    ((path, body),) = gateway.posts
    assert (path, body["to"]) == ("/emails", ["wang@example.com"])
    assert (body["subject"], "Come at nine" in body["text"]) == ("A seat for Wang", True)
    gateway.status = 400
    refused = _told(message.user, dedupe="second")
    actions.deliver_due()
    row = refused.deliveries.get()
    assert (row.state, row.attempts) == ("queued", 1), "it comes again"
    assert "wang" not in row.reason
