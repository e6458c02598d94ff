"""How a message leaves the house: e-mail by Django, SMS and chat apps by apprise, Web Push by our own sender.

Each sender raises Undeliverable with a short reason, without addresses in it.
"""

import base64
import hashlib
import json
from collections.abc import Callable

import apprise
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from phonenumber_field.phonenumber import PhoneNumber
from py_vapid import Vapid

from accounts.models import User
from talentpool.messaging import outward
from talentpool.messaging.models import Message, PushSubscription
from talentpool.messaging.states import Via

PUSH_SECONDS = 24 * 3600
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Undeliverable(Exception):
    """The message did not leave; the text says why. ``final``: trying again is of no use."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        self.final = final
        super().__init__(reason)


def e164(number: str) -> str:
    """A number as people write it (a Chinese one without +86) in E.164; unreadable ones come back as they are."""
    parsed = PhoneNumber.from_string(number, region="CN") if number.strip() else None
    return str(parsed.as_e164) if parsed is not None and parsed.is_valid() else number


def absolute(link: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + link if link else ""


def send_email(message: Message) -> None:
    user, words = message.user, message.words
    if not user.email:
        raise Undeliverable("no e-mail address", final=True)
    text = "\n\n".join(part for part in (words.body, absolute(message.link)) if part)
    EmailMessage(words.title, text, to=[user.email]).send()


def send_sms(number: str, text: str) -> None:
    """Through the service that ``SMS_URL`` names; ``{phone}`` in it stands for the number."""
    if not settings.SMS_URL:
        raise Undeliverable("no SMS service is set up", final=True)
    _notify(settings.SMS_URL.replace("{phone}", number), text)


def _send_sms(message: Message) -> None:
    send_sms(str(message.user.phone), _one_line(message))


def _send_chat(message: Message) -> None:
    """Through the chat app that ``CHAT_URL`` names (WeCom, DingTalk, ...); ``{user}`` stands for the opaque username."""
    if not settings.CHAT_URL:
        raise Undeliverable("no chat app is set up", final=True)
    _notify(settings.CHAT_URL.replace("{user}", message.user.username), _one_line(message))


def _one_line(message: Message) -> str:
    return " ".join(part for part in (message.words.title, message.words.body, absolute(message.link)) if part)


def _notify(url: str, text: str) -> None:
    service = apprise.Apprise()
    if not service.add(url):
        raise Undeliverable("the service's address can't be read", final=True)
    if not service.notify(body=text):
        raise Undeliverable("the service refused")


def vapid() -> Vapid:
    """The key that browsers know us by: ``VAPID_PRIVATE_KEY``, else one that follows from SECRET_KEY."""
    if settings.VAPID_PRIVATE_KEY:
        return Vapid.from_string(settings.VAPID_PRIVATE_KEY)
    number = int.from_bytes(hashlib.sha512(b"talentpool-vapid" + settings.SECRET_KEY.encode()).digest(), "big")
    return Vapid(private_key=ec.derive_private_key(number % (P256_ORDER - 1) + 1, ec.SECP256R1()))


def public_push_key() -> str:
    """What a browser needs to subscribe: the uncompressed public point, base64url without padding."""
    point = vapid().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _send_push(message: Message) -> None:
    """To every browser she subscribed; one that is gone (404, 410) is forgotten."""
    words = message.words
    body = json.dumps(
        {"title": words.title, "text": words.body, "link": message.link or "/agent/", "tag": str(message.ref)}
    ).encode()
    reached = [push(place, body) for place in PushSubscription.objects.filter(user=message.user)]
    if not any(reached):
        raise Undeliverable("no browser took it", final=not reached)


def push(place: PushSubscription, body: bytes) -> bool:
    """Encrypt for one browser and hand over to its push service; True when the service took it."""
    from pywebpush import WebPusher

    keys = {"p256dh": place.p256dh, "auth": place.auth}
    sealed = WebPusher({"endpoint": place.endpoint, "keys": keys}).encode(body, content_encoding="aes128gcm")
    origin = "/".join(place.endpoint.split("/")[:3])
    headers = {
        **vapid().sign({"aud": origin, "sub": settings.VAPID_SUBJECT}),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(PUSH_SECONDS),
    }
    try:
        status = outward.post(place.endpoint, sealed["body"], headers)
    except outward.Unreachable:
        return False
    if status in {404, 410}:
        place.delete()
    return 200 <= status < 300


SENDERS: dict[str, Callable[[Message], None]] = {
    Via.EMAIL: send_email,
    Via.SMS: _send_sms,
    Via.CHAT: _send_chat,
    Via.PUSH: _send_push,
}


def send(message: Message, via: str) -> None:
    """Bring one message to its person in her language. Raises Undeliverable."""
    user: User = message.user
    with translation.override(user.language):
        SENDERS[via](message)
