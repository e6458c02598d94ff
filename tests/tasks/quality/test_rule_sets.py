"""Rule sets are built piece by piece without code, tried out on real conversations, and published by version."""

from typing import Any

import pytest

from tasks.quality import actions
from tasks.quality.errors import NotADraft, RuleSetUnusable
from tasks.quality.models import HitVerdict, RuleSet, TryOut
from tasks.quality.rule_forms import StepForm, TopicForm, WordingForm
from tasks.quality.rules import editing
from tasks.quality.rules.compiling import compile_rule_set
from tasks.quality.rules.precision import weighed, wilson
from tasks.quality.starter import starter_data
from tests.factories import accounts, work
from tests.factories.conversations import receive
from tests.world import World

BASE = "/admin/quality/rule-sets/"


@pytest.mark.parametrize("part", editing.PARTS)
def test_every_piece_of_the_starter_set_survives_its_form(part: editing.Part) -> None:
    form_of: dict[str, Any] = {"wording": WordingForm, "steps": StepForm, "topics": TopicForm}
    rules = starter_data()
    for one in rules[part]:
        form = form_of[part](form_of[part].values(one))
        assert form.is_valid(), (one["code"], form.errors)
        rules = editing.with_one(rules, part, form.piece(one["code"]))
    before, after = compile_rule_set(starter_data()).rules, compile_rule_set(rules).rules
    assert before.wording == after.wording
    assert before.steps == after.steps
    assert before.topics == after.topics


def test_a_new_piece_gets_a_code_nobody_has() -> None:
    rules = starter_data()
    assert editing.free_code(rules, "wording", "Insult") == "insult_2"
    assert editing.free_code(rules, "steps", "确认") == "step"
    assert editing.free_code(rules, "topics", "3 days late") == "t_3_days_late"


def test_differences_name_what_came_and_went() -> None:
    before = starter_data()
    changed = editing.one_of(before, "wording", "insult")
    assert changed is not None
    changed["words"] = [*changed["words"][1:], "新骂人话"]
    after = editing.without(editing.with_one(before, "wording", changed), "wording", "superstition")
    found = {d.code: d for d in editing.differences(before, after)}
    assert found["insult"].new_words == ("新骂人话",)
    assert found["insult"].gone_words == (before["wording"][0]["words"][0],)
    assert found["superstition"].how == "removed"
    assert len(found) == 2
    moved = editing.moved(before, "steps", "greeting", 1)
    assert [d.code for d in editing.differences(before, moved)] == ["order"]


