"""What leaves the house reaches the public internet and nothing else, signed and encrypted."""

import base64
import ipaddress
import json
import os
import socket
from datetime import timedelta
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core import mail
from standardwebhooks import Webhook

from talentpool.kernel.clock import now
from talentpool.messaging import actions, channels, outward, topics
from talentpool.messaging.models import Delivery, PushSubscription, WebhookCall
from talentpool.messaging.states import DeliveryState
from tests.factories import accounts

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.1", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "::1", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::",
    "2001:0:1::1", "64:ff9b:1::1", "192.88.99.1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_inner_address_is_not_public(address: str) -> None:
    assert not outward.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "114.114.114.114", "2606:4700:4700::1111"])
def test_a_public_address_is(address: str) -> None:
    assert outward.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "ftp://example.com/", "https://user@example.com/", "https://localhost/",
        "https://[::1]/", "https://127.1/", "https://10.0.0.1/", "https:///x", "https://example.com:99999/",
    ],
)  # fmt: skip
def test_an_address_that_can_not_be_public_is_refused_when_typed(url: str) -> None:
    assert not outward.looks_public(url)


def test_a_name_that_leads_inside_is_refused_when_the_socket_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_args: Any, **_kwargs: Any) -> list[Any]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("1.1.1.1", "169.254.169.254")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("a socket was opened"))
    with pytest.raises(outward.Unreachable):
        outward.post("https://rebound.example.com/", b"", {})


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes, dict[str, str]]]:
    """What would have left, and status 200."""
    caught: list[tuple[str, bytes, dict[str, str]]] = []

    def post(url: str, body: bytes, headers: dict[str, str]) -> int:
        caught.append((url, body, headers))
        return 410 if "gone" in url else 500 if "broken" in url else 200

    monkeypatch.setattr(outward, "post", post)
    return caught


@pytest.mark.django_db
def test_a_webhook_can_be_verified_with_the_standards_own_library(sent: list[Any]) -> None:
    company, other = accounts.client_company(), accounts.client_company()
    owner = accounts.member(company)
    mine = actions.add_webhook(client=company, url="https://hooks.example.com/in", topics=["order.filled"], by=owner)
    actions.add_webhook(client=other, url="https://other.example.com/in", topics=["order.filled"], by=owner)
    assert actions.announce(client=company, topic="order.filled", order="r1") == 1
    assert actions.announce(client=company, topic="shift.cancelled") == 0
    assert actions.call_webhooks() == 1
    url, body, headers = sent[0]
    assert url == "https://hooks.example.com/in"
    assert Webhook(mine.secret).verify(body, headers)["data"] == {"order": "r1"}
    assert mine.secret not in mine.secret_sealed


@pytest.mark.django_db
def test_a_webhook_that_is_not_taken_is_repeated_with_the_same_id_and_then_given_up(sent: list[Any]) -> None:
    company = accounts.client_company()
    actions.add_webhook(client=company, url="https://broken.example.com/", topics=["a"], by=accounts.member(company))
    actions.announce(client=company, topic="a")
    for turn in range(12):
        actions.call_webhooks(at=now() + timedelta(days=turn))
    call = WebhookCall.objects.get()
    assert (call.state, call.reason) == (DeliveryState.FAILED, "answered 500")
    assert len({headers["webhook-id"] for _url, _body, headers in sent}) == 1


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "_templates", {})
    topics.say("test.seat", title="A seat for %(name)s", body="Come at nine")


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_a_mail_is_sent_once_though_the_job_runs_twice() -> None:
    user = accounts.user(email="wang@example.com", language="en")
    actions.tell(user=user, topic="test.seat", params={"name": "Wang"}, link="/agent/")
    for _ in range(3):
        actions.deliver_due()
    assert [(m.subject, m.to) for m in mail.outbox] == [("A seat for Wang", ["wang@example.com"])]
    assert "/agent/" in mail.outbox[0].body


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_a_delivery_that_fails_comes_again_and_its_reason_names_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(message: Any) -> None:
        raise OSError("wang@example.com refused")

    monkeypatch.setitem(channels.SENDERS, "email", fail)
    actions.tell(user=accounts.user(email="wang@example.com"), topic="test.seat")
    actions.deliver_due()
    row = Delivery.objects.get()
    assert (row.state, row.reason, row.due_at > now()) == (DeliveryState.QUEUED, "OSError", True)
    for turn in range(12):
        actions.deliver_due(at=now() + timedelta(days=turn + 1))
    row.refresh_from_db()
    assert row.state == DeliveryState.FAILED


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_a_push_can_be_read_by_the_browser_and_by_nobody_else(sent: list[Any]) -> None:
    user, secret = accounts.user(email=None, phone="+8613800138000"), os.urandom(16)
    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    text = [base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (point, secret)]
    actions.subscribe_browser(by=user, endpoint="https://push.example.com/1", p256dh=text[0], auth=text[1])
    actions.subscribe_browser(by=user, endpoint="https://push.example.com/gone", p256dh=text[0], auth=text[1])
    actions.tell(user=user, topic="test.seat", params={"name": "Wang"}, link="/agent/offers/")
    actions.deliver_due()
    _url, body, headers = next(one for one in sent if one[0].endswith("/1"))
    assert b"Wang" not in body
    shown = json.loads(http_ece.decrypt(body, private_key=key, auth_secret=secret, version="aes128gcm"))
    assert (shown["title"], shown["link"]) == ("A seat for Wang", "/agent/offers/")
    assert headers["Authorization"].startswith("vapid t=")
    assert [place.endpoint for place in PushSubscription.objects.all()] == ["https://push.example.com/1"]


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_without_an_sms_service_a_message_is_skipped_and_says_so() -> None:
    user = accounts.user(phone="+8613800138000")
    message = actions.tell(user=user, topic="test.seat")
    row = Delivery.objects.create(message=message, via="sms")
    actions.deliver_due()
    row.refresh_from_db()
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, "no SMS service is set up")
