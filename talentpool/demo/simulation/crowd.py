"""The agents of the simulation: they see, answer, come, work and leave."""

from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import requests
from django.urls import reverse

from accounts.models import ClientKey
from talentpool.activation.models import Approach, Drill
from talentpool.activation.states import Answer, Purpose
from talentpool.agents.models import Agent, Alias
from talentpool.demo.behaviour import CANCELLED, drill_answer, temper, yes_probability
from talentpool.demo.simulation import talk
from talentpool.demo.simulation.door import TIMEOUT, Doors
from talentpool.demo.simulation.pace import Agenda
from talentpool.kernel.clock import now
from tasks.attendance.models import Attendance
from tasks.dispatch.models import Offer
from tasks.dispatch.states import OfferState


class Crowd:
    """All demo agents. ``notice`` reads what their phones would show; the rest they do themselves."""

    def __init__(self, doors: Doors, agenda: Agenda, *, seed: int, random: Random) -> None:
        self.doors, self.agenda, self.seed, self.random = doors, agenda, seed, random
        self.keys: dict[int, str] = {}
        self._offers, self._drills = 0, 0
        self._days: set[int] = set()

    # what phones show

    def notice(self) -> None:
        """New offers, drill calls and shifts ahead since the last look."""
        at = now()
        for offer in self._new_offers():
            wait = temper(self.seed, offer.agent.number).minutes_to_look * self.random.uniform(0.5, 2.0)
            self.agenda.at(at + timedelta(minutes=wait), partial(self.answer_offer, offer, at))
        for call in self._new_calls():
            wait = temper(self.seed, call.agent.number).minutes_to_look * self.random.uniform(0.3, 1.5)
            self.agenda.at(at + timedelta(minutes=wait), partial(self.answer_drill, call))
        for day in self._new_days(at):
            self._plan_day(day, at)

    def _new_offers(self) -> list[Offer]:
        waiting = Offer.objects.filter(pk__gt=self._offers, state=OfferState.OFFERED, agent__is_demo=True)
        found = list(waiting.select_related("agent__user", "shift").order_by("pk")[:500])
        self._offers = found[-1].pk if found else self._offers
        return found

    def _new_calls(self) -> list[Approach]:
        waiting = Approach.objects.filter(id__gt=self._drills, purpose=Purpose.DRILL, answer=Answer.OPEN)
        found = list(waiting.select_related("agent__user").order_by("id")[:500])
        self._drills = found[-1].id if found else self._drills
        return found

    def _new_days(self, at: datetime) -> list[Attendance]:
        ahead = Attendance.objects.filter(
            assignment__shift__starts_at__gt=at - timedelta(minutes=5),
            assignment__shift__starts_at__lt=at + timedelta(hours=26),
            assignment__state="held",
            assignment__agent__is_demo=True,
        ).exclude(pk__in=self._days)
        found = list(ahead.select_related("assignment__agent__user", "assignment__shift__order__skill")[:500])
        self._days |= {day.pk for day in found}
        return found

    # offers and drills

    def answer_offer(self, offer: Offer, posted: datetime) -> str:
        """Open the offers page, then accept (or enter the draw), decline, or leave it."""
        who, at, agent = temper(self.seed, offer.agent.number), now(), offer.agent
        browser = self.doors.of(agent.user)
        browser.get("agent:offer_list")
        if self.random.random() > 0.85:
            return "offer left"
        chance = yes_probability(
            who,
            hours_since_posting=(at - posted).total_seconds() / 3600,
            lead_hours=(offer.shift.starts_at - at).total_seconds() / 3600,
            pay_over_floor=offer.pay_minor / max(agent.floor_minor, 1) - 1,
            weekend=offer.shift.starts_at.weekday() >= 5,
        )
        if self.random.random() > chance:
            return self._word(browser.post("agent:offer_decline", ref=offer.ref), "declined")
        word = self._word(browser.post("agent:offer_accept", ref=offer.ref), "said yes")
        if word == "said yes" and self.random.random() < CANCELLED:
            later = at + timedelta(hours=self.random.uniform(0.02, 3))
            self.agenda.at(later, lambda: self._give_back(agent, offer))
        return word

    def _give_back(self, agent: Agent, offer: Offer) -> str:
        assignment = offer.assignments.filter(state="held").first()
        if assignment is None:
            return ""
        return self._word(self.doors.of(agent.user).post("agent:assignment_release", ref=assignment.ref), "gave back")

    def answer_drill(self, call: Approach) -> str:
        """Answer a drill call; a yes goes on to be ready and to handle the test contact."""
        said = drill_answer(temper(self.seed, call.agent.number), self.random)
        if said == "none":
            return "drill left"
        browser = self.doors.of(call.agent.user)
        word = self._word(browser.post("agent:drill_answer", {"answer": said}, ref=call.source), f"drill {said}")
        if said == "yes" and self.random.random() < 0.93:
            self.agenda.at(now() + timedelta(minutes=self.random.uniform(2, 20)), lambda: self._drill_ready(call))
        return word

    def _drill_ready(self, call: Approach) -> str:
        browser = self.doors.of(call.agent.user)
        word = self._word(browser.post("agent:drill_ready", ref=call.source), "drill ready")
        if self.random.random() < 0.92:
            wait = timedelta(minutes=self.random.uniform(2, 10))
            choice = {"choice": Drill.objects.get(ref=call.source).pk % 3}
            self.agenda.at(
                now() + wait,
                lambda: self._word(browser.post("agent:drill_contact", choice, ref=call.source), "drill worked"),
            )
        return word

    # the working day

    def _plan_day(self, day: Attendance, at: datetime) -> None:
        """Confirm the evening before, come (or not, or late), take the break, talk, leave."""
        shift, who = day.assignment.shift, temper(self.seed, day.assignment.agent.number)
        start, end = shift.starts_at, shift.ends_at
        comes = self.random.random() < who.comes
        if comes or self.random.random() < 0.4:
            confirm = max(at, start - timedelta(hours=self.random.uniform(2, 20)))
            self.agenda.at(confirm, lambda: self._act(day, "assignment_confirm", "confirmed"))
        if not comes:
            return
        punctual = self.random.random() < who.punctual
        arrive = start + timedelta(minutes=self.random.uniform(-12, -1) if punctual else self.random.uniform(1, 25))
        self.agenda.at(arrive, lambda: self._act(day, "check_in", "checked in"))
        pause = start + (end - start) / 2
        self.agenda.at(pause, lambda: self._act(day, "break_start", "break"))
        self.agenda.at(pause + timedelta(minutes=14), lambda: self._act(day, "go_on", ""))
        talking = start + timedelta(minutes=self.random.uniform(6, 30))
        while talking < end - timedelta(minutes=10):
            self.agenda.at(talking, partial(self._talk, day, talking))
            talking += timedelta(minutes=self.random.uniform(35, 80))
        leave = end + timedelta(minutes=self.random.uniform(0, 6))
        self.agenda.at(leave, lambda: self._act(day, "check_out", "checked out"))

    def _act(self, day: Attendance, door: str, word: str) -> str:
        browser = self.doors.of(day.assignment.agent.user)
        said = {"acknowledged": "on", "key": f"{door}-{day.pk}"}
        return self._word(browser.post(f"agent:{door}", said, ref=day.assignment.ref), word)

    def _talk(self, day: Attendance, at: datetime) -> str:
        """The client's own system hands a finished conversation to the API, by alias."""
        agent, order = day.assignment.agent, day.assignment.shift.order
        key = self.keys.get(order.client_id)
        alias = Alias.objects.filter(agent=agent, client_id=order.client_id).first()
        day.refresh_from_db(fields=["state"])
        if key is None or alias is None or day.state not in {"checked_in", "on_break"}:
            return ""
        quality = temper(self.seed, agent.number).quality
        body: dict[str, Any] = {
            "id": f"sim-{day.pk}-{at:%H%M%S}",
            "channel": order.channel,
            "agent": alias.name,
            "turns": talk.conversation(
                order.skill.code if order.skill else "", quality=quality, starts_at=at, random=self.random
            ),
        }
        url = self.doors.base + reverse("api:conversation_list")
        answer = requests.post(url, json=body, headers={"Authorization": f"Bearer {key}"}, timeout=TIMEOUT)
        return self._word(answer, "conversation")

    @staticmethod
    def _word(answer: requests.Response, word: str) -> str:
        if answer.status_code < 400:
            return word
        return f"{word}: refused {answer.status_code}"


def client_key(client_id: int, user: Any) -> str:
    """A key for one client's own systems, as its owner would make it."""
    _key, token = ClientKey.objects.create(user=user, client_id=client_id, name="simulation", scopes=["quality:write"])
    return str(token)
