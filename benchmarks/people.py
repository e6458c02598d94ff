"""A list of people comes in; eight recruiters and agents look at boards, searches and timelines at once; it goes again.

``--agents 100000`` is the size the design names (and a million growth entries); the default is a twentieth of it.
"""

import csv
import logging
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth.models import Group
from django.db import connection, connections, transaction
from django.test import Client as Browser
from django.test import override_settings

from accounts.actions import enrol_second_factor
from accounts.models import User
from benchmarks.measure import Headline, Scale, count
from talentpool.agents.actions import NewAgent, admit_agents
from talentpool.agents.models import Language
from talentpool.screening.actions import open_standing_campaigns, take_back, undo_list
from talentpool.screening.models import Application, PeopleList

USUAL, CLIENTS, LOOKS = 5_000, 8, 20
ENTRIES_EACH = 10  # growth entries per application of the size, all on a few hundred long logs
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"
ENTRIES = """
INSERT INTO growth_entry (ref, agent_id, subject_id, kind, occurred_at, recorded_at, payload, source, previous_hash, hash)
SELECT gen_random_uuid(), a.id, a.user_id, (ARRAY['shift', 'inspected', 'lesson', 'earned'])[1 + n %% 4],
       now() - n * interval '3 hours', now(), '{"minutes": 120, "score": 88, "minor": 9000}'::jsonb, gen_random_uuid(),
       md5(a.id || '-' || n) || md5('a'), md5(a.id || '-' || (n + 1)) || md5('a')
  FROM agents_agent a, generate_series(1, %s) n WHERE a.id = ANY(%s)
"""


def run(scale: Scale) -> Iterator[Headline]:
    size = scale.agents_or(USUAL)
    Language.objects.get_or_create(code="cmn", defaults={"name": {"en": "Putonghua", "zh-hans": "普通话"}})
    open_standing_campaigns()
    took, peak = _imported(size)
    found = Application.objects.count()
    note = f"{found:,} people, checked and written, {size / took:,.0f} rows/s"
    yield count("import-people", took, target="< 300 s", n=found, unit="s", note=note)
    yield count("import-memory", peak, target="< 500 MB", n=found, unit="MB", note="peak of the importing process")
    recruiter, agent = _people(size)
    for name, who, addresses in (
        (
            "board",
            recruiter,
            ["/admin/screening/", "/admin/screening/?state=invited", "/admin/screening/?state=invited&older=0"],
        ),
        (
            "search",
            recruiter,
            [f"/admin/screening/?q={word}" for word in ("王芳", "李", "hotel", "前台", "王伟 hotel")],
        ),
        ("timeline", agent, ["/agent/growth/", "/agent/growth/?show=work&page=30", "/agent/growth/?page=9"]),
    ):
        waits = _looks(who, addresses)
        p95 = statistics.quantiles(waits, n=20)[-1]
        note = f"p95 at {CLIENTS} clients, median {statistics.median(waits) * 1000:.0f} ms, {found:,} applications"
        yield count(f"people-{name}", p95, target="< 0.2", n=len(waits), unit="s", note=note)
    took, kept = _taken_back()
    note = f"{found - kept:,} people and all about them are gone, {kept:,} stay"
    yield count("import-undo", took, target="< 60 s", n=found, unit="s", note=note)


def _taken_back() -> tuple[float, int]:
    """Seconds until the list is undone, and how many applications are left."""
    people = PeopleList.objects.get()
    begin = time.perf_counter()
    undo_list(people=people, by=None, later=False)
    take_back(people=people)
    return time.perf_counter() - begin, Application.objects.count()


def _imported(size: int) -> tuple[float, float]:
    """Seconds and peak megabytes of ``manage.py import_agents`` in a process of its own."""
    lot = random.Random(6)
    with TemporaryDirectory() as place:
        file = Path(place) / "people.csv"
        with file.open("w", newline="", encoding="utf-8") as opened:
            sheet = csv.writer(opened)
            sheet.writerow(["姓名", "手机", "语言", "渠道", "经验", "每周小时", "类型"])
            for n in range(size):
                name = lot.choice(SURNAMES) + "".join(lot.sample(GIVEN, 2))
                sheet.writerow([name, f"138{n:08d}", "cmn 5", "在线；电话", n % 9, 20, "共享"])
        argv = [sys.executable, "manage.py", "import_agents", str(file), "--campaign", "evening-peaks"]
        begin = time.perf_counter()
        with subprocess.Popen(
            argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ)
        ) as program:
            _, status, usage = os.wait4(program.pid, 0)
            program.returncode = os.waitstatus_to_exitcode(status)
        if program.returncode:
            raise RuntimeError("the import failed")
        return time.perf_counter() - begin, usage.ru_maxrss / 1024


def _people(size: int) -> tuple[User, User]:
    """A recruiter with her second factor, an agent with a long log."""
    recruiter = User.objects.create_user("recruiter@bench.example", is_staff=True)
    recruiter.groups.add(Group.objects.get(name="recruiter"))
    enrol_second_factor(user=recruiter)
    users = [User.objects.create_user(f"agent{n}@bench.example") for n in range(200)]
    agents = admit_agents(agents=[NewAgent(user=user, kind="shared") for user in users])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger a row: they are right as they come
        cursor.execute(ENTRIES, [ENTRIES_EACH * size // len(agents), [agent.pk for agent in agents]])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return recruiter, users[0]


def _looks(who: User, addresses: list[str]) -> list[float]:
    """Seconds of each request of ``CLIENTS`` processes that look at the addresses in turn."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    gun, waits = context.Barrier(CLIENTS), context.SimpleQueue()

    def client(number: int) -> None:
        connections.databases["default"]["OPTIONS"].pop("pool", None)
        connections["default"].settings_dict["OPTIONS"].pop("pool", None)
        logging.disable(logging.CRITICAL)  # a line a request would be measured too
        with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
            browser = Browser()
            browser.force_login(who)
            browser.get(addresses[0])  # imports and templates are loaded once
            gun.wait()
            found = []
            for turn in range(LOOKS):
                begin = time.perf_counter()
                answer = browser.get(addresses[(number + turn) % len(addresses)])
                found.append(time.perf_counter() - begin)
                if answer.status_code != 200:
                    raise RuntimeError(f"{answer.status_code} at {addresses[(number + turn) % len(addresses)]}")
        waits.put(found)
        connection.close()

    crowd = [context.Process(target=client, args=(number,)) for number in range(CLIENTS)]
    for one in crowd:
        one.start()
    found = [wait for _ in crowd for wait in waits.get()]
    for one in crowd:
        one.join()
    if any(one.exitcode for one in crowd):
        raise RuntimeError("a client of the benchmark failed")
    return found
