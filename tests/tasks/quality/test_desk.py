"""The analyst's desk: counted days, causes, reviews as PDF, cases, calibration."""

from datetime import timedelta
from typing import Any

import pytest

from talentpool.growth.models import Entry
from talentpool.kernel.clock import now
from talentpool.messaging.models import Message
from tasks.quality import actions
from tasks.quality.errors import CauseOpen, NotAMember, Sent
from tasks.quality.models import (
    Alert,
    CalibrationRound,
    Case,
    Cause,
    DayCount,
    DayRule,
    HitVerdict,
    Inspection,
    PeriodReview,
)
from tasks.quality.overview import local_day
from tasks.quality.rules.scorecard import SCORECARD
from tests.factories import accounts, work
from tests.factories.conversations import receive, sent
from tests.world import World

pytestmark = pytest.mark.django_db
YES = {i.code: "yes" for i in SCORECARD}


def talked(world: World, count: int = 6) -> list[Inspection]:
    """Conversations of the world's agent: some broke a rule, some customers come again or complain."""
    done = work.worked(client=world.client, person=world.agent)
    said = ["您好，请提供一下订单号", "随你便", "已为您申请退款", "您好", "这个我办不到", "祝您生活愉快"]
    asked = ["快递没到", "快递还没解决，第二次来了", "我要投诉，快递一直没到", "发票怎么开", "快递没到", "退货"]
    found = []
    for n in range(count):
        talk = sent(done, said[n % 6], name=f"d-{n}", queue="旗舰店")
        talk["turns"][0]["text"] = asked[n % 6]
        found.append(actions.receive_conversation(client=world.client, sent=talk, by=None).inspection)
    actions.recount()
    return found


def test_days_are_counted_from_inspections_and_again_after_a_change(world: World) -> None:
    found = talked(world)
    row = DayCount.objects.get()
    assert (row.conversations, row.scored, row.queue, row.agent) == (6, 6, "旗舰店", world.agent)
    assert row.score_sum == pytest.approx(sum(i.score or 0 for i in found))
    assert (row.complaints, row.repeats) == (1, 1)
    delivery = DayRule.objects.get(about="topic", code="delivery")
    assert (delivery.conversations, delivery.complaints, delivery.repeats) == (4, 1, 1)
    assert DayRule.objects.get(about="rule", code="impatience").conversations == 1
    broken = next(i for i in found if any(h["rule"] == "impatience" for h in i.hits))
    place = next(n for n, h in enumerate(broken.hits) if h["rule"] == "impatience")
    actions.dismiss_hit(inspection=broken, place=place, reason="引用", by=accounts.staff("analyst"))
    actions.recount()
    assert not DayRule.objects.filter(about="rule", code="impatience").exists()
    assert actions.recount() >= 0
    assert DayCount.objects.count() == 1


def test_a_score_under_appeal_counts_nowhere_until_it_is_answered(world: World) -> None:
    found = talked(world, 2)
    broken = found[1]
    accounts.staff("analyst")
    entries = Entry.objects.filter(agent=world.agent)
    since = now() - timedelta(days=30)
    with_it = entries.counted_for(world.agent, since)["quality"]
    appeal = actions.open_appeal(inspection=broken, agent=world.agent, reason="x", by=world.users["agent"])
    actions.recount()
    assert DayCount.objects.get().scored == 1
    assert entries.counted_for(world.agent, since)["quality"] == found[0].score
    actions.answer_appeal(appeal=appeal, upheld=True, dropped=[], answer="ok", by=appeal.to)
    actions.recount()
    assert DayCount.objects.get().scored == 2
    assert entries.counted_for(world.agent, since)["quality"] > with_it


