"""What every template may use."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest

from talentpool.kernel.clock import now
from talentpool.kernel.models import DataMark


def house(request: HttpRequest) -> dict[str, Any]:
    """``now`` by the one clock, the ``principal`` whose hat the request wears, and whether all people are invented."""
    return {"server_now": now(), "principal": getattr(request, "principal", None), "is_demo": _is_demo}


def _is_demo() -> bool:
    """Asked on every page and hardly ever changing: remembered for a minute."""
    return bool(cache.get_or_set("data-is-demo", DataMark.is_demo, 60))
