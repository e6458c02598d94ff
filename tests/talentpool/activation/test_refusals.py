"""Every "no" of the room: its code, its status, what it says in both languages, and what one can do next."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from accounts import middleware
from accounts.models import User
from talentpool.activation import actions, errors
from talentpool.activation.demand import Demand
from talentpool.activation.drills import Terms, plan_for
from talentpool.activation.models import Drill, ReviewItem, TrialContact
from talentpool.activation.segments import Names, Segment
from talentpool.activation.task_rate import rate_demand
from talentpool.agents.models import Agent, Skill
from talentpool.kernel.errors import BadInput, Refusal
from tasks.orders.models import Order
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)
OURS = {one.code: one for one in vars(errors).values() if isinstance(one, type) and one.__module__ == errors.__name__}
STATUS = {
    "announced_late": 400,
    "empty_demand": 400,
    "reason_missing": 400,
    "no_peak": 400,
    "same_person": 403,
}  # the others are 409

Door = tuple[User, str, dict[str, Any]]


class Room:
    """A segment with three people in it, a dispatcher and a recruiter; what a door needs is made when it is asked."""

    def __init__(self) -> None:
        self.skill: Skill = pool.skill(code="refund")
        self.agents: list[Agent] = [pool.ready_agent(AT, self.skill) for _ in range(3)]
        self.segment = Segment(self.skill.pk, "chat", "cmn", "shared")
        self.slug = Names().slug(self.segment)
        self.dispatcher, self.recruiter = accounts.staff("dispatcher"), accounts.staff("recruiter")

    @property
    def agent(self) -> Agent:
        return self.agents[0]

    def drill(self, *, started: bool = True) -> Drill:
        plan = plan_for(self.segment, at=AT)
        made = actions.plan_drill(segment=self.segment, plan=plan, terms=Terms("worked", 60), by=self.dispatcher)
        return actions.start_drill(drill=made, by=self.dispatcher) if started else made

    def decided(self) -> ReviewItem:
        item = ReviewItem.objects.create(agent=self.agent, proposal="rest", rule_version="2")
        return actions.decide_review(item=item, decision="rest", reason="Silent", by=self.dispatcher)

    def appealed(self) -> ReviewItem:
        item = self.decided()
        actions.appeal_review(item=item, text="I was ill", by=self.agent.user)
        return item


def already_answered(room: Room) -> Door:
    drill = room.drill()
    actions.answer_drill(drill=drill, agent=room.agent, answer="no", by=room.agent.user)
    return room.agent.user, f"/agent/drills/{drill.ref}/answer/", {"answer": "yes"}


def nobody_to_call(room: Room) -> Door:
    words = {"text_zh": "你好", "text_en": "Hello", "talk": "ping", "send": "1", "condition": "resting"}
    return room.dispatcher, "/admin/pool/talk/new/", {"segment": room.slug, **words}


def step_skipped(room: Room) -> Door:
    drill = room.drill()
    actions.answer_drill(drill=drill, agent=room.agent, answer="yes", by=room.agent.user)
    return room.agent.user, f"/agent/drills/{drill.ref}/contact/", {"choice": 0}


def drill_over(room: Room) -> Door:
    drill = actions.finish_drill(drill=room.drill(), at=AT)
    return room.agent.user, f"/agent/drills/{drill.ref}/answer/", {"answer": "yes"}


def no_test_contact(room: Room) -> Door:
    drill = room.drill()
    TrialContact.objects.update(active=False)
    return room.agent.user, f"/agent/drills/{drill.ref}/contact/", {"choice": 0}


def announced_late(room: Room) -> Door:
    drill = room.drill(started=False)
    Drill.objects.update(announced=True)
    return room.dispatcher, f"/admin/pool/drills/{drill.ref}/announce/", {"begins": "2026-03-25T16:31"}


def reason_missing(room: Room) -> Door:
    drill = room.drill(started=False)
    Drill.objects.update(state="requested")
    return room.dispatcher, f"/admin/pool/drills/{drill.ref}/decline/", {"reason": " "}


def already_decided(room: Room) -> Door:
    return room.recruiter, f"/admin/pool/review/{room.decided().ref}/", {"decision": "keep", "reason": "Works"}


def no_peak(room: Room) -> Door:
    days = {"name": "Peak", "starts_on": "2026-06-01", "ends_on": "2026-06-20", "percent": 90}
    rows = {"peaks-TOTAL_FORMS": 1, "peaks-INITIAL_FORMS": 0, "peaks-0-segment": "", "peaks-0-seats": ""}
    return room.dispatcher, "/admin/pool/seasons/new/", days | rows


def same_person(room: Room) -> Door:
    appeal = room.appealed().appeal
    return room.dispatcher, f"/admin/pool/appeals/{appeal.ref}/", {"answer": "upheld", "reason": "No"}


def appeal_closed(room: Room) -> Door:
    item = ReviewItem.objects.create(agent=room.agent, proposal="rest", rule_version="2")
    return room.agent.user, f"/agent/review/{item.ref}/", {"text": "No"}


def already_appealed(room: Room) -> Door:
    return room.agent.user, f"/agent/review/{room.appealed().ref}/", {"text": "Once more"}


def nothing_to_practise(room: Room) -> Door:
    return room.agent.user, "/agent/practice/start/no-such-skill/", {}


def already_planned(room: Room) -> Door:
    """Asked for twice by a client."""
    company = accounts.client_company()
    planner = accounts.member(company, "planner")
    Order.objects.create(
        client=company, number="1", title="Plan", skill=room.skill, channel="chat", language=pool.language(),
        created_by=planner,
    )  # fmt: skip
    wish = {"segment": room.slug, "depth": "answered", "hours": 2, "note": ""}
    browser(planner).post("/client/drills/ask/", wish)
    return planner, "/client/drills/ask/", wish


DOORS: dict[str, Callable[[Room], Door]] = {
    door.__name__: door
    for door in (
        already_answered, nobody_to_call, step_skipped, drill_over, no_test_contact, announced_late, reason_missing,
        already_decided, no_peak, same_person, appeal_closed, already_appealed, nothing_to_practise, already_planned,
    )
}  # fmt: skip
WITHOUT_A_DOOR = {"empty_demand"}  # every form asks for at least one seat


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    with time_machine.travel(AT, tick=False):
        yield


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_every_refusal_of_the_room_is_tried_below() -> None:
    assert set(OURS) == {*DOORS, *WITHOUT_A_DOOR}
    assert all(issubclass(one, Refusal) for one in OURS.values())


@pytest.mark.parametrize("code", OURS)
def test_a_refusal_speaks_both_languages_and_names_the_next_step(code: str) -> None:
    refusal = OURS[code]
    assert refusal.status == STATUS.get(code, 409)
    assert (refusal.status == 400) == issubclass(refusal, BadInput)
    said = {}
    for language in ("en", "zh-hans"):
        with override(language):
            said[language] = (str(refusal()), refusal().advice)
    assert all(all(words) for words in said.values())
    assert all(one != other for one, other in zip(said["en"], said["zh-hans"], strict=True))


@pytest.mark.parametrize("code", DOORS)
def test_a_door_answers_with_it(code: str) -> None:
    person, path, handed_in = DOORS[code](Room())
    page = browser(person)
    status = STATUS.get(code, 409)
    found = page.post(path, handed_in, headers={"accept": "application/problem+json"})
    assert (found.status_code, found.json()["code"]) == (status, code)
    for language in ("en", "zh-hans"):
        shown = page.post(path, handed_in, headers={"accept-language": language})
        with override(language):
            refusal = OURS[code]()
            text = unescape(shown.content.decode())
            assert (shown.status_code, str(refusal) in text, refusal.advice in text) == (status, True, True)


def test_a_demand_without_seats_is_refused_before_anything_is_computed() -> None:
    with pytest.raises(errors.EmptyDemand):
        rate_demand(Demand(skill_id=1, channel="chat", language="cmn", client_id=0, slots=()), at=AT)


def test_what_was_refused_changed_nothing() -> None:
    room = Room()
    for refused in (nobody_to_call, no_peak, nothing_to_practise):
        person, path, handed_in = refused(room)
        assert browser(person).post(path, handed_in).status_code >= 400
    assert (Drill.objects.count(), room.agent.reviews.count(), room.agent.practices.count()) == (0, 0, 0)