PAGES = [
    ("analyst", "/admin/quality/dashboard/?days=7&by=team"),
    ("analyst", "/admin/quality/dashboard/?days=90&by=client&queue=旗舰店"),
    ("analyst", "/admin/quality/dashboard/?days=x&by=y&agent=zz"),
    ("analyst", "/admin/quality/evidence/?rule=impatience&days=30"),
    ("analyst", "/admin/quality/causes/"),
    ("analyst", "/admin/quality/satisfaction/"),
    ("analyst", "/admin/quality/agreement/"),
    ("analyst", "/admin/quality/lesson-effects/"),
    ("owner", "/client/quality/dashboard/?by=agent"),
    ("owner", "/client/quality/conversations/?topic=delivery&signal=troubled"),
    ("owner", "/client/quality/causes/"),
    ("owner", "/client/quality/satisfaction/"),
]


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_pages_over_counted_days_open(world: World, who: str, path: str) -> None:
    talked(world)
    answer = world.browser(who).get(path)
    assert answer.status_code == 200
    assert "旗舰店" in answer.content.decode() or "causes" in path or "queue" not in path


def test_a_client_reads_aliases_and_the_marked_place(world: World) -> None:
    talked(world)
    page = world.browser("owner").get("/client/quality/conversations/?rule=impatience").content.decode()
    assert "#hit-2" in page  # the customer said two things before: a repeat contact
    assert "随你便" in page
    assert world.agent.number not in page


def test_a_cause_gets_an_owner_a_date_and_a_rate_before_and_after(world: World) -> None:
    talked(world)
    DayRule.objects.update(day=local_day(now()) - timedelta(days=3))
    name = {"en": "Delivery", "zh-hans": "物流"}
    given: dict[str, Any] = {
        "client": world.client, "topic": "delivery", "name": name, "due_on": now().date(), "note": "",
        "by": world.users["analyst"],
    }  # fmt: skip
    with pytest.raises(NotAMember):
        actions.open_cause(owner=world.users["stranger"], **given)
    cause = actions.open_cause(owner=world.users["owner"], **given)
    assert (cause.before_contacts, cause.before_troubled) == (4, 2)
    assert Message.objects.filter(user=world.users["owner"], topic="quality.cause_yours").count() == 1
    with pytest.raises(CauseOpen):
        actions.open_cause(owner=world.users["owner"], **given)
    owner = world.browser("owner")
    assert owner.post(f"/client/quality/causes/{cause.ref}/mend/", {"how": "换了快递"}).status_code == 302
    assert Cause.objects.get().mended_how == "换了快递"
    assert "换了快递" in owner.get("/client/quality/causes/").content.decode()


