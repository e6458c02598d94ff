"""H11: from a conversation received until its alert stands on the analyst's page, at 100 conversations a second."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles

from django.contrib.auth.models import Group
from django.db import close_old_connections, connections
from django.test import Client as Browser

from accounts.actions import enrol_second_factor
from accounts.models import Client, User
from benchmarks.measure import Headline, Scale, count
from talentpool.demo.simulation.talk import conversation
from talentpool.kernel.clock import now
from tasks.quality.actions import receive_conversation
from tasks.quality.models import Alert

A_SECOND, SECONDS, CLIENTS, SENDERS = 100, 15, 10, 6
LOOKS_EVERY = 1.0  # as the page does
SLIPS = (
    "你是白痴吗", "我知道你家住哪", "把验证码发给我", "加我微信私下转账", "这个我办不到", "随你便", "投诉也没用",
    "别再打来了", "保证给您退，十倍赔您",
)  # fmt: skip


class Day:
    """Companies, an analyst at her page, and when each alert was raised and seen."""

    def __init__(self) -> None:
        self.companies = [
            Client.objects.create(slug=f"alert-{n}", name={"en": f"C{n}", "zh-hans": f"C{n}"}) for n in range(CLIENTS)
        ]
        analyst = User.objects.create(is_staff=True, email="alert@example.com")
        analyst.groups.add(Group.objects.get_or_create(name="analyst")[0])
        enrol_second_factor(user=analyst)
        self.page = Browser()
        self.page.force_login(analyst, backend="django.contrib.auth.backends.ModelBackend")
        self.received: dict[str, float] = {}
        self.seen: dict[str, float] = {}
        self.late: list[float] = []
        self.stop = threading.Event()

    def look(self) -> None:
        """The page's own loop."""
        while not self.stop.is_set():
            shown = self.page.get("/admin/quality/alerts/", headers={"HX-Request": "true"}).content.decode()
            at = time.perf_counter()
            for ref in list(self.received):
                if ref not in self.seen and ref in shown:
                    self.seen[ref] = at
            self.stop.wait(LOOKS_EVERY)
        connections.close_all()

    def send(self, number: int, due: float) -> None:
        """One conversation at its time; every twentieth has words that alert."""
        chance = random.Random(number)
        time.sleep(max(0.0, due - time.perf_counter()))
        turns = conversation("mall-orders", quality=1.0, starts_at=now(), random=chance)
        company = self.companies[number // 20 % CLIENTS]
        if number % 20 == 0:
            turns.append({"role": "agent", "text": SLIPS[number // 20 // CLIENTS % len(SLIPS)], "at": turns[-1]["at"]})
        begin = time.perf_counter()
        close_old_connections()
        found = receive_conversation(client=company, sent={"id": f"n{number}", "turns": turns}, by=None).inspection
        for ref in Alert.objects.filter(inspection=found, count=1).values_list("ref", flat=True):
            self.received[str(ref)] = begin
        self.late.append(begin - due)


def run(scale: Scale) -> Iterator[Headline]:
    """Fifteen seconds, six senders, one page."""
    del scale
    day = Day()
    receive_conversation(
        client=day.companies[0], sent={"id": "warm", "turns": [{"role": "agent", "text": "您好"}]}, by=None
    )
    looking = threading.Thread(target=day.look, daemon=True)
    looking.start()
    start = time.perf_counter() + 0.5
    with ThreadPoolExecutor(SENDERS, initializer=close_old_connections) as pool:
        list(pool.map(lambda n: day.send(n, start + n / A_SECOND), range(A_SECOND * SECONDS)))
    took = time.perf_counter() - start
    time.sleep(LOOKS_EVERY * 3)
    day.stop.set()
    looking.join()
    waits = sorted(day.seen[ref] - at for ref, at in day.received.items() if ref in day.seen)
    missing = len(day.received) - len(waits)
    p99 = quantiles(waits, n=100)[98] if len(waits) > 1 else float("inf")
    note = f"{A_SECOND * SECONDS / took:.0f} conversations a second, {len(waits)} alerts, {missing} never seen"
    yield count("alert", p99, target="< 2 s", n=len(waits), unit="s", note=note)
