"""A drill is paid as it was set: once, to whoever went as deep as it asked, and the books balance."""

import pytest
from django.db import connection
from django.db.models import Sum

from talentpool.activation import actions as activation
from talentpool.activation.actions import ApproachKey
from talentpool.activation.drills import question_of
from talentpool.activation.models import Drill
from talentpool.agents.models import Agent
from talentpool.growth.models import Entry
from talentpool.kernel.clock import now
from talentpool.messaging.actions import drain
from talentpool.messaging.models import Message
from tasks.billing import actions, jobs
from tasks.billing.models import JournalEntry, Payout, Posting, Statement
from tasks.billing.states import AccountKind
from tests.factories import accounts
from tests.factories import activation as pool
from tests.world import World

pytestmark = pytest.mark.django_db


def owed() -> int:
    """What the books owe agents, minor units; every entry and the whole must balance."""
    connection.check_constraints()
    assert (Posting.objects.aggregate(total=Sum("minor"))["total"] or 0) == 0
    found = Posting.objects.filter(account__kind=AccountKind.AGENT).aggregate(total=Sum("minor"))["total"]
    return -(found or 0)


def somebody_drilled(reached: str = "answered", **fields: object) -> tuple[Drill, Agent]:
    agent = pool.bare_agent(now())
    return pool.drilled(agent, reached=reached, thanks_minor=500, **fields), agent  # type: ignore[arg-type]


@pytest.mark.parametrize("depth", ["answered", "ready", "worked"])
def test_reaching_the_depth_of_a_drill_is_on_her_statement_once(depth: str) -> None:
    agent = pool.bare_agent(now())
    drill = pool.drilled(agent, depth=depth, reached="", thanks_minor=500)
    activation.answer_drill(drill=drill, agent=agent, answer="yes", by=agent.user)
    if depth != "answered":
        assert (drain(), Statement.objects.count()) == (0, 0)
        activation.report_ready(drill=drill, agent=agent, by=agent.user)
    if depth == "worked":
        assert (drain(), Statement.objects.count()) == (0, 0)
        activation.handle_contact(drill=drill, agent=agent, choice=0, by=agent.user)
    drain()
    statement = Statement.objects.get(drill=drill, agent=agent)
    assert (statement.total_minor, statement.shift, owed()) == (500, None, 500)
    jobs.on_drill_taken({"drill": str(drill.ref), "agent": str(agent.ref)})
    assert jobs.sweep_statements() == 0
    assert (JournalEntry.objects.filter(kind="drill").count(), owed()) == (1, 500)
    assert Entry.objects.get(subject=agent.user, kind="earned").payload == {"minor": 500, "currency": "CNY"}
    assert Message.objects.filter(user=agent.user, topic="billing.thanked").count() == 1


def test_who_stops_before_the_depth_and_a_drill_thanked_in_words_post_nothing() -> None:
    drill, agent = somebody_drilled("answered")
    assert actions.post_drill(drill=drill, agent=agent) is None
    assert actions.post_drill(drill=drill, agent=pool.bare_agent(now())) is None
    words = pool.drilled(agent, thanks_minor=0)
    assert actions.post_drill(drill=words, agent=agent) is None
    assert (Statement.objects.count(), owed()) == (0, 0)


def test_the_sweep_finds_what_the_news_missed_also_of_a_drill_that_was_stopped() -> None:
    drill, _agent = somebody_drilled("ready")
    activation.cancel_drill(drill=drill, by=accounts.staff("dispatcher"))
    assert jobs.sweep_statements() == 1
    assert jobs.sweep_statements() == 0
    assert owed() == 500


def test_a_withdrawn_question_is_not_paid() -> None:
    agent = pool.bare_agent(now())
    drill = pool.drilled(agent, reached="", thanks_minor=500)
    row = question_of(drill, agent)
    assert row is not None
    activation.withdraw_approaches(keys=[ApproachKey(row.id, row.asked_at)])
    assert (jobs.sweep_statements(), owed()) == (0, 0)


def test_a_drill_is_paid_out_with_the_rest_and_can_be_disputed() -> None:
    drill, agent = somebody_drilled("ready")
    statement = actions.post_drill(drill=drill, agent=agent)
    assert statement is not None
    actions.dispute_line(line=statement.lines.get(), reason="twice as long", by=agent.user)
    one, other = accounts.staff("finance"), accounts.staff("finance")
    actions.answer_dispute(line=statement.lines.get(), minor=250, answer="true", by=one)
    Statement.objects.update(payable_at=now())
    payout = actions.propose_payouts(by=one)[0]
    actions.approve_payout(payout=payout, by=other)
    assert (Payout.objects.get().minor, owed()) == (750, 0)


def test_a_history_that_is_brought_in_has_its_drills_paid() -> None:
    drill, agent = somebody_drilled("ready")
    two = accounts.staff("finance"), accounts.staff("finance")
    assert actions.post_past(before=now(), paid_by=two) == 1
    assert actions.post_past(before=now(), paid_by=two) == 0
    assert (Statement.objects.get(drill=drill).agent, owed()) == (agent, 500)
    assert not Message.objects.filter(user=agent.user).exists()


@pytest.mark.parametrize(("language", "words"), [("en", "Thanks for a drill"), ("zh-hans", "启用验证酬谢")])
def test_she_reads_it_among_her_pay(world: World, language: str, words: str) -> None:
    statement = actions.post_drill(drill=pool.drilled(world.agent, thanks_minor=500), agent=world.agent)
    assert statement is not None
    browser = world.browser("agent")
    headers = {"accept-language": language}
    assert "¥5.00" in browser.get("/agent/earnings/", headers=headers).content.decode()
    page = browser.get(f"/agent/earnings/{statement.ref}/", headers=headers).content.decode()
    assert words in page
    assert world.browser("other_agent").get(f"/agent/earnings/{statement.ref}/").status_code == 404
    assert world.browser("finance").get("/admin/billing/").status_code == 200
