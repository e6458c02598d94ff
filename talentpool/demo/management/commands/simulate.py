import os
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from talentpool.demo.simulation.office import Stuck
from talentpool.demo.simulation.scene import Scene, run_clock
from talentpool.kernel.errors import Refusal


class Command(BaseCommand):
    help = "Simulated agents answer offers, check in, work, chat and check out, through the public HTTP doors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--speed", type=float, default=240, help="how many times as fast as real time")
        parser.add_argument("--hours", type=float, default=48, help="simulated hours to play")
        parser.add_argument("--base", default="", help="address of the running product")
        parser.add_argument("--no-order", action="store_true", help="only the agents; no new surge order")
        parser.add_argument("--seed", type=int, default=None, help="for the same luck again")

    def handle(self, *, speed: float, hours: float, base: str, no_order: bool, seed: int | None, **_: Any) -> None:
        if not 0 < speed <= 3600 or not 0 < hours <= 24 * 60:
            raise CommandError("--speed: up to 3600; --hours: up to 1440")
        address = base or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
        try:
            run_clock(speed)
            Scene(address, hours, not no_order, self.stdout.write, Random(seed)).play()
        except (Refusal, Stuck, TimeoutError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stdout.write("stopped")
        finally:
            self._slow_down()

    @staticmethod
    def _slow_down() -> None:
        """Time goes on from where it is, at its own pace."""
        try:
            run_clock(1)
        except Refusal:
            return
