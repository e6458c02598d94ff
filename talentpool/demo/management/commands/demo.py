import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from talentpool.demo import actions
from talentpool.demo.reference import CLIENTS, PASSWORD, STAFF
from talentpool.kernel.errors import Refusal
from talentpool.kernel.models import DataMark


class Command(BaseCommand):
    help = "Demo data: clients, staff, a pool with a history; marked as demo, removable as a whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agents", type=int, default=2000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--clear", action="store_true", help="remove the demo and make it again")
        parser.add_argument("--logins", action="store_true", help="only print the log-ins of the demo that is here")

    def handle(self, *, agents: int, seed: int, clear: bool, logins: bool, **_: Any) -> None:
        if logins:
            self._logins()
            return
        if not 20 <= agents <= 200_000:
            raise CommandError("--agents: from 20 to 200000")
        started = time.monotonic()

        def say(text: str) -> None:
            self.stderr.write(f"  {time.monotonic() - started:5.1f} s  {text}")

        try:
            if clear:
                actions.clear(say=say)
            actions.make(agents=agents, seed=seed, say=say)
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.advice}") from refusal
        self._logins()

    def _logins(self) -> None:
        if not DataMark.is_demo():
            return
        self.stdout.write(f"Demo log-ins, password of all: {PASSWORD}")
        for role, email, _name in STAFF:
            self.stdout.write(f"  {'/admin/':9} {role.value:14} {email}")
        for slug, _zh, _en in CLIENTS:
            self.stdout.write(f"  {'/client/':9} {'owner, planner':14} owner@{slug}.example, planner@{slug}.example")
        self.stdout.write(f"  {'/agent/':9} {'agent':14} agent0001@demo.example, agent0002@demo.example, ...")
        self.stdout.write("  Second factor of staff and owners: manage.py demo_code EMAIL")
