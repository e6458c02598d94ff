"""The simulation's day: the clock runs fast, the office orders and plans, the crowd answers and works."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from accounts.models import Membership
from talentpool.demo.errors import NotADemo
from talentpool.demo.simulation.crowd import Crowd, client_key
from talentpool.demo.simulation.door import Doors
from talentpool.demo.simulation.office import Dispatcher, Planner
from talentpool.demo.simulation.pace import Agenda
from talentpool.kernel import clock
from talentpool.kernel.models import DataMark
from tasks.dispatch.models import Assignment
from tasks.orders.models import Order
from tasks.staffing.states import ImportState

Say = Callable[[str], None]
DRILLED = "bank-service~call~cmn~shared"


def run_clock(rate: float) -> None:
    """Let time run ``rate`` times as fast from this moment on. Raises NotADemo on real data."""
    if not DataMark.is_demo():
        raise NotADemo
    clock.run_at(rate)


@dataclass
class Scene:
    """One run of ``simulate``."""

    base: str
    hours: float
    order: bool
    say: Say
    random: Random = field(default_factory=Random)
    agenda: Agenda = field(default_factory=Agenda)
    surge: Order | None = None

    def play(self) -> None:
        """Until ``hours`` of simulated time have passed, or somebody interrupts."""
        seed = int(DataMark.objects.get(id=1).seed or 1)
        doors = Doors(self.base)
        crowd = Crowd(doors, self.agenda, seed=seed, random=self.random)
        for owner in Membership.objects.filter(role="owner", user__is_demo=True).select_related("user"):
            crowd.keys[owner.client_id] = client_key(owner.client_id, owner.user)
        if self.order:
            self._surge(doors)
        until, said_at = clock.now() + timedelta(hours=self.hours), 0.0
        while (at := clock.now()) < until:
            crowd.notice()
            self.agenda.carry_out(at)
            if time.monotonic() - said_at > 10:
                said_at = time.monotonic()
                self._report(at)
            time.sleep(0.5)
        self.agenda.close()
        self._report(clock.now())

    def _surge(self, doors: Doors) -> None:
        """A surge order and a drill, through the planner's and the dispatcher's pages."""
        planner, dispatcher = Planner(doors, "haichuan"), Dispatcher(doors)
        order = planner.order(title="账单日来电高峰", skill="银行", random=self.random, peak=38, days=6)
        self._wait_for_volumes(order)
        planner.submit(order)
        order.refresh_from_db()
        board = f"{self.base}/client/orders/{order.ref}/board/"
        self.say(f"order {order.number}: {order.seats_asked} seats asked; watch it fill at {board}")
        dispatcher.drill(DRILLED)
        self.say(f"drill of {DRILLED} sent")
        dispatcher.fill(order)
        self.surge = order
        self.say("fill plan confirmed, offers go out")

    def _wait_for_volumes(self, order: Order) -> None:
        for _second in range(120):
            order.refresh_from_db()
            if order.volumes and order.volumes.state == ImportState.DONE:
                return
            time.sleep(1)
        raise TimeoutError("the volumes were not read within two minutes: is the worker running?")

    def _report(self, at: datetime) -> None:
        words = ", ".join(f"{word} {count}" for word, count in sorted(self.agenda.counted.items()))
        self.say(f"{at.astimezone():%a %H:%M}  {self._taken(at)}  {words}")
        for failure in self.agenda.failures[-3:]:
            self.say(f"    {failure}")
        self.agenda.failures.clear()

    def _taken(self, at: datetime) -> str:
        held = Assignment.objects.filter(state="held")
        if self.surge is None:
            return f"{held.filter(shift__starts_at__gt=at - timedelta(hours=12)).count()} seats taken"
        return f"{held.filter(shift__order=self.surge).count()} of {self.surge.seats_asked} seats taken"
