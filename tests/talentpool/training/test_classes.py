"""Classes, simulations, the ramp, the funnel: what counts, what is paid, what is refused."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client as Browser
from django.urls import reverse

from talentpool.agents.errors import Overlaps
from talentpool.agents.models import Commitment
from talentpool.growth.models import Entry
from talentpool.kernel import clock
from talentpool.training import actions
from talentpool.training.board import funnel
from talentpool.training.errors import ClassFull, NotHeldYet
from talentpool.training.models import Attended, Enrolment, Simulation, TrainingClass
from talentpool.training.pace import expected_pace
from talentpool.training.rules import ramp, simulation
from tests.factories import agents
from tests.factories import training as make
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db
FILE = Path("talentpool/training/content/mall-orders/simulations.json")


def group(seats: int = 2, days: int = 1) -> TrainingClass:
    trainer, start = staff("trainer"), clock.now() + timedelta(days=days)
    course = make.course()
    return actions.open_class(course=course, trainer=trainer, sessions=[(start, 60)], by=trainer, seats=seats)


def test_a_place_books_her_time_and_a_full_class_says_so() -> None:
    one, two, three = agents.agent(), agents.agent(), agents.agent()
    full = group()
    for agent in (one, two):
        actions.take_place(group=full, agent=agent, by=agent.user)
    assert Commitment.objects.filter(kind="class").count() == 2
    with pytest.raises(ClassFull):
        actions.take_place(group=full, agent=three, by=three.user)
    place = actions.take_place(group=full, agent=one, by=one.user)  # twice is once
    actions.give_place_back(place=place, by=one.user)
    assert actions.take_place(group=full, agent=three, by=three.user)


def test_two_classes_at_the_same_time_do_not_fit_into_one_calendar() -> None:
    agent, first = agents.agent(), group()
    start = first.sessions.get().starts_at
    trainer = staff("trainer")
    second = actions.open_class(course=first.course, trainer=trainer, sessions=[(start, 30)], by=trainer)
    actions.take_place(group=first, agent=agent, by=agent.user)
    with pytest.raises(Overlaps):
        actions.take_place(group=second, agent=agent, by=agent.user)


def test_time_in_class_is_paid_to_each_of_them_and_absence_costs_conduct() -> None:
    came, missed = agents.agent(), agents.agent()
    held = group()
    places = [actions.take_place(group=held, agent=agent, by=agent.user) for agent in (came, missed)]
    session = held.sessions.get()
    with pytest.raises(NotHeldYet):
        actions.mark_presence(session=session, presences={}, by=held.trainer)
    session.starts_at -= timedelta(days=2)
    session.save(update_fields=["starts_at"])
    marks = {places[0]: "late", places[1]: "absent"}
    assert actions.mark_presence(session=session, presences=marks, by=held.trainer) == 1
    actions.mark_presence(session=session, presences=marks, by=held.trainer)
    assert Entry.objects.get(subject=came.user, kind="lesson").payload["minutes"] == 60
    assert Attended.objects.filter(presence="absent", place__enrolment__agent=missed).count() == 1


def test_two_agents_who_read_the_same_lesson_have_sources_of_their_own() -> None:
    course = make.course()
    lesson = (
        course.modules.get().lessons.first() if course.modules.count() == 1 else course.modules.first().lessons.first()
    )
    for agent in (agents.agent(), agents.agent()):
        enrolment = actions.enrol(agent=agent, course=course, by=agent.user)
        progress = actions.open_lesson(enrolment=enrolment, lesson=lesson, by=agent.user)
        actions.finish_lesson(progress=progress, by=agent.user)
    sources = Entry.objects.filter(kind="lesson").values_list("source", flat=True)
    assert len(set(sources)) == 2


def test_a_cancelled_class_frees_everybody() -> None:
    agent, called_off = agents.agent(), group()
    actions.take_place(group=called_off, agent=agent, by=agent.user)
    actions.cancel_class(group=called_off, by=called_off.trainer)
    assert not Commitment.objects.filter(agent=agent).exists()


def steps() -> dict[str, object]:
    written = json.loads(FILE.read_text(encoding="utf-8"))
    return dict(written[0]["steps"])


def test_the_simulation_that_comes_with_the_product_holds_together() -> None:
    assert simulation.faults(steps()) == []  # type: ignore[arg-type]


def test_what_is_wrong_with_a_simulation_is_named() -> None:
    def answers(to: str, worth: float = 1) -> list[dict[str, object]]:
        return [{"key": "a", "worth": worth, "to": to}, {"key": "b", "worth": 0, "to": to}]

    assert simulation.faults({}) == ["no_start"]
    assert simulation.faults({"start": {"answers": answers("nowhere")}}) == ["dead_end"]
    assert simulation.faults({"start": {"answers": answers("", 0.5)}}) == ["no_right"]
    assert simulation.faults({"start": {"answers": answers("start")}}) == ["endless"]
    assert simulation.faults({"start": {"answers": answers("")}, "x": {"answers": answers("")}}) == ["unreached"]


def practised(client: Browser, keys: str) -> float:
    agent, course = agents.agent(), make.course()
    one = Simulation.objects.create(course=course, code="s", title={"en": "S", "zh-hans": "情"}, steps=steps())
    actions.enrol(agent=agent, course=course, by=agent.user)
    client.force_login(agent.user)
    url = reverse("agent:simulation_run", args=[one.ref])
    client.post(url, {"begin": "1"})
    for key in keys:
        run = client.get(url).context["run"]
        client.post(url, {"step": run.at, "answer": key})
        client.post(url, {"step": run.at, "answer": key})  # a double tap counts once
    return float(client.get(url).context["run"].score)


def test_who_has_not_begun_the_course_is_led_to_it_instead_of_a_page_that_is_not_there(client: Browser) -> None:
    agent, course = agents.agent(), make.course()
    one = Simulation.objects.create(course=course, code="s", title={"en": "S", "zh-hans": "情"}, steps=steps())
    client.force_login(agent.user)
    answer = client.post(reverse("agent:simulation_run", args=[one.ref]), {"begin": "1"}, follow=True)
    assert answer.redirect_chain == [(reverse("agent:course_show", args=[course.slug]), 302)]
    assert answer.context["enrolment"] is None


def test_the_best_way_gets_everything_and_a_detour_costs(client: Browser) -> None:
    assert practised(client, "aaa") == 100


def test_a_way_with_mistakes_is_scored_by_its_steps(client: Browser) -> None:
    assert practised(client, "baba" + "a") == pytest.approx(60)


def test_a_known_ramp_is_found_again_and_few_people_give_the_default() -> None:
    true = ramp.Ramp(0.6, 3.0, False)
    weeks = [(week, true.pace(week), 50) for week in range(12)]
    found = ramp.fit(weeks, agents=40)
    assert (round(found.start, 2), found.half, found.is_default) == (0.6, 3.0, False)
    assert ramp.fit(weeks, agents=10) is ramp.DEFAULT
    assert ramp.DEFAULT.lengthens(0) == 2.0
    assert ramp.mean_lengthening(ramp.DEFAULT, new_share=0) == 1.0


def test_without_handling_times_the_fit_says_that_it_is_the_default() -> None:
    assert actions.fit_ramp().is_default
    assert actions.current_ramp() == ramp.DEFAULT


def test_the_funnel_counts_who_stops_where() -> None:
    course = make.course()
    for agent in (agents.agent(), agents.agent()):
        actions.enrol(agent=agent, course=course, by=agent.user)
    enrolment = Enrolment.objects.filter(course=course)[0]
    lesson = course.modules.first().lessons.first()
    progress = actions.open_lesson(enrolment=enrolment, lesson=lesson, by=enrolment.agent.user)
    actions.finish_lesson(progress=progress, by=enrolment.agent.user)
    rows = funnel(course)
    assert [row["count"] for row in rows[:2]] == [2, 1]
    assert rows[1]["lost"] == 0.5


def test_a_pool_with_people_on_probation_is_expected_to_be_slower() -> None:
    at = clock.now()
    assert expected_pace(at) == 1.0
    agents.agent(probation_until=(at + timedelta(days=90)).date())  # her first day
    agents.agent()
    assert expected_pace(at) == pytest.approx(0.75)