def test_a_review_is_frozen_sent_once_and_read_as_pdf(world: World) -> None:
    talked(world)
    desk, owner = world.browser("analyst"), world.browser("owner")
    made = desk.post(
        "/admin/quality/periods/",
        {"client": world.client.pk, "kind": "week", "day": local_day(now()).isoformat(), "words": "本周 <b>稳定</b>"},
    )
    review = PeriodReview.objects.get()
    assert made["Location"].endswith(f"{review.ref}/")
    theirs = f"/client/quality/reviews/{review.ref}/"
    assert owner.get(theirs).status_code == 404
    assert "&lt;b&gt;" in desk.get(made["Location"]).content.decode()
    assert desk.post(f"{made['Location']}send/").status_code == 302
    with pytest.raises(Sent):
        actions.make_review(client=world.client, kind="week", day=local_day(now()), words="", by=world.users["analyst"])
    assert owner.get(theirs).status_code == 200
    pdf = owner.get(f"{theirs}review.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert len(pdf.content) > 1500
    assert Message.objects.filter(topic="quality.review_sent", user=world.users["owner"]).count() == 1


def test_a_case_is_previewed_kept_published_and_read_by_agents(world: World) -> None:
    inspection = talked(world, 1)[0]
    desk, agent = world.browser("trainer"), world.browser("agent")
    page = f"/admin/quality/conversations/{inspection.ref}/case/"
    given = {
        "kind": "good", "title": "先安抚再查", "lesson_learned": "先听完", "capability": "after_sale", "hidden": "快递",
        "marked": "1，2", "rule": "", "product": "手机",
    }  # fmt: skip
    assert "●●" in desk.post(page, {**given, "look": "1"}).content.decode()
    assert not Case.objects.exists()
    made = desk.post(page, {**given, "keep": "1"})
    case = Case.objects.get()
    assert (case.client, case.marked) == (world.client, [0, 1])
    assert "快递" not in str(case.turns)
    assert agent.get(f"/agent/quality/cases/{case.ref}/").status_code == 404
    assert desk.post(f"{made['Location']}publish/").status_code == 302
    assert agent.get(f"/agent/quality/cases/{case.ref}/").status_code == 200
    assert "先安抚再查" in agent.get("/agent/quality/cases/?q=先听&capability=after_sale").content.decode()
    assert "先安抚再查" not in agent.get("/agent/quality/cases/?q=没有这词").content.decode()
    stranger = work.agent()
    assert not Case.objects.visible_to(accounts_principal(stranger.pk)).exists()


def accounts_principal(agent_id: int) -> Any:
    from accounts.principals import Principal

    return Principal(agent_id=agent_id)


def test_a_calibration_round_shows_differences_only_when_all_have_judged(world: World) -> None:
    talked(world)
    analyst, other = world.users["analyst"], world.users["administrator"]
    found = actions.open_round(name="r", raters=[analyst, other], client=world.client, size=3, by=analyst)
    desk = world.browser("analyst")
    page = f"/admin/quality/rounds/{found.ref}/"
    drawn = list(found.inspections.all())
    assert len(drawn) == 3
    for n, inspection in enumerate(drawn):
        actions.submit_review(inspection=inspection, marks=YES, note="", by=analyst)
        assert not desk.get(page).context["open_book"]
        marks = {**YES, "tone": "no"} if n else YES
        actions.submit_review(inspection=inspection, marks=marks, note="", by=other)
    shown = desk.get(page).context
    assert shown["open_book"]
    assert [len(r["apart"]) for r in shown["rows"]] == [1, 1, 0]
    assert desk.post(page, {"agreed": "语气从严"}).status_code == 302
    assert CalibrationRound.objects.get().agreed == "语气从严"


def test_after_her_scorecard_a_reviewer_judges_the_hits_and_that_measures_the_rules(world: World) -> None:
    broken = talked(world, 2)[1]
    desk = world.browser("analyst")
    assert desk.post(f"/admin/quality/reviews/{broken.ref}/hits/", {"hit-0": "0"}).status_code == 409
    sent_card = desk.post(f"/admin/quality/reviews/{broken.ref}/", {**YES, "note": ""})
    assert sent_card["Location"].endswith("/hits/")
    assert desk.post(sent_card["Location"], {"hit-0": "0"}).status_code == 302
    assert HitVerdict.objects.get().is_right is False
    broken.refresh_from_db()
    assert broken.hits[0]["state"] == "found"


def test_rules_that_people_often_call_wrong_draw_more_inspections(world: World, settings: Any) -> None:
    from django.core.cache import cache

    from tasks.quality.models import InspectionPractice

    cache.clear()
    InspectionPractice.objects.create(id=1, sample_percent=0, new_agent_percent=0, disagreement_percent=100)
    for inspection in talked(world, 12):
        for hit in inspection.hits:
            if hit["rule"] == "impatience":
                for who in range(3):
                    by = accounts.staff("analyst")
                    actions.judge_hit(
                        conversation=inspection.conversation, hit=hit, is_right=who == 0, by=by, drawn=True
                    )
    cache.clear()
    done = work.worked(client=world.client, person=world.agent)
    assert receive(done, "随你便", name="z-1").drawn_for == "disagreement"
    assert receive(done, "您好", name="z-2").drawn_for == ""
    cache.clear()


def test_a_red_line_is_told_to_analysts_at_once_and_only_once(world: World) -> None:
    done = work.worked(client=world.client, person=world.agent)
    for n in range(3):
        receive(done, "你是白痴吗", name=f"r-{n}")
    assert Alert.objects.get().count == 3
    assert Message.objects.filter(topic="quality.alert", user=world.users["analyst"], urgent=True).count() == 1


def test_the_lead_of_the_shift_hears_of_an_alert_and_may_look(world: World) -> None:
    done = work.worked(client=world.client, person=world.agent)
    world.other_agent.is_backbone = True
    world.other_agent.save(update_fields=["is_backbone"])
    work.assignment(world.other_agent, done.shift)
    inspection = receive(done, "随你便")
    message = Message.objects.get(topic="quality.alert_lead", user=world.users["other_agent"])
    assert "随你便" in world.browser("other_agent").get(message.link).content.decode()
    assert world.browser("agent").get(f"/agent/quality/team/{inspection.ref}/").status_code == 404
