"""A time-based one-time password (RFC 6238): what an authenticator app would show."""

import base64
import hashlib
import hmac
import struct
import time


def code_of(secret: str, *, at: float | None = None) -> str:
    """Six digits for the half-minute of ``at`` (seconds since 1970; by default now)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
