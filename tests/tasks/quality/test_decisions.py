"""What people decide about a hit, and how an agent objects."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import DecisionRecord
from talentpool.growth.models import Entry
from talentpool.kernel.clock import now
from tasks.quality import actions
from tasks.quality.errors import (
    AppealTooLate,
    HitUnknown,
    NoRedLine,
    NothingToAppeal,
    NotYours,
    ReasonNeeded,
)
from tasks.quality.models import Alert, Inspection
from tests.factories import accounts, work
from tests.factories.conversations import receive

pytestmark = pytest.mark.django_db


def test_a_red_line_counts_as_zero_only_after_a_person_confirmed_it() -> None:
    done = work.worked()
    inspection = receive(done, "你是白痴吗")
    assert inspection.score is not None
    assert inspection.score > 0
    analyst = accounts.staff("analyst")
    decided = actions.confirm_red_line(inspection=inspection, reason="当面辱骂", by=analyst)
    assert decided.score == 0
    assert Alert.objects.get().state == "confirmed"
    assert Entry.objects.filter(subject=done.agent.user, kind="red_line").count() == 1
    correction = Entry.objects.get(subject=done.agent.user, kind="correction")
    assert correction.payload["score"] == 0
    record = DecisionRecord.objects.get(subject=done.agent.user)
    assert record.decided_by == analyst
    assert "当面辱骂" in record.reasons[0]["zh-hans"]
    assert done.agent.user.inbox.get().topic == "quality.red_line"
    with pytest.raises(NoRedLine):
        actions.confirm_red_line(inspection=inspection, reason="again", by=analyst)


def test_nobody_decides_about_herself_or_without_a_reason() -> None:
    done = work.worked()
    inspection = receive(done, "你是白痴吗")
    with pytest.raises(NotYours):
        actions.confirm_red_line(inspection=inspection, reason="x", by=done.agent.user)
    with pytest.raises(ReasonNeeded):
        actions.confirm_red_line(inspection=inspection, reason="  ", by=accounts.staff("analyst"))


def test_a_dismissed_hit_no_longer_counts() -> None:
    inspection = receive(work.worked(), "您好，随你便，请提供一下订单号", "已为您申请退款", "祝您生活愉快")
    before = inspection.score
    decided = actions.dismiss_hit(inspection=inspection, place=0, reason="客户自己说的", by=accounts.staff("analyst"))
    assert decided.score is not None
    assert before is not None
    assert decided.score > before
    assert Alert.objects.get().state == "dismissed"
    with pytest.raises(HitUnknown):
        actions.dismiss_hit(inspection=inspection, place=0, reason="x", by=accounts.staff("analyst"))
    with pytest.raises(HitUnknown):
        actions.dismiss_hit(inspection=inspection, place=7, reason="x", by=accounts.staff("analyst"))


def appealed() -> tuple[Inspection, Any, Any]:
    done = work.worked()
    decider, other = accounts.staff("analyst"), accounts.staff("analyst")
    inspection = receive(done, "你是白痴吗")
    actions.confirm_red_line(inspection=inspection, reason="辱骂", by=decider)
    appeal = actions.open_appeal(inspection=inspection, agent=done.agent, reason="玩笑", by=done.agent.user)
    return inspection, appeal, other


def test_an_appeal_goes_to_a_named_person_who_did_not_decide() -> None:
    inspection, appeal, other = appealed()
    assert appeal.to == other
    assert appeal.answer_by > now() + timedelta(days=13)
    with pytest.raises(NothingToAppeal):
        actions.open_appeal(inspection=inspection, agent=appeal.agent, reason="x", by=appeal.agent.user)
    with pytest.raises(NotYours):
        actions.answer_appeal(appeal=appeal, upheld=True, dropped=[], answer="x", by=accounts.staff("analyst"))


def test_an_upheld_appeal_gives_the_score_back() -> None:
    inspection, appeal, other = appealed()
    actions.answer_appeal(appeal=appeal, upheld=True, dropped=[], answer="引用了客户的话", by=other)
    inspection.refresh_from_db()
    assert inspection.score is not None
    assert inspection.score > 0
    assert not inspection.red_line_confirmed
    assert not inspection.under_appeal
    newest = Entry.objects.filter(subject=appeal.agent.user, kind="correction").latest("id")
    assert newest.payload["score"] == inspection.score


def test_a_rejected_appeal_leaves_the_score() -> None:
    inspection, appeal, other = appealed()
    actions.answer_appeal(appeal=appeal, upheld=False, dropped=[], answer="事实清楚", by=other)
    inspection.refresh_from_db()
    assert inspection.score == 0
    assert appeal.agent.user.inbox.filter(topic="quality.appeal_answered").exists()


def test_after_the_deadline_no_appeal_opens_and_nobody_appeals_for_another() -> None:
    done = work.worked()
    accounts.staff("analyst")
    inspection = receive(done)
    with pytest.raises(NotYours):
        actions.open_appeal(inspection=inspection, agent=done.agent, reason="x", by=accounts.user())
    Inspection.objects.filter(pk=inspection.pk).update(inspected_at=now() - timedelta(days=15))
    with pytest.raises(AppealTooLate):
        actions.open_appeal(inspection=inspection, agent=done.agent, reason="x", by=done.agent.user)
