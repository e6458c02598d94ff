"""The workplace: accounts lent for a shift, secrets while checked in, incidents, teams, hard cases, the knowledge base."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from talentpool.agents.models import AgentChannel, Kit
from talentpool.kernel.errors import Refusal
from talentpool.messaging.actions import add_webhook
from talentpool.messaging.models import Message, WebhookCall
from tasks.attendance import actions, jobs, rules
from tasks.attendance.models import Attendance, Incident, KnowledgeArticle, Login, LoginLease
from tasks.attendance.states import TicketState
from tasks.dispatch import actions as dispatch
from tasks.dispatch.models import Assignment
from tasks.orders.models import Shift, ShiftActivity, Workplace
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def shift() -> Shift:
    """20 seats tomorrow from 10:00 to 14:00, on a workplace of the client."""
    order = make.an_order()
    order.workplace = Workplace.objects.create(client=order.client, name="Console")
    order.save(update_fields=["workplace"])
    return make.a_shift(order=order, seats=20, starts_at=make.moment(days=1))


def _held(shift: Shift, **fields: Any) -> Assignment:
    agent = make.an_agent(**fields)
    answered = dispatch.accept_offer(offer=make.an_offer(shift, agent), by=agent.user)
    return Assignment.objects.get(ref=answered.assignment)


def _arrives(held: Assignment, minutes: float = 0) -> Attendance:
    with time_machine.travel(held.shift.starts_at + timedelta(minutes=minutes), tick=False):
        return actions.check_in(assignment=held, by=held.agent.user)


def _browser(held: Assignment) -> Browser:
    browser = Browser()
    browser.force_login(held.agent.user)
    return browser


# accounts


def test_an_account_is_lent_to_one_person_at_a_time_and_the_next_has_to_wait(shift: Shift) -> None:
    first, second = _held(shift), _held(shift)
    by = shift.order.created_by
    actions.hand_in_logins(workplace=shift.order.workplace, logins=[("seat-1", "s1")], by=by)
    assert actions.lend_login(assignment=first)
    assert actions.lend_login(assignment=second) is None
    actions.close_access(assignment=first, at=shift.starts_at)
    assert actions.lend_login(assignment=second).login.name == "seat-1"


def test_the_sweep_lends_accounts_a_day_before_and_twice_is_once(shift: Shift) -> None:
    for _n in range(2):
        _held(shift)
    by = shift.order.created_by
    actions.hand_in_logins(workplace=shift.order.workplace, logins=[("a", "1"), ("b", "2"), ("c", "3")], by=by)
    with time_machine.travel(shift.starts_at - timedelta(hours=20), tick=False):
        assert jobs.lend_logins() == 2
        assert jobs.lend_logins() == 0, "everybody has one"
    assert LoginLease.objects.alive().count() == 2


def test_the_password_shows_from_check_in_to_check_out_and_is_unreadable_in_the_database(shift: Shift) -> None:
    held = _held(shift)
    by = shift.order.created_by
    add_webhook(
        client=shift.order.client, url="https://h.example.com/", topics=["access.opened", "access.closed"], by=by
    )
    actions.hand_in_logins(workplace=shift.order.workplace, logins=[("seat-1", "ZanzibarPass")], by=by)
    actions.lend_login(assignment=held)
    page = reverse("agent:assignment_detail", args=[held.ref])
    assert "ZanzibarPass" not in Login.objects.get().secret_sealed
    before = _browser(held).get(page).content.decode()
    assert "seat-1" in before
    assert "ZanzibarPass" not in before
    _arrives(held)
    with time_machine.travel(shift.starts_at + timedelta(hours=1), tick=False):
        assert "ZanzibarPass" in _browser(held).get(page).content.decode()
        actions.check_out(assignment=held, by=held.agent.user)
        assert "ZanzibarPass" not in _browser(held).get(page).content.decode()
    assert list(WebhookCall.objects.order_by("pk").values_list("topic", flat=True)) == [
        "access.opened",
        "access.closed",
    ]


def test_an_account_in_use_can_not_be_retired_and_a_line_without_a_password_is_named(shift: Shift) -> None:
    owner, held = shift.order.created_by, _held(shift)
    actions.hand_in_logins(workplace=shift.order.workplace, logins=[("seat-1", "s1")], by=owner)
    actions.lend_login(assignment=held)
    with pytest.raises(Refusal) as refusal:
        actions.retire_login(login=Login.objects.get(), by=owner)
    assert refusal.value.code == "login_in_use"


# incidents


def test_an_incident_is_told_to_the_client_without_a_name_and_closed_by_somebody_else(shift: Shift) -> None:
    held, by = _held(shift), shift.order.created_by
    add_webhook(client=shift.order.client, url="https://h.example.com/", topics=["incident.reported"], by=by)
    told = "A visitor saw my screen"
    incident = actions.report_incident(order=shift.order, kind="seen", told=told, by=held.agent.user)
    assert told not in Incident.objects.get().told_sealed
    assert WebhookCall.objects.get().payload == {
        "incident": str(incident.ref),
        "order": shift.order.number,
        "kind": "seen",
    }
    with pytest.raises(Refusal) as refusal:
        actions.close_incident(incident=incident, outcome="Nothing was seen", by=held.agent.user)
    assert refusal.value.code == "own_incident"
    closed = actions.close_incident(incident=incident, outcome="The screen was locked.", by=make.a_user())
    assert (closed.state, Incident.objects.get().outcome) == ("closed", "The screen was locked.")


# teams and hard cases


def test_leads_have_at_most_fifteen_people_and_the_rest_has_the_desk() -> None:
    found = rules.teams(leads=[1, 2], others=list(range(10, 50)), ratio=15)
    assert sum(lead == 1 for lead in found.values()) == 15
    assert sum(lead == 2 for lead in found.values()) == 15
    assert sum(lead is None for lead in found.values()) == 10
    assert rules.leads_needed(people=46, ratio=15) == 4


def test_backbone_agents_on_the_shift_lead_it_and_who_does_not_come_leads_nobody(shift: Shift) -> None:
    lead, other_lead, plain = _held(shift, is_backbone=True), _held(shift, is_backbone=True), _held(shift)
    for one in (lead, other_lead, plain):
        actions.expect(assignment=one)
    with time_machine.travel(shift.starts_at - timedelta(hours=2), tick=False):
        assert jobs.form_teams() == 1
        assert jobs.form_teams() == 0
    _arrives(other_lead)
    _arrives(plain)
    with time_machine.travel(shift.starts_at + timedelta(minutes=2), tick=False):
        jobs.form_teams()
    day = Attendance.objects.get(assignment=plain)
    assert day.lead == Attendance.objects.get(assignment=other_lead)
    at = shift.starts_at + timedelta(hours=1)
    assert actions.lead_of(agent_id=plain.agent_id, at=at) == other_lead.agent.user
    assert actions.lead_of(agent_id=other_lead.agent_id, at=at) is None


def test_a_hard_case_goes_to_the_lead_who_answers_and_to_the_desk_where_there_is_none(shift: Shift) -> None:
    lead, plain = _held(shift, is_backbone=True), _held(shift)
    days = [_arrives(one) for one in (lead, plain)]
    alone = actions.ask_help(day=days[1], case="No lead yet", by=plain.agent.user)
    assert alone.state == TicketState.DESK
    actions.form_teams(shifts=[shift])
    days[1].refresh_from_db()
    ticket = actions.ask_help(day=days[1], case="She wants it in writing", by=plain.agent.user)
    assert Message.objects.filter(user=lead.agent.user, topic="attendance.help_asked").count() == 1
    page = reverse("agent:team", args=[lead.ref])
    assert "She wants it in writing" in _browser(lead).get(page).content.decode()
    assert _browser(plain).get(reverse("agent:team", args=[plain.ref])).status_code == 404
    with pytest.raises(Refusal):
        actions.answer_ticket(ticket=ticket, answer="To myself", by=plain.agent.user)
    answered = _browser(lead).post(reverse("agent:help_answer", args=[ticket.ref]), {"answer": "Form 12"})
    assert answered.status_code == 302
    with time_machine.travel(shift.starts_at + timedelta(minutes=9), tick=False):
        hers = _browser(plain).get(reverse("agent:assignment_detail", args=[plain.ref])).content.decode()
    assert "Form 12" in hers


def test_help_is_for_people_at_work(shift: Shift) -> None:
    held = _held(shift)
    with pytest.raises(Refusal) as refusal:
        actions.ask_help(day=actions.expect(assignment=held), case="Before", by=held.agent.user)
    assert refusal.value.code == "not_while_away"


# the knowledge base


def test_chinese_is_found_by_two_characters_and_latin_by_words() -> None:
    assert rules.search_terms("退款怎么办 Refund 12A") == ["退款", "款怎", "怎么", "么办", "refund", "12a"]
    assert rules.search_terms("退") == ["退"]
    assert rules.search_terms("'; & | ! :*") == []


def test_an_article_is_found_at_once_and_only_while_she_works_for_that_client(shift: Shift) -> None:
    client, by = shift.order.client, shift.order.created_by
    other = make.an_order(make.a_client("harbour"))
    actions.write_article(client=client, title="退款流程", text="七天内全额退款。", by=by)
    actions.write_article(client=client, title="Opening hours", text="Nine to nine", by=by)
    actions.write_article(client=other.client, title="退款：别家的", text="…", by=other.created_by)
    held = _held(shift)
    page = reverse("agent:knowledge", args=[held.ref])
    assert _browser(held).get(page).status_code == 409
    _arrives(held)
    found = _browser(held).get(page, {"q": "退款"}).content.decode()
    assert "退款流程" in found
    assert "别家的" not in found
    assert "Opening hours" not in found
    with time_machine.travel(shift.starts_at + timedelta(hours=4), tick=False):
        actions.check_out(assignment=held, by=held.agent.user)
    assert _browser(held).get(page).status_code == 409


def test_a_changed_article_keeps_its_old_text_in_the_history(shift: Shift) -> None:
    client, by = shift.order.client, shift.order.created_by
    article = actions.write_article(client=client, title="Refunds", text="Old", by=by)
    actions.write_article(client=client, title="Refunds", text="New", by=by, article=article)
    actions.withdraw_article(article=article, by=by)
    kept = KnowledgeArticle.pgh_event_model.objects.order_by("pgh_id").values_list("text", flat=True)
    assert list(kept) == ["Old", "New", "New"]
    assert not KnowledgeArticle.objects.current().exists()


# breaks, channels, kit


def test_a_break_after_a_hard_contact_is_paid_and_nothing_says_why(shift: Shift) -> None:
    held = _held(shift)
    _arrives(held)
    for minutes, tap in ((60, actions.start_break), (68, actions.go_on)):
        with time_machine.travel(shift.starts_at + timedelta(minutes=minutes), tick=False):
            tap(assignment=held, by=held.agent.user)
    with time_machine.travel(shift.ends_at, tick=False):
        day = actions.check_out(assignment=held, by=held.agent.user)
    assert (day.approved_minutes, day.break_minutes) == (240, 8)
    kept = day.events.filter(kind="break_started").get()
    assert kept.payload == {}


def test_she_changes_between_the_channels_of_the_shift_that_she_wants(shift: Shift) -> None:
    noon = shift.starts_at + timedelta(hours=2)
    ShiftActivity.objects.create(shift=shift, kind="work", channel="call", starts_at=shift.starts_at, ends_at=noon)
    ShiftActivity.objects.create(shift=shift, kind="work", channel="chat", starts_at=noon, ends_at=shift.ends_at)
    held = _held(shift)
    day = _arrives(held)
    with pytest.raises(Refusal) as refusal:
        actions.change_channel(assignment=held, channel="chat", by=held.agent.user)
    assert refusal.value.code == "channel_not_hers"
    AgentChannel.objects.create(agent=held.agent, channel="chat", level=2)
    with time_machine.travel(shift.starts_at + timedelta(hours=1), tick=False):
        actions.change_channel(assignment=held, channel="chat", by=held.agent.user)
    seen = {h: actions.channel_of(day=day, at=shift.starts_at + timedelta(hours=h)) for h in (0.5, 1.5, 2.5)}
    assert seen == {0.5: "call", 1.5: "chat", 2.5: "chat"}


def test_a_failed_kit_check_keeps_her_from_checking_in_until_it_passes(shift: Shift) -> None:
    held = _held(shift)
    Kit.objects.create(agent=held.agent, passed=False, checked_at=shift.starts_at - timedelta(minutes=20))
    with pytest.raises(Refusal) as refusal:
        _arrives(held)
    assert refusal.value.code == "kit_failed"
    Kit.objects.create(agent=held.agent, passed=True, checked_at=shift.starts_at - timedelta(minutes=5))
    assert _arrives(held).state == "checked_in"


def test_who_has_not_confirmed_is_reminded_when_it_opens_and_once_more(shift: Shift) -> None:
    held = _held(shift)
    actions.expect(assignment=held)
    for hours in (30, 29, 11, 10, 3):
        with time_machine.travel(shift.starts_at - timedelta(hours=hours), tick=False):
            jobs.ask_to_confirm()
    told = Message.objects.filter(user=held.agent.user, topic__startswith="attendance.nudge").order_by("pk")
    assert [one.topic for one in told] == ["attendance.nudge_confirm", "attendance.nudge_confirm_again"]
