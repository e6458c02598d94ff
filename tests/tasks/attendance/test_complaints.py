"""A complaint of a client reaches the agent, who is heard, and a person, who decides."""

from datetime import timedelta

import pytest
import time_machine

from accounts.models import DecisionRecord
from talentpool.growth.models import Entry
from talentpool.kernel.clock import now
from talentpool.messaging.actions import add_webhook
from talentpool.messaging.jobs import drain
from talentpool.messaging.models import Message, WebhookCall
from tasks.attendance import actions, errors
from tasks.attendance.models import Complaint
from tasks.orders.actions import review_work
from tasks.orders.models import WorkReview
from tests.factories import accounts
from tests.factories import orders as make
from tests.tasks.attendance.access import a_day_that_is_over
from tests.tasks.orders.test_preparing import browser_of
from tests.world import World

pytestmark = pytest.mark.django_db


def complain(world: World, words: str = "She hung up twice", **fields: object) -> WorkReview:
    order = make.launched(world.client, world.users["planner"])
    held = a_day_that_is_over(world, order).assignment
    review = review_work(
        order=order, assignment=held.ref, alias="A", by=world.users["planner"], complaint=words, **fields
    )  # type: ignore[arg-type]
    drain()
    return review


def test_a_complaint_is_heard_decided_and_answered_through_the_pages_of_all_three(world: World) -> None:
    add_webhook(
        client=world.client, url="https://h.example.com/", topics=["complaint.answered"], by=world.users["owner"]
    )
    complain(world, rating=2)
    one = Complaint.objects.get()
    desk, her = browser_of(world.users["analyst"]), browser_of(world.users["agent"])
    assert "Complaints: 1 of a client" in desk.get("/admin/").content.decode()
    assert "She hung up twice" in her.get(f"/agent/complaints/{one.ref}/").content.decode()
    assert Message.objects.filter(user=world.users["agent"], topic="attendance.complaint").count() == 1
    decision = {"founded": "no", "answer": "The line broke, the log shows it."}
    assert desk.post(f"/admin/attendance/complaints/{one.ref}/", decision).status_code == 409  # she was not heard yet
    her.post(f"/agent/complaints/{one.ref}/", {"words": "The network failed."})
    assert "The network failed." in desk.get(f"/admin/attendance/complaints/{one.ref}/").content.decode()
    assert desk.post(f"/admin/attendance/complaints/{one.ref}/", decision).status_code == 302
    one.refresh_from_db()
    assert (one.founded, one.settled_by) == (False, world.users["analyst"])
    day = one.assignment.attendance
    page = browser_of(world.users["planner"]).get(f"/client/work/{day.ref}/").content.decode()
    assert "The line broke" in page
    assert "The network failed." not in page  # what she said stays in the house
    assert DecisionRecord.objects.get(kind="complaint").subject == world.users["agent"]
    assert WebhookCall.objects.get().payload["founded"] is False


def test_who_says_nothing_is_decided_about_after_three_days_and_nobody_decides_for_herself(world: World) -> None:
    complain(world)
    one = Complaint.objects.get()
    with pytest.raises(errors.NotHeardYet):
        actions.settle_complaint(complaint=one, founded=True, answer="So it was.", by=accounts.staff("dispatcher"))
    with time_machine.travel(now() + timedelta(days=3, minutes=1), tick=False):
        with pytest.raises(errors.OwnComplaint):
            actions.settle_complaint(complaint=one, founded=True, answer="So.", by=world.users["planner"])
        actions.settle_complaint(complaint=one, founded=True, answer="So it was.", by=accounts.staff("dispatcher"))
        again = actions.settle_complaint(complaint=one, founded=False, answer="No.", by=accounts.staff("analyst"))
    assert again.founded is True
    with pytest.raises(errors.NotYourDay):
        actions.hear_agent(complaint=one, words="Late", by=world.users["agent"])


def test_the_same_complaint_twice_is_one_and_new_words_replace_the_old(world: World) -> None:
    review = complain(world)
    review_work(order=review.order, assignment=review.assignment, alias="A", by=review.by, complaint="She was rude")
    review_work(order=review.order, assignment=review.assignment, alias="A", by=review.by, hours="disputed")
    drain()
    one = Complaint.objects.get()
    assert (one.told, one.about_hours) == ("She was rude", True)


def test_stars_enter_her_growth_log_and_other_stars_later_correct_them(world: World) -> None:
    review = complain(world, rating=2)
    for stars in (5, 5, 3):
        review_work(order=review.order, assignment=review.assignment, alias="A", by=review.by, rating=stars)
        drain()
    log = [(kind, payload) for kind, _at, payload in Entry.objects.filter(subject=world.users["agent"]).as_corrected()]
    assert [payload["stars"] for kind, payload in log if kind == "feedback"] == [3]
    assert Entry.objects.filter(kind="feedback").count() == 1
