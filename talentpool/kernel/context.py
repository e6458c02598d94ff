"""What every template may use."""

from typing import Any

from django.http import HttpRequest

from talentpool.kernel.clock import now


def house(request: HttpRequest) -> dict[str, Any]:
    """``now`` by the one clock and the ``principal`` whose hat the request wears."""
    return {"server_now": now(), "principal": getattr(request, "principal", None)}