def test_wilsons_interval_matches_the_book() -> None:
    # Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I.
    for hits, sample, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)):
        share = wilson(hits, sample)
        assert (share.low, share.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert wilson(0, 0).rate is None


def test_precision_of_a_whole_set_weighs_rules_by_their_hits_and_admits_what_nobody_looked_at() -> None:
    assert weighed([]) is None
    rate, low, high = weighed([(90, wilson(8, 8)), (10, wilson(0, 8))]) or (0, 0, 0)
    assert rate == pytest.approx(0.9)
    assert low < 0.9 < high
    _rate, low_unknown, high_unknown = weighed([(50, wilson(8, 8)), (50, wilson(0, 0))]) or (0, 0, 0)
    assert low_unknown <= 0.5
    assert high_unknown == 1


@pytest.mark.django_db
def test_a_draft_is_changed_piece_by_piece_and_a_published_version_never() -> None:
    analyst = accounts.staff("analyst")
    draft = actions.begin_rule_set(client=None, channel="chat", base="starter", by=analyst)
    topic = {"code": "moon", "name": {"en": "Moon", "zh-hans": "月亮"}, "words": ["月亮"]}
    actions.put_piece(rule_set=draft, part="topics", one=topic, by=analyst)
    actions.move_piece(rule_set=draft, part="steps", code="greeting", places=1, by=analyst)
    actions.drop_piece(rule_set=draft, part="wording", code="slang_reply", by=analyst)
    with pytest.raises(RuleSetUnusable):
        actions.put_piece(rule_set=draft, part="topics", one={**topic, "words": []}, by=analyst)
    draft.refresh_from_db()
    assert draft.rules["topics"][-1] == topic
    assert [s["code"] for s in draft.rules["steps"]][:2] == ["identification", "greeting"]
    actions.publish_rule_set(rule_set=draft, by=analyst)
    for change in (
        lambda: actions.put_piece(rule_set=draft, part="topics", one=topic, by=analyst),
        lambda: actions.publish_rule_set(rule_set=draft, by=analyst),
        lambda: actions.discard_draft(rule_set=draft, by=analyst),
        lambda: actions.ask_try_out(rule_set=draft, by=analyst),
    ):
        with pytest.raises(NotADraft):
            change()


@pytest.mark.django_db
def test_two_people_who_change_different_rules_lose_nothing() -> None:
    one, other = accounts.staff("analyst"), accounts.staff("analyst")
    draft = actions.begin_rule_set(client=None, channel="", base="empty", by=one)
    stale = RuleSet.objects.get(pk=draft.pk)
    for rule_set, code, by in ((draft, "a", one), (stale, "b", other)):
        piece = {"code": code, "name": {"en": code, "zh-hans": code}, "words": [code * 3]}
        actions.put_piece(rule_set=rule_set, part="topics", one=piece, by=by)
    draft.refresh_from_db()
    assert [t["code"] for t in draft.rules["topics"]] == ["a", "b"]


def tried_out() -> TryOut:
    """Six conversations, two of them with words that only the draft forbids."""
    analyst = accounts.staff("analyst")
    done = work.worked()
    for n, said in enumerate(["您好，稀奇古怪的要求", "稀奇古怪", "随你便", "您好", "祝您愉快", "好的"]):
        receive(done, said, name=f"c-{n}")
    draft = actions.begin_rule_set(client=done.shift.order.client, channel="chat", base="force", by=analyst)
    odd = {"code": "odd", "name": {"en": "Odd", "zh-hans": "怪"}, "severity": "prohibited", "group": "service"}
    actions.put_piece(rule_set=draft, part="wording", one={**odd, "words": ["稀奇古怪"]}, by=analyst)
    draft.refresh_from_db()
    return actions.run_try_out(run=actions.ask_try_out(rule_set=draft, by=analyst))


@pytest.mark.django_db
def test_a_try_out_says_what_would_change_and_changes_nothing() -> None:
    run = tried_out()
    run.refresh_from_db()
    rows = {r["code"]: r for r in run.outcome["rules"]}
    assert (run.state, run.seen, run.outcome["conversations"]) == ("done", 6, 6)
    assert (rows["odd"]["before"], rows["odd"]["after"]) == (0, 2)
    assert (rows["impatience"]["before"], rows["impatience"]["after"]) == (1, 1)
    assert run.outcome["alarming"] == [1, 3]
    assert run.outcome["changed_count"] == 2
    assert run.outcome["mean"][1] < run.outcome["mean"][0]
    assert {row["rule"] for row in run.outcome["sample"]} >= {"odd", "impatience"}


@pytest.mark.django_db
def test_the_same_hits_are_sampled_again_so_that_verdicts_serve_twice() -> None:
    first = tried_out()
    again = actions.run_try_out(run=actions.ask_try_out(rule_set=first.rule_set, by=first.asked_by))
    first.refresh_from_db()
    again.refresh_from_db()
    assert again.pk != first.pk
    assert again.outcome["sample"] == first.outcome["sample"]


@pytest.mark.django_db
def test_the_try_out_page_estimates_precision_from_what_people_looked_at(world: World) -> None:
    run = tried_out()
    run.refresh_from_db()
    desk = world.browser("analyst")
    page = f"/admin/quality/try-outs/{run.ref}/"
    assert "稀奇古怪" in desk.get(page).content.decode()
    for place in range(len(run.outcome["sample"])):
        assert desk.post(f"{page}hits/{place}/", {"right": "1" if place else "0"}).status_code == 302
    assert desk.post(f"{page}hits/999/", {"right": "1"}).status_code == 409
    assert HitVerdict.objects.filter(is_right=False).count() == 1
    assert "1 / " not in desk.get(page).content.decode().split("Look at the sample")[0]


@pytest.mark.django_db
def test_an_analyst_builds_and_publishes_a_rule_set_without_code(world: World) -> None:
    desk = world.browser("analyst")
    made = desk.post(f"{BASE}new/", {"client": world.client.pk, "channel": "chat", "base": "empty"})
    page = made["Location"]
    rule = {
        "name_zh": "乱许诺", "name_en": "Wild promise", "severity": "red_line", "group": "sales", "role": "agent",
        "capability": "pre_sale", "words": "包您发财\n稳发财", "promise": "on", "quotation": "on", "allow": "包您发财树",
        "unless_words": "不可能", "unless_where": "around", "unless_within": "8", "negation": "on",
    }  # fmt: skip
    assert desk.post(f"{page}wording/new/", rule).status_code == 302
    assert desk.post(f"{page}wording/new/", {**rule, "words": " "}).status_code == 422
    assert desk.post(f"{page}wording/new/", {**rule, "signal": "media"}).status_code == 422
    step = {
        "name_zh": "问候",
        "name_en": "Hello",
        "group": "service",
        "capability": "reception",
        "weight": "1",
        "words": "您好",
    }
    assert desk.post(f"{page}steps/new/", step).status_code == 302
    assert desk.post(f"{page}topics/new/", {"name_zh": "树", "name_en": "Tree", "words": "树"}).status_code == 302
    frame = desk.get(f"{page}frame/").context["form"].initial
    sent = {k: v for k, v in {**frame, "time_first_answer": 45}.items() if v is not None}
    assert desk.post(f"{page}frame/", {**sent, "group_service": 50}).status_code == 422
    assert desk.post(f"{page}frame/", sent).status_code == 302
    assert desk.post(f"{page}publish/").status_code == 302
    assert "包您发财" in desk.get(page).content.decode()
    published = RuleSet.objects.get(client=world.client, state="published")
    assert published.rules["timings"] == [{"group": "other", "measure": "first_answer", "limit_s": 45}]
    done = work.worked(client=world.client, person=world.agent)
    assert [h["rule"] for h in receive(done, "您好，包您发财", name="1").hits] == ["wild_promise"]
    assert receive(done, "您好，包您发财树有货", "不可能包您发财", name="2").hits == []
    assert desk.get(f"{page}nonsense/new/").status_code == 404
    assert desk.get(f"{page}wording/nothing/").status_code == 404
