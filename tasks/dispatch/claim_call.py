"""The call of ``claim_seat``: a prepared statement on Django's own connection, so it is part of Django's transaction.

It goes to libpq directly. psycopg's cursor adapts types and waits in Python, which costs as much again as the rest of a
claim; here are five parameters of known types, and the answer is two words.
"""

from datetime import datetime
from uuid import UUID
from weakref import WeakSet

from django.db import connection
from psycopg import Connection, pq
from psycopg.errors import error_from_result

_NAME = b"talentpool_claim_seat"
_TEXT = b"SELECT code, assignment FROM claim_seat($1, $2, $3, $4, $5)"
_prepared: "WeakSet[Connection]" = WeakSet()


def claim_seat(offer: int, agent: int, at: datetime, actor: int, options: tuple[str, ...]) -> tuple[str, UUID | None]:
    """The function's code and the assignment's ref. options: words of letters and "_" only.

    Raises what psycopg would: DeadlockDetected, SerializationFailure, ExclusionViolation, ...
    """
    connection.ensure_connection()
    link = connection.connection
    if link not in _prepared:
        _checked(link, link.pgconn.prepare(_NAME, _TEXT), pq.ExecStatus.COMMAND_OK)
        _prepared.add(link)
    parameters = [
        str(offer).encode(),
        str(agent).encode(),
        at.isoformat().encode(),
        str(actor).encode(),
        f"{{{','.join(options)}}}".encode(),
    ]
    with link.lock:
        answer = _checked(link, link.pgconn.exec_prepared(_NAME, parameters), pq.ExecStatus.TUPLES_OK)
    code, assignment = answer.get_value(0, 0), answer.get_value(0, 1)
    return (code or b"").decode(), UUID(assignment.decode()) if assignment else None


def _checked(link: "Connection", answer: pq.abc.PGresult, status: pq.ExecStatus) -> pq.abc.PGresult:
    if answer.status != status:
        connection.errors_occurred = True  # Django then looks whether the connection still lives
        raise error_from_result(answer, encoding=link.info.encoding)
    return answer
