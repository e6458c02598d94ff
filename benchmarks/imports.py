"""A call log of a million calls, from the upload to volumes an order can stand on, with its progress.

``import``: seconds for the whole file, read by the very action that the worker runs. ``import-progress``: the longest
silence between two signs of progress.
"""

import io
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
from django.core.files.base import ContentFile

from accounts.models import Client
from benchmarks.measure import Headline, Scale, count
from tasks.staffing.actions import read_volumes, upload_volumes
from tasks.staffing.models import VolumeSet

CALLS = 1_000_000
DAYS = 60
FIRST = datetime(2026, 1, 5)  # noqa: DTZ001  (a telephone system writes local time without a zone)


def run(scale: Scale) -> Iterator[Headline]:
    """Two rows; ``--agents`` stands for the number of calls."""
    calls = scale.agents_or(CALLS)
    client, _new = Client.objects.get_or_create(slug="bench", defaults={"name": {"en": "Bench"}})
    seen = [time.perf_counter()]

    def progress(_volumes: VolumeSet) -> None:
        seen.append(time.perf_counter())

    file = ContentFile(_log(calls), "calls.csv")
    began = time.perf_counter()
    volumes = upload_volumes(client=client, name="A million", file=file, by=None, read_later=False)
    read_volumes(volumes=volumes, progress=progress)
    took, ended = time.perf_counter() - began, time.perf_counter()
    if volumes.rows_read != calls or volumes.rows_bad:
        raise RuntimeError(f"{volumes.rows_read:,} of {calls:,} calls were read, {volumes.rows_bad:,} of them bad")
    pauses = [later - before for before, later in zip([began, *seen[1:]], [*seen[1:], ended], strict=True)]
    note = f"{volumes.offered:,.0f} offered, {volumes.bytes_total >> 20} MB, {calls / took:,.0f} calls a second"
    yield count("import", took, target="< 60 s", n=calls, unit="s", note=note)
    yield count("import-progress", max(pauses), target="< 2 s", n=len(seen) - 1, unit="s", note="the longest silence")


def _log(calls: int) -> bytes:
    """Calls in the order of arrival, as a telephone system writes them: most answered, some hung up."""
    rng = np.random.default_rng(1999)
    seconds = np.sort(rng.integers(0, DAYS * 86_400, calls))
    wait, service = rng.integers(0, 90, calls), rng.integers(30, 600, calls)
    gone = rng.random(calls) < 0.08
    out = io.StringIO()
    out.write("arrival,wait_s,outcome,service_s\n")
    for second, waited, served, left in zip(
        seconds.tolist(), wait.tolist(), service.tolist(), gone.tolist(), strict=True
    ):
        arrived = FIRST + timedelta(seconds=second)
        out.write(f"{arrived},{waited},{'HANG' if left else 'AGENT'},{0 if left else served}\n")
    return out.getvalue().encode()
