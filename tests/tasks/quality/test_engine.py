"""The inspector's rules: what it finds, what it leaves alone, and what it refuses."""

import time
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.quality.rules.compiling import Compiled, compile_rule_set
from tasks.quality.rules.folding import fold, fold_word
from tasks.quality.rules.inspecting import inspect
from tasks.quality.rules.scoring import spread, standardised
from tasks.quality.rules.shapes import (
    ConversationEmpty,
    ConversationTooLarge,
    Finding,
    Group,
    Role,
    RuleSetInvalid,
    StepState,
    TimesBroken,
    Turn,
    TurnTooLong,
)
from tasks.quality.starter import starter_data

HERE = Path(__file__).parent
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@cache
def starter_rules() -> Compiled:
    """The starter set, compiled when the first test asks: collecting tests needs no rules."""
    return compile_rule_set(starter_data())


@pytest.fixture(scope="module")
def starter() -> Compiled:
    return starter_rules()


def said(starter: Compiled, *texts: str, role: Role = Role.AGENT) -> Finding:
    return inspect(compiled=starter, turns=[Turn(role, t) for t in texts])


def codes(finding: Finding) -> set[str]:
    return {h.rule for h in finding.hits}


@pytest.mark.parametrize(
    "hidden",
    [
        "你 是 白 痴",
        "你是白*痴",
        "你是白\u200b痴",
        "你是\u202e白痴",
        "你是白—痴",
        "你是白. 痴",
        "你是白\u3000痴",
        "你是白\u2060\ufeff痴",
    ],
)
def test_a_word_that_is_pulled_apart_is_still_found_where_it_stands(starter: Compiled, hidden: str) -> None:
    hit = next(h for h in said(starter, hidden).hits if h.rule == "insult")
    found = hidden[hit.place.start : hit.place.end]
    assert found[0] == "白"
    assert found[-1] == "痴"


@pytest.mark.parametrize(
    ("hidden", "rule"),
    [("請您加我微信轉賬", "off_platform"), ("驗證碼發給我", "secret_request"), ("妳個廢物", "insult")],
)
def test_traditional_characters_are_read_as_simplified_ones(starter: Compiled, hidden: str, rule: str) -> None:
    assert rule in codes(said(starter, hidden))


@pytest.mark.parametrize("hidden", ["ＩＤＩＯＴ", "IdIoT", "i d i o t", "íd́iot", "𝕚𝕕𝕚𝕠𝕥", "іdіоt", "ιdiοt"])
def test_latin_disguises_are_undone(starter: Compiled, hidden: str) -> None:
    assert "insult" in codes(said(starter, f"you {hidden} there"))


def test_a_latin_word_inside_a_longer_one_is_not_that_word(starter: Compiled) -> None:
    assert not said(starter, "scumble and stupidity-proof: assess the shell").hits


def test_a_word_never_reaches_over_the_end_of_a_turn(starter: Compiled) -> None:
    assert "insult" not in codes(said(starter, "这是白", "痴迷于摄影的客户"))


def test_a_customers_insult_is_not_the_agents(starter: Compiled) -> None:
    assert "insult" not in codes(said(starter, "你是白痴", role=Role.CUSTOMER))


def test_a_customers_warning_is_heard_only_from_the_customer(starter: Compiled) -> None:
    assert "complaint_warning" in codes(said(starter, "我要打12315投诉你们", role=Role.CUSTOMER))
    assert "complaint_warning" not in codes(said(starter, "12315的电话在页面底部"))


def test_two_negations_say_it_after_all(starter: Compiled) -> None:
    assert "false_promise" not in codes(said(starter, "这边不能保证退"))
    assert "insult" not in codes(said(starter, "您不是笨蛋"))
    assert "insult" in codes(said(starter, "你是不是笨蛋"))


def test_repeating_what_the_customer_said_is_not_saying_it(starter: Compiled) -> None:
    assert "insult" not in codes(said(starter, "您说的“王八蛋商家”这条留言已登记"))
    assert "insult" in codes(said(starter, "你就是个“王八蛋”"))


def test_what_is_found_points_at_the_stored_text(starter: Compiled) -> None:
    finding = said(starter, "您好", "全角ＡＢ和ﬁ之后：随 你 便")
    hit = next(h for h in finding.hits if h.rule == "impatience")
    assert hit.place.turn == 1
    assert "全角ＡＢ和ﬁ之后：随 你 便"[hit.place.start : hit.place.end] == "随 你 便"


CALM = [
    "您好，有什么可以帮您？",
    "请提供一下订单号",
    "已为您申请退款，预计三个工作日",
    "还有其他可以帮您的吗？祝您生活愉快",
]


def calm(*, order: tuple[int, ...] = (0, 1, 2, 3)) -> list[Turn]:
    turns = []
    for n, place in enumerate(order):
        turns += [Turn(Role.CUSTOMER, "好的", START + timedelta(seconds=20 * n))]
        turns += [Turn(Role.AGENT, CALM[place], START + timedelta(seconds=20 * n + 10))]
    return turns


def states(finding: Finding) -> dict[str, StepState]:
    return {s.step: s.state for s in finding.steps}


def test_a_calm_conversation_takes_every_step_and_scores_a_hundred(starter: Compiled) -> None:
    finding = inspect(compiled=starter, turns=calm())
    assert set(states(finding).values()) == {StepState.DONE, StepState.NOT_APPLICABLE}
    assert finding.score.total == 100
    assert Group.SALES not in finding.score.groups


def test_without_sales_service_weighs_two_thirds_and_other_one_third(starter: Compiled) -> None:
    groups = inspect(compiled=starter, turns=calm()).score.groups
    assert groups[Group.SERVICE][1] == Fraction(2, 3)
    assert groups[Group.OTHER][1] == Fraction(1, 3)


