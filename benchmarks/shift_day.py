"""H14: a thousand people check in, work, are inspected and check out, through the doors of the running product.

What must not be lost is counted afterwards; the memory of all the product's processes is watched all the time.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.measure import Headline, Scale, count
from benchmarks.startup import _EMBEDDED, _free_port

NEEDS_DATABASE = False
HANDS = 8
PATIENCE = 600
GOOD = [
    ("agent", "您好，请问有什么可以帮您？"),
    ("customer", "我想查一下订单。"),
    ("agent", "好的，马上为您查询，请稍等。"),
]


def run(scale: Scale) -> Iterator[Headline]:
    size = scale.agents_or(1000)
    data = Path(tempfile.mkdtemp(prefix="talentpool-bench-"))
    port = _free_port()
    env = {key: value for key, value in os.environ.items() if key not in _EMBEDDED}
    env |= {"DATA_DIR": str(data), "PORT": str(port), "DEMO": "0", "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    product = subprocess.Popen([sys.executable, "manage.py", "up"], env=env, stdout=subprocess.PIPE, text=True)
    try:
        assert product.stdout is not None
        next(line for line in product.stdout if line.startswith("Ready: "))
        threading.Thread(target=product.stdout.read, daemon=True).start()
        with Watch(product.pid) as watch:
            day = _the_day(size, env)
    finally:
        product.send_signal(signal.SIGTERM)
        product.wait(60)
        shutil.rmtree(data, ignore_errors=True)
    note = f"in {day['check_in_s']:.0f} s, out {day['check_out_s']:.0f} s, settled {day['settled_s']:.0f} s after"
    yield count("shift-day-lost", day["lost"], target="0", n=size, note=note, **day)
    check_in = day["check_in_s"] * 1000 / size
    yield count(
        "shift-day-check-in", day["check_in_s"], target="< 300 s", n=size, unit="s", note=f"{check_in:.0f} ms each"
    )
    yield count(
        "shift-day-memory", watch.peak / 1e9, target="< 2 GB", n=watch.looks, unit="GB", note="all processes, peak"
    )


class Watch:
    """The proportional memory (PSS) of a process and all that it started, looked at once a second."""

    def __init__(self, root: int) -> None:
        self.root, self.peak, self.looks = root, 0, 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(1):
            self.peak = max(self.peak, sum(_pss(pid) for pid in _family(self.root)))
            self.looks += 1


def _family(root: int) -> list[int]:
    """A process and its descendants."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(words[1]), []).append(int(path.parent.name))
    found, todo = [], [root]
    while todo:
        one = todo.pop()
        found.append(one)
        todo += parents.get(one, [])
    return found


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def _the_day(size: int, env: dict[str, str]) -> dict[str, Any]:
    """In a process of its own, whose settings are the product's."""
    argv = [sys.executable, "-m", "benchmarks.shift_day", str(size)]
    done = subprocess.run(
        argv, env={**env, "DJANGO_SETTINGS_MODULE": "talentpool.settings"}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def live(size: int, base: str) -> dict[str, Any]:
    """The day itself: seats, check-in, conversations, check-out; then what the database says."""
    from accounts.actions import create_key
    from benchmarks.workday import Workday
    from talentpool.demo.simulation.door import Doors
    from talentpool.kernel.clock import now

    day = Workday.open(size, starts_at=now() + timedelta(minutes=10))
    _key, text = create_key(client=day.client, name="bench", scopes=["quality:read", "quality:write"], by=day.owner)
    _wait_for(lambda: _aliases(day) == size, "a name for everybody at the client")
    doors, took = Doors(base), {}
    for name, act in (("check_in", _check_in), ("talk", _talk), ("check_out", _check_out)):
        begin = time.monotonic()
        with ThreadPoolExecutor(HANDS) as hands:
            list(hands.map(partial(_one, act, doors, base, text), day.assignments))
        took[f"{name}_s"] = time.monotonic() - begin
    begin = time.monotonic()
    counted: dict[str, int] = {}
    _wait_for(lambda: not _missing(day, size, counted), "everything to be written", counted)
    return {**took, "settled_s": time.monotonic() - begin, "lost": _missing(day, size, counted), **counted}


def _one(act: Callable[..., None], doors: Any, base: str, key: str, held: Any) -> None:
    """One person's act; the hand that did it gives its connection back."""
    from django.db import connection

    try:
        act(doors, held, base, key)
    finally:
        connection.close()


def _wait_for(true: Any, what: str, counted: dict[str, int] | None = None) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            if counted is None:
                raise RuntimeError(f"waited for {what}")
            return  # what is missing now is lost, and is said
        time.sleep(0.5)


def _aliases(day: Any) -> int:
    from talentpool.agents.models import Alias

    return Alias.objects.filter(client=day.client).count()


def _check_in(doors: Any, held: Any, base: str, key: str) -> None:
    answer = doors.of(held.agent.user).post("agent:check_in", {"acknowledged": "on"}, ref=held.ref)
    assert answer.status_code == 302, answer.text[:300]


def _check_out(doors: Any, held: Any, base: str, key: str) -> None:
    answer = doors.of(held.agent.user).post("agent:check_out", ref=held.ref)
    assert answer.status_code == 302, answer.text[:300]


def _talk(doors: Any, held: Any, base: str, key: str) -> None:
    """One conversation of hers, sent by the client's system."""
    import requests

    from talentpool.agents.models import Alias
    from talentpool.kernel.clock import now

    alias = Alias.objects.get(agent=held.agent, client=held.shift.order.client).name
    body = {
        "id": f"c-{held.pk}",
        "channel": "call",
        "agent": alias,
        "started_at": now().isoformat(),
        "turns": [{"role": role, "text": text} for role, text in GOOD],
    }
    headers = {"Authorization": f"Bearer {key}"}
    answer = requests.post(f"{base}/api/v1/conversations/", json=body, headers=headers, timeout=60)
    assert answer.status_code == 201, answer.text[:300]


def _missing(day: Any, size: int, counted: dict[str, int]) -> int:
    """How many rows of any kind that should be there are not; ``counted`` gets what is."""
    from talentpool.growth.models import Entry
    from talentpool.messaging.models import Outbox
    from tasks.attendance.models import Attendance
    from tasks.billing.models import Statement
    from tasks.quality.models import Conversation

    counted |= {
        "checked_out": Attendance.objects.filter(state="checked_out").count(),
        "conversations": Conversation.objects.filter(assignment__isnull=False).count(),
        "statements": Statement.objects.count(),
        "growth": Entry.objects.filter(kind="shift").count(),
        "outbox_left": Outbox.objects.exclude(state="done").count(),
    }
    short = (size - counted[name] for name in ("checked_out", "conversations", "statements", "growth"))
    return sum(max(0, one) for one in short) + counted["outbox_left"]


def main() -> None:
    import django

    django.setup()
    print(json.dumps(live(int(sys.argv[1]), f"http://127.0.0.1:{os.environ['PORT']}")))


if __name__ == "__main__":
    main()
