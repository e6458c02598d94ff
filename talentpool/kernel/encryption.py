"""Personal fields at rest: AES-256-GCM with a key id, bound to table, column and row; an HMAC index beside.

Keys come from ``FIELD_KEYS`` ("id:base64", newest first). Old keys go on decrypting, so keys rotate while running.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


class Unreadable(Exception):
    """The value was written with another key, for another row, or its key was destroyed."""


@lru_cache(maxsize=8)
def _parse(configured: tuple[str, ...], secret: str) -> dict[str, bytes]:
    if not configured:
        return {"k0": hashlib.sha256(b"talentpool-fields" + secret.encode()).digest()}
    pairs = (item.split(":", 1) for item in configured)
    return {name: base64.b64decode(value) for name, value in pairs}


def keys() -> dict[str, bytes]:
    """All installation keys by id, newest first."""
    return _parse(tuple(settings.FIELD_KEYS), settings.SECRET_KEY)


def seal(plaintext: str, *, bound_to: str, key: bytes | None = None) -> str:
    """Encrypt for one place. ``bound_to``: "table.column:row"; ``key``: a person's own data key instead of ours."""
    name, chosen = ("own", key) if key else next(iter(keys().items()))
    nonce = os.urandom(12)
    sealed = AESGCM(chosen).encrypt(nonce, plaintext.encode(), bound_to.encode())
    return f"{name}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(token: str, *, bound_to: str, key: bytes | None = None) -> str:
    """The plaintext, or Unreadable."""
    name, _, body = token.partition(":")
    chosen = key if name == "own" else keys().get(name)
    if chosen is None:
        raise Unreadable
    raw = base64.b64decode(body)
    try:
        return AESGCM(chosen).decrypt(raw[:12], raw[12:], bound_to.encode()).decode()
    except InvalidTag as error:
        raise Unreadable from error


def blind_index(value: str, *, purpose: str) -> str:
    """A keyed fingerprint that finds equal values without storing them; normalise ``value`` first.

    The key is the oldest of all, so that rotation does not lose the index.
    """
    oldest = list(keys().values())[-1]
    return hmac.digest(oldest, f"{purpose}:{value}".encode(), "sha256").hex()
