"""The planner and the dispatcher of the simulation, in their portals."""

import csv
import io
import math
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import requests

from accounts.models import Membership, User
from talentpool.demo.simulation.door import Browser, Doors
from talentpool.demo.simulation.paper import form_to
from talentpool.kernel.clock import now
from tasks.orders.models import Order

BEIJING = ZoneInfo("Asia/Shanghai")


class Stuck(RuntimeError):
    """A page did not answer as an office worker would expect; the message says which."""


def _sure(answer: requests.Response, what: str) -> requests.Response:
    if answer.status_code >= 400:
        raise Stuck(f"{what}: {answer.status_code}")
    return answer


def surge_volumes(first: date, days: int, *, peak: float, random: Random) -> bytes:
    """Calls per half-hour of a bank on its busy days: a morning and an afternoon peak, as a CSV a client would send."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["interval_start", "offered", "aht_s"])
    for day in range(days):
        for half in range(16, 44):
            hour = half / 2
            level = math.exp(-((hour - 10.5) ** 2) / 5) + 0.85 * math.exp(-((hour - 15.5) ** 2) / 6) + 0.25
            start = datetime.combine(first + timedelta(days=day), datetime.min.time()) + timedelta(minutes=30 * half)
            writer.writerow([start.strftime("%Y-%m-%d %H:%M"), round(peak * level * random.uniform(0.9, 1.1)), 210])
    return text.getvalue().encode()


class Planner:
    """Orders surge capacity for a client through the portal's wizard."""

    def __init__(self, doors: Doors, client: str) -> None:
        place = Membership.objects.select_related("user").get(client__slug=client, role="planner")
        self.browser: Browser = doors.of(place.user)
        owner = Membership.objects.select_related("user").filter(client__slug=client, role="owner").order_by("pk")[0]
        self.owner: Browser = doors.of(owner.user)

    def order(self, *, title: str, skill: str, random: Random, peak: float, days: int) -> Order:
        """From "new order" to "submitted"; returns the order. Raises Stuck where a page refuses."""
        first = (now().astimezone(BEIJING) + timedelta(hours=30)).date()
        started = _sure(self.browser.post("client:order_new", {"scenario": "peak"}), "new order")
        ref = started.headers["Location"].rstrip("/").split("/")[-2]
        self._need(ref, title, skill, first, first + timedelta(days=days - 1))
        file = ("surge.csv", surge_volumes(first, days, peak=peak, random=random), "text/csv")
        page = self.browser.get("client:order_volumes", ref=ref).text
        said = form_to(page, "/upload/").fields | {"name": title}
        _sure(self.browser.post("client:order_upload", said, files={"file": file}, ref=ref), "upload")
        return Order.objects.get(ref=ref)

    def _need(self, ref: str, title: str, skill: str, first: date, last: date) -> None:
        form = form_to(self.browser.get("client:order_need", ref=ref).text, "")
        said = form.fields | {"title": title, "starts_on": first.isoformat(), "ends_on": last.isoformat()}
        said |= {"skill": form.choice("skill", skill), "why": title}
        _sure(self.browser.post("client:order_need", said, ref=ref), "positioning")

    def submit(self, order: Order) -> None:
        """Seats, quote, submission, once the volumes are read."""
        form = form_to(self.browser.get("client:order_curve", ref=order.ref).text, "")
        _sure(self.browser.post("client:order_curve", form.fields, ref=order.ref), "curve")
        _sure(self.browser.post("client:order_quote", ref=order.ref), "quote")
        page = _sure(self.owner.get("client:order_quote", ref=order.ref), "quote").text
        _sure(self.owner.post("client:order_submit", form_to(page, "/submit/").fields, ref=order.ref), "submit")


class Dispatcher:
    """Confirms fill plans and starts drills in the admin."""

    def __init__(self, doors: Doors) -> None:
        self.browser = doors.of(User.objects.get(email="dispatcher@demo.example"))

    def fill(self, order: Order) -> None:
        """Have the plan proposed, look at it, confirm it."""
        _sure(self.browser.post("staff:plan_propose", ref=order.ref), "propose plan")
        page = _sure(self.browser.get("staff:plan_detail", ref=order.ref), "plan").text
        said = form_to(page, "/confirm/").fields
        _sure(self.browser.post("staff:plan_confirm", said, ref=order.ref), "confirm plan")

    def drill(self, segment: str) -> None:
        """Plan a drill of one segment and send it."""
        page = _sure(self.browser.get("staff:drill_new"), "new drill").text
        form = form_to(page, "")
        said = form.fields | {"segment": segment}
        made = _sure(self.browser.post("staff:drill_new", said), "plan drill")
        ref = made.headers["Location"].rstrip("/").split("/")[-1]
        _sure(self.browser.post("staff:drill_start", {"at_night": "1"}, ref=ref), "start drill")
