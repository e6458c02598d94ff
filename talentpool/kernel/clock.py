"""The only clock. A demo database, and only it, may hold one row that makes time run faster."""

import threading
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings

_REFRESH_SECONDS = 1.0
_cache = threading.local()


def now() -> datetime:
    """The present moment, aware, in UTC; warped only where a demo database says so."""
    real = datetime.now(UTC)
    warp = _warp()
    if warp is None:
        return real
    anchored_real, anchored_at, rate = warp
    return anchored_at + timedelta(seconds=(real - anchored_real).total_seconds() * rate)


def run_at(rate: float) -> None:
    """From this moment on, time runs ``rate`` times as fast, for every process of this database. Demo data only."""
    from talentpool.kernel.models import DemoClock

    anchors = {"anchored_at": now(), "anchored_real": datetime.now(UTC), "rate": rate}
    DemoClock.objects.update_or_create(id=1, defaults=anchors)
    forget()


def forget() -> None:
    """Drop what this thread remembers of the warp; the next call reads the row again."""
    _cache.__dict__.clear()


def _warp() -> tuple[datetime, datetime, float] | None:
    """(real anchor, warped anchor, rate) of the demo clock, read at most once a second per thread."""
    if not settings.DEMO_CLOCK:
        return None
    fresh_until: float = getattr(_cache, "fresh_until", 0.0)
    if time.monotonic() < fresh_until:
        return getattr(_cache, "warp", None)
    from talentpool.kernel.models import DemoClock

    _cache.warp = DemoClock.read()
    _cache.fresh_until = time.monotonic() + _REFRESH_SECONDS
    return _cache.warp  # type: ignore[no-any-return]
