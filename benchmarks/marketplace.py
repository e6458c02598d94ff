"""A pool and shifts to fight for: what the benchmarks of claims share."""

import gc
import multiprocessing
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import current_app
from django.conf import settings
from django.db import connection, connections

from accounts.models import Client, User
from talentpool.agents.models import Agent, AgentSkill, Language, Load, Skill
from talentpool.local.database import programs
from tasks.dispatch.models import Offer, Seat
from tasks.orders.models import Order, Shift

CLIENTS = 8
WAKE = "talentpool.messaging.jobs.drain"
START = datetime(2030, 1, 7, 1, tzinfo=UTC)
AT = datetime(2030, 1, 1, tzinfo=UTC)
Work = Callable[[int, Sequence[Offer]], None]


@dataclass
class Marketplace:
    """Agents with consecutive keys, so that pgbench can compute an offer's agent; every round has days of its own."""

    agents: list[Agent]
    order: Order
    rounds: int = 0

    @classmethod
    def open(cls, agents: int) -> "Marketplace":
        users = User.objects.bulk_create(User(email=f"b{n}@example.org", password="!") for n in range(agents))  # noqa: S106
        client = Client.objects.create(slug="bench", name={"en": "Bench"})
        skill = Skill.objects.create(code="bench", name={"en": "Bench"})
        language, _new = Language.objects.get_or_create(code="cmn", defaults={"name": {"en": "Putonghua"}})
        people = Agent.objects.bulk_create(
            Agent(
                user=user,
                number=f"{n:07d}",
                kind="shared",
                state="reserve",
                formalities_done_at=AT - timedelta(days=9),
                weekly_cap_minutes=7 * 24 * 60,
                daily_cap_minutes=24 * 60,
            )
            for n, user in enumerate(users)
        )
        Load.objects.bulk_create(Load(agent=agent) for agent in people)
        valid = START + timedelta(days=3650)
        AgentSkill.objects.bulk_create(AgentSkill(agent=one, skill=skill, certified_until=valid) for one in people)
        order = Order.objects.create(
            client=client,
            number="B-1",
            title="Bench",
            scenario="peak",
            skill=skill,
            language=language,
            state="staffing",
            created_by=users[0],
            submitted_at=AT,
        )
        return cls(agents=people, order=order)

    def shifts(self, *, count: int, seats: int) -> list[Shift]:
        """``count`` open shifts at the same hours of a day nobody has worked yet."""
        starts = START + timedelta(days=self.rounds)
        self.rounds += 1
        shifts = Shift.objects.bulk_create(
            Shift(
                order=self.order,
                starts_at=starts,
                ends_at=starts + timedelta(hours=4),
                seats_asked=seats,
                pay_minor=4500,
                price_minor=7000,
                state="open",
            )
            for _ in range(count)
        )
        Seat.objects.bulk_create(Seat(shift=one, number=n) for one in shifts for n in range(1, seats + 1))
        return shifts

    def offers(self, shifts: Sequence[Shift]) -> list[Offer]:
        """One offer for every agent, the shifts in turn."""
        made = Offer.objects.bulk_create(
            Offer(shift=shifts[n % len(shifts)], agent=agent, deadline=START + timedelta(days=3000), pay_minor=4500)
            for n, agent in enumerate(self.agents)
        )
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE dispatch_offer, dispatch_seat, agents_commitment, dispatch_assignment")
        return made


def side_by_side(work: Work, offers: Sequence[Offer], *, clients: int = CLIENTS) -> float:
    """Acceptances a second: ``clients`` processes, each with a connection of its own and every n-th offer."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    ready, gun, ended = context.Barrier(clients + 1), context.Barrier(clients + 1), context.Array("d", clients)

    def client(number: int) -> None:
        connections.databases["default"]["OPTIONS"].pop("pool", None)
        connections["default"].settings_dict["OPTIONS"].pop("pool", None)
        connection.ensure_connection()
        current_app.send_task(WAKE)  # a process that serves people has long spoken to its broker
        mine = offers[number::clients]
        ready.wait()
        gun.wait()
        work(number, mine)
        ended[number] = time.perf_counter()  # leaving a process takes longer than many claims, and is nobody's claim
        connection.close()

    crowd = [context.Process(target=client, args=(number,)) for number in range(clients)]
    gc.collect()
    gc.freeze()  # else each client's first collection copies the whole parent, page by page, on the clock
    for one in crowd:
        one.start()
    ready.wait()
    begin = time.perf_counter()
    gun.wait()
    for one in crowd:
        one.join()
    gc.unfreeze()
    elapsed = max(ended) - begin
    if any(one.exitcode for one in crowd):
        raise RuntimeError("a client of the benchmark failed")
    return len(offers) / elapsed


def pgbench(script: str, *, transactions: int, clients: int = CLIENTS, **variables: int) -> float:
    """Transactions a second of ``script``, prepared statements, ``transactions`` in all; connecting is not counted."""
    address = settings.DATABASES["default"]
    with TemporaryDirectory() as place:
        file = Path(place) / "script.sql"
        file.write_text(script)
        command = [str(programs() / "pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-f", str(file)]
        command += ["-t", str(transactions // clients), "-h", str(address["HOST"]), "-p", str(address["PORT"] or 5432)]
        for name, value in variables.items():
            command += ["-D", f"{name}={value}"]
        command += ["-U", str(address["USER"]), str(address["NAME"])]
        env = {**os.environ, "PGPASSWORD": str(address["PASSWORD"] or "")}
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if done.returncode:
        raise RuntimeError(f"pgbench: {done.stderr}")
    line = next(row for row in done.stdout.splitlines() if row.startswith("tps ="))
    return float(line.split()[2])
