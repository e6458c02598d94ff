"""H13: pages while a thousand people are at work: p95 of what 8 browsers wait for, through a real web server."""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from tempfile import TemporaryDirectory

import requests
from django.db import connection

from benchmarks.measure import Headline, Scale, count
from benchmarks.startup import _free_port
from benchmarks.workday import Workday, make_offers, make_shifts
from talentpool.demo.simulation.door import Doors
from talentpool.kernel.clock import now
from talentpool.messaging.actions import drain
from tasks.attendance.actions import check_in, form_teams
from tasks.dispatch.models import Offer
from tasks.orders.models import Shift

CLIENTS = 8
TURNS = 240  # pages of each kind
TARGET = "< 200 ms"
Visit = Callable[[int], None]


@contextmanager
def web() -> Iterator[str]:
    """gunicorn as the product runs it, on the benchmark's database; its address."""
    port = _free_port()
    with TemporaryDirectory() as place:
        env = {**os.environ, "DATA_DIR": place, "DEBUG": "0"}
        argv = [sys.executable, "-m", "gunicorn", "talentpool.wsgi", "--bind", f"127.0.0.1:{port}"]
        argv += ["--config", "python:talentpool.local.serving", "--log-level", "error"]
        argv += ["--workers", "2", "--threads", "8", "--keep-alive", "5"]
        server = subprocess.Popen(argv, env=env, stdout=subprocess.DEVNULL)
        try:
            _until_it_answers(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def _until_it_answers(url: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 120
    while True:
        try:
            requests.get(url, timeout=5)
            return
        except requests.RequestException:
            if server.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.2)


def waits(visit: Visit, turns: int) -> list[float]:
    """Milliseconds of each of ``turns`` visits, made by 8 clients at once."""
    took: list[float] = []
    left, lock = iter(range(turns)), threading.Lock()

    def client() -> None:
        while True:
            with lock:
                turn = next(left, None)
            if turn is None:
                return
            begin = time.perf_counter()
            visit(turn)
            took.append((time.perf_counter() - begin) * 1000)
        connection.close()

    crowd = [threading.Thread(target=client) for _n in range(CLIENTS)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return took


def prepare(size: int) -> tuple[Workday, list[Offer]]:
    """Everybody is checked in; everybody has three more offers for the coming days."""
    day = Workday.open(size, starts_at=now() + timedelta(minutes=5))
    while drain():
        pass
    for held in day.assignments:
        check_in(assignment=held, by=held.agent.user, acknowledged=True)
    form_teams(shifts=Shift.objects.filter(order=day.order))
    offers: list[Offer] = []
    for days in (2, 3, 4):
        later = make_shifts(day.order, starts_at=now() + timedelta(days=days), hours=4, seats=-(-size // 20))
        offers += make_offers(later, day.agents)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return day, offers


def visits(doors: Doors, day: Workday, offers: Sequence[Offer]) -> dict[str, Visit]:
    """The four pages, each as its own people see them. A page that is not there fails the benchmark."""
    agents = [doors.of(one.user) for one in day.agents[:TURNS]]
    owner, desk = doors.of(day.owner), doors.of(day.dispatcher)

    def offer_list(turn: int) -> None:
        assert agents[turn % len(agents)].get("agent:offer_list").status_code == 200

    def accept(turn: int) -> None:
        offer = offers[turn % len(agents)]
        assert agents[turn % len(agents)].post("agent:offer_accept", ref=offer.ref).status_code == 302

    def board(_turn: int) -> None:
        assert owner.get("client:order_board", ref=day.order.ref).status_code == 200

    def today(_turn: int) -> None:
        assert desk.get("staff:dispatch_today").status_code == 200

    return {"offers": offer_list, "accept": accept, "board": board, "today": today}


def run(scale: Scale) -> Iterator[Headline]:
    size = scale.agents_or(1000)
    day, offers = prepare(size)
    with web() as base:
        found = visits(Doors(base), day, offers)
        for name, visit in found.items():
            if name != "accept":
                waits(visit, CLIENTS * 2)  # warm: templates compiled, connections open
            took = waits(visit, min(TURNS, size))
            slow = statistics.quantiles(took, n=20)[-1]
            note = f"median {statistics.median(took):.0f} ms, {CLIENTS} clients, {size} at work"
            yield count(f"pages-{name}", slow, target=TARGET, n=len(took), unit="ms", note=note)
