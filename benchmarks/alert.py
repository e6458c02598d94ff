"""H11: from a conversation received until its alert stands on the analyst's page, at 100 conversations a second."""

import multiprocessing
import os
import random
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from typing import Any

from django.contrib.auth.models import Group
from django.db import close_old_connections, connection, connections
from django.test import Client as Browser

from accounts.actions import enrol_second_factor
from accounts.models import Client, User
from benchmarks.measure import Headline, Scale, count
from talentpool.demo.simulation.talk import conversation
from talentpool.kernel.clock import now
from tasks.quality.actions import receive_conversation
from tasks.quality.models import Alert

A_SECOND, SECONDS, CLIENTS = 100, 15, 10
PROCESSES, SENDERS = 2, 3  # as a web server runs them; threads in each
LOOKS_EVERY = 1.0  # as the page does
LEAD = 3.0  # seconds in which the processes warm up
PATIENCE = 90  # seconds until a process that says nothing has failed
ALERT = re.compile(r"/admin/quality/alerts/([0-9a-f-]{36})/")
SLIPS = (
    "你是白痴吗", "我知道你家住哪", "把验证码发给我", "加我微信私下转账", "这个我办不到", "随你便", "投诉也没用",
    "别再打来了", "保证给您退，十倍赔您",
)  # fmt: skip


class Day:
    """Companies, and an analyst at her page."""

    def __init__(self) -> None:
        self.companies = [
            Client.objects.create(slug=f"alert-{n}", name={"en": f"C{n}", "zh-hans": f"C{n}"}) for n in range(CLIENTS)
        ]
        analyst = User.objects.create(is_staff=True, email="alert@example.com")
        analyst.groups.add(Group.objects.get_or_create(name="analyst")[0])
        enrol_second_factor(user=analyst)
        self.page = Browser()
        self.page.force_login(analyst)
        self.seen: dict[str, float] = {}
        self.stop = threading.Event()

    def look(self) -> None:
        """The page's own loop: what stands on it for the first time is seen now."""
        while not self.stop.is_set():
            shown = self.page.get("/admin/quality/alerts/", headers={"HX-Request": "true"}).content.decode()
            at = time.monotonic()
            for ref in ALERT.findall(shown):
                self.seen.setdefault(ref, at)
            self.stop.wait(LOOKS_EVERY)
        connections.close_all()


def warm(companies: list[Client]) -> None:
    """A first conversation, as every process of a web server has had; rule sets are compiled then."""
    turns = [{"role": "agent", "text": "您好"}]
    receive_conversation(client=companies[0], sent={"id": f"warm-{os.getpid()}", "turns": turns}, by=None)


def send(companies: list[Client], number: int, due: float) -> tuple[float, dict[str, float]]:
    """One conversation at its time; every twentieth alerts. How late it began, and when its alerts were due."""
    chance = random.Random(number)
    time.sleep(max(0.0, due - time.monotonic()))
    turns = conversation("mall-orders", quality=1.0, starts_at=now(), random=chance)
    if number % 20 == 0:
        turns.append({"role": "agent", "text": SLIPS[number // 20 // CLIENTS % len(SLIPS)], "at": turns[-1]["at"]})
    begin = time.monotonic()
    close_old_connections()
    company = companies[number // 20 % CLIENTS]
    found = receive_conversation(client=company, sent={"id": f"n{number}", "turns": turns}, by=None).inspection
    raised = Alert.objects.filter(inspection=found, count=1).values_list("ref", flat=True)
    return begin - due, {str(ref): due for ref in raised}


def share(companies: list[Client], which: int, start: float, answers: Any) -> None:
    """What one process of the web server receives: every n-th conversation."""
    warm(companies)
    numbers = range(which, A_SECOND * SECONDS, PROCESSES)
    with ThreadPoolExecutor(SENDERS) as pool:
        sent = list(pool.map(lambda n: send(companies, n, start + n / A_SECOND), numbers))
    answers.put(
        (time.monotonic(), max(late for late, _ in sent), {k: v for _, raised in sent for k, v in raised.items()})
    )


def run(scale: Scale) -> Iterator[Headline]:
    """Fifteen seconds, two processes that receive, one page."""
    del scale
    day = Day()
    warm(day.companies)
    day.page.get("/admin/quality/alerts/")
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined]  # a process each: none may inherit another's connections
    fork = multiprocessing.get_context("fork")
    answers, start = fork.Queue(), time.monotonic() + LEAD
    processes = [fork.Process(target=share, args=(day.companies, n, start, answers)) for n in range(PROCESSES)]
    for process in processes:
        process.start()
    looking = threading.Thread(target=day.look, daemon=True)
    looking.start()
    told = [answers.get(timeout=PATIENCE) for _ in processes]
    took = max(ended for ended, _, _ in told) - start
    time.sleep(LOOKS_EVERY * 3)
    day.stop.set()
    for waited in (looking, *processes):
        waited.join()
    received = {ref: at for _, _, raised in told for ref, at in raised.items()}
    waits = sorted(day.seen[ref] - at for ref, at in received.items() if ref in day.seen)
    p99 = quantiles(waits, n=100)[98] if len(waits) > 1 else float("inf")
    note = (
        f"{A_SECOND * SECONDS / took:.0f} conversations a second, {len(waits)} alerts, "
        f"{len(received) - len(waits)} never seen, latest {max(late for _, late, _ in told):.1f} s behind"
    )
    yield count("alert", p99, target="< 2 s", n=len(waits), unit="s", note=note)
