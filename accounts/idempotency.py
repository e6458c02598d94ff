"""A request of the API is answered once: key, fingerprint and response are written in the transaction of its effect."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http.request import RawPostDataException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from accounts.errors import KeyReused
from accounts.models import IdempotencyRecord
from accounts.principals import Principal
from talentpool.kernel.errors import BadInput

HEADER = "Idempotency-Key"
LONGEST_KEY = 200


def answered_once(request: Request, effect: Callable[[], Response]) -> Response:
    """Run ``effect`` once for each ``Idempotency-Key`` of a client; a repeat gets the first answer again.

    Without the header ``effect`` simply runs, in a transaction. A Refusal rolls all of it back, so that the same key may
    be tried again. Two at once: the second waits for the first. Raises KeyReused (422) when the content differs.
    """
    key = request.headers.get(HEADER, "").strip()
    if len(key) > LONGEST_KEY:
        raise BadInput
    with transaction.atomic():
        if not key:
            return effect()
        return _once(request, key, effect)


def _once(request: Request, key: str, effect: Callable[[], Response]) -> Response:
    owner, fingerprint = _owner(request), _fingerprint(request)
    blank = IdempotencyRecord(owner=owner, key=key, fingerprint=fingerprint, status=0)
    # The unique index makes a concurrent twin wait here until the first has committed or rolled back.
    IdempotencyRecord.objects.bulk_create([blank], ignore_conflicts=True)
    record = IdempotencyRecord.objects.select_for_update().get(owner=owner, key=key)
    if record.fingerprint != fingerprint:
        raise KeyReused
    if record.status:
        return Response(record.body, status=record.status, headers={"Idempotent-Replayed": "true"})
    response = effect()
    record.status, record.body = response.status_code, _plain(response.data)
    record.save(update_fields=["status", "body"])
    return response


def _owner(request: Request) -> str:
    """A client, not its key: a repeat after the key was rotated is still a repeat."""
    principal: Principal = request._request.principal  # type: ignore[attr-defined]
    return f"client:{principal.client_id}" if principal.client_id else f"user:{principal.user_id}"


def _fingerprint(request: Request) -> str:
    method, path = str(request.method), request.get_full_path()
    return hashlib.sha256(b"\0".join([method.encode(), path.encode(), _body(request)])).hexdigest()


def _body(request: Request) -> bytes:
    """The raw body while nobody has read it, else what the parser made of it."""
    try:
        return bytes(request._request.body)
    except RawPostDataException:
        parts = [(name, str(value), getattr(value, "size", 0)) for name, value in request.data.items()]
        return json.dumps(sorted(parts)).encode()


def _plain(data: Any) -> Any:
    """What the JSON renderer would send, as the database can keep it."""
    return json.loads(json.dumps(data, cls=JSONEncoder))