def test_a_customer_who_wants_to_buy_makes_sales_count_forty(starter: Compiled) -> None:
    turns = [Turn(Role.CUSTOMER, "我想买个手机，推荐一下"), *calm()]
    finding = inspect(compiled=starter, turns=[Turn(t.role, t.text) for t in turns])
    assert finding.score.groups[Group.SALES][1] == Fraction(2, 5)
    assert states(finding)["offer"] is StepState.MISSING


def test_steps_out_of_order_count_half(starter: Compiled) -> None:
    finding = inspect(compiled=starter, turns=calm(order=(2, 0, 1, 3)))
    assert states(finding)["solution"] is StepState.OUT_OF_ORDER
    assert finding.score.total is not None
    assert finding.score.total < 100


def test_slow_answers_cost_in_proportion(starter: Compiled) -> None:
    turns = [Turn(Role.CUSTOMER, "在吗", START), Turn(Role.AGENT, "您好", START + timedelta(seconds=60))]
    first = next(t for t in inspect(compiled=starter, turns=turns).timings if t.measure == "first_answer")
    assert first.seconds == 60
    items = {i.code: i.value for i in inspect(compiled=starter, turns=turns).score.items}
    assert items["first_answer"] == Fraction(30, 60)


def test_without_times_nothing_is_timed(starter: Compiled) -> None:
    assert all(t.seconds is None for t in said(starter, "您好").timings)


def test_the_score_comes_again_from_what_was_found(starter: Compiled) -> None:
    finding = inspect(compiled=starter, turns=[*calm(), Turn(Role.AGENT, "随你便")])
    again = starter.scorer.score(hits=finding.hits, steps=finding.steps, timings=finding.timings)
    assert again == finding.score
    without = starter.scorer.score(hits=(), steps=finding.steps, timings=finding.timings)
    assert without.total is not None
    assert again.total is not None
    assert without.total > again.total


def test_a_confirmed_red_line_makes_the_score_nothing(starter: Compiled) -> None:
    finding = inspect(compiled=starter, turns=calm())
    zero = starter.scorer.score(
        hits=finding.hits,
        steps=finding.steps,
        timings=finding.timings,
        red_line_confirmed=True,
    )
    assert zero.total == 0


def test_scores_are_standardised_within_their_rule_set() -> None:
    within = spread([70.0, 80.0, 90.0] * 20)
    assert standardised(80.0, within=within) == pytest.approx(50)
    assert standardised(90.0, within=within) > 60
    assert standardised(90.0, within=spread([80.0] * 5)) is None


def test_a_million_characters_in_one_turn_are_refused_by_name(starter: Compiled) -> None:
    with pytest.raises(TurnTooLong) as refusal:
        said(starter, "好" * 1_000_000)
    assert refusal.value.where == "turns[0]"


def test_ten_megabytes_and_ten_thousand_turns_are_refused_by_name(starter: Compiled) -> None:
    with pytest.raises(ConversationTooLarge):
        said(starter, *["好" * 100_000] * 40)
    with pytest.raises(ConversationTooLarge):
        said(starter, *["好"] * 10_000)


def test_the_largest_allowed_conversation_of_nothing_but_violations_stays_bounded(starter: Compiled) -> None:
    began = time.process_time()
    finding = said(starter, *["白痴" * 50_000] * 5)
    assert finding.truncated
    assert len(finding.hits) <= 100
    assert time.process_time() - began < 20


def test_broken_times_are_refused_by_name(starter: Compiled) -> None:
    back = [Turn(Role.AGENT, "您好", START), Turn(Role.AGENT, "您好", START - timedelta(minutes=1))]
    naive = [Turn(Role.AGENT, "您好", datetime(2026, 1, 1))]  # noqa: DTZ001
    for turns in (back, naive):
        with pytest.raises(TimesBroken):
            inspect(compiled=starter, turns=turns)


def test_an_empty_conversation_is_refused(starter: Compiled) -> None:
    with pytest.raises(ConversationEmpty):
        inspect(compiled=starter, turns=[Turn(Role.SYSTEM, "connected")])


@given(st.text(max_size=200))
def test_any_text_folds_and_every_folded_character_knows_its_origin(text: str) -> None:
    folded = fold(text)
    for n in range(len(folded.text)):
        start, end = folded.span(n, n + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[n] in fold_word(text[start:end]) or folded.text[n] in " \n\x1e"


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_any_conversation_is_judged_the_same_twice(texts: list[str]) -> None:
    turns = [Turn(Role.AGENT if n % 2 else Role.CUSTOMER, t) for n, t in enumerate(texts)]
    assert inspect(compiled=starter_rules(), turns=turns) == inspect(compiled=starter_rules(), turns=turns)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"format": 2}, "format"),
        ({"wording": [{}]}, "wording[0].code"),
        ({"wording": "x"}, "wording"),
        ({"scoring": {"deductions": {"red_line": 2}, "groups": {}}}, "scoring.deductions.red_line"),
        ({"name": {"en": "x"}}, "name"),
        ({"negations": [""]}, "negations[0]"),
    ],
)
def test_a_broken_rule_set_names_the_place(change: dict[str, object], where: str) -> None:
    with pytest.raises(RuleSetInvalid) as refusal:
        compile_rule_set({**starter_data(), **change})
    assert refusal.value.where == where


def test_a_rule_set_that_is_no_object_is_refused() -> None:
    for data in (None, [], "x", 3):
        with pytest.raises(RuleSetInvalid):
            compile_rule_set(data)
