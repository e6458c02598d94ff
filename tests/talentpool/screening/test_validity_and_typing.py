"""What gates predict, how good questions are, how typing is judged."""

import random
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from scipy import stats

from talentpool.growth.actions import record
from talentpool.kernel import clock
from talentpool.screening import actions, validity
from talentpool.screening.errors import PastedText
from talentpool.screening.models import Application, Question
from talentpool.screening.rules import typing
from talentpool.screening.rules import validity as rules
from tests.factories import agents as agent_factory
from tests.factories import screening as make
from tests.factories.accounts import user

PASSAGE = "感谢您的耐心等待。我查看了您的订单，包裹星期一晚上已经从仓库发出。" * 3


def test_correlation_and_its_interval_are_those_of_the_textbook() -> None:
    lot = random.Random(4)
    pairs = [(x, 0.6 * x + lot.gauss(0, 1)) for x in (lot.gauss(0, 1) for _ in range(80))]
    ours = rules.validity(pairs)
    theirs = stats.pearsonr(*zip(*pairs, strict=True))
    interval = theirs.confidence_interval(0.95)
    assert ours.r == pytest.approx(theirs.statistic)
    assert (ours.low, ours.high) == (pytest.approx(interval.low), pytest.approx(interval.high))
    assert ours.verdict == "predicts"


def test_few_people_and_people_all_alike_give_no_number() -> None:
    assert rules.validity([(1.0, 2.0)] * 29).verdict == "too_few"
    assert rules.validity([(80.0, float(n)) for n in range(100)]).verdict == "alike"


def test_an_item_that_nobody_misses_is_too_easy_and_a_random_one_is_flat() -> None:
    lot = random.Random(1)
    able = [lot.random() for _ in range(400)]
    sheets = [
        {
            "easy": 1.0,
            "coin": float(lot.random() < 0.5),
            **{f"q{n}": float(lot.random() < skill) for n in range(8)},
        }
        for skill in able
    ]
    found = rules.items(sheets)
    assert (found["easy"].verdict, found["coin"].verdict, found["q0"].verdict) == ("too_easy", "flat", "fine")


@pytest.mark.django_db
def test_the_report_pairs_gate_scores_with_later_quality() -> None:
    at = clock.now()
    for n in range(40):
        agent = agent_factory.agent()
        path = {"gate": "voice", "score": 60.0 + n, "passed": True}
        record(subject=agent.user, kind="gate", source=agent.ref, occurred_at=at, payload=path)
        for m in range(3):
            source = agent_factory.accounts.user().ref
            entry = {"score": 50 + n + m}
            record(subject=agent.user, kind="inspected", source=source, occurred_at=at, payload=entry)
    row = next(row for row in validity.report(at) if row["gate"] == "voice")
    assert row["quality"].n == 40
    assert row["quality"].r == pytest.approx(1.0)
    assert row["attendance"].verdict == "too_few"


def test_typing_counts_characters_for_chinese_and_words_for_english() -> None:
    chinese = typing.judge(passage=PASSAGE, typed=PASSAGE[:60], language="zh-hans", seconds=60)
    assert (round(chinese.speed), chinese.accuracy, chinese.score) == (60, 1.0, 100.0)
    english = typing.judge(passage="word " * 200, typed="word " * 35, language="en", seconds=60)
    assert 34 <= english.speed <= 35
    assert english.accuracy == 1.0


def test_mistakes_cost_and_a_pasted_text_is_seen() -> None:
    wrong = typing.judge(passage=PASSAGE, typed="错" * 60, language="zh-hans", seconds=60)
    assert wrong.score < 5
    assert typing.judge(passage=PASSAGE, typed=PASSAGE, language="zh-hans", seconds=5).pasted
    waited = typing.judge(passage=PASSAGE, typed=PASSAGE[:60], language="zh-hans", seconds=75, idle=60)
    assert round(waited.speed) == 60  # at most fifteen seconds of reading are given


@pytest.fixture
def at_typing() -> Application:
    Question.objects.create(kind="typing", text={"en": "hello there " * 40, "zh-hans": PASSAGE}, code="t-typing")
    gates = [("kit", {"pass_mark": 100}), ("voice", {}), ("typing", {"settings": {"minutes": 3}})]
    one = make.application(user(), make.campaign(gates=gates))
    make.pass_kit(one)
    make.pass_voice(one)
    return one


@pytest.mark.django_db
def test_the_typing_gate_is_passed_by_the_servers_clock(
    at_typing: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = actions.open_attempt(application=at_typing, kind="typing", by=at_typing.user)
    text = attempt.measures["passage"]["text"]
    with pytest.raises(PastedText):
        actions.hand_in_typing(attempt=attempt, text=text, idle=0, composed=0, by=at_typing.user)
    attempt.started_at -= timedelta(seconds=60)
    attempt.save(update_fields=["started_at"])
    done = actions.hand_in_typing(attempt=attempt, text=text[:66], idle=0, composed=66, by=at_typing.user)
    assert done.passed
    assert done.measures["composed"] == 66
    assert done.measures["speed"] >= 60


@pytest.mark.django_db
def test_the_typing_page_shows_the_passage_after_the_tap(client: Browser, at_typing: Application) -> None:
    client.force_login(at_typing.user)
    url = reverse("gate_typing", args=[at_typing.ref])
    assert PASSAGE[:20] not in client.get(url).content.decode()
    client.post(url, {"begin": "1"})
    shown = client.get(url)
    assert PASSAGE[:20] in shown.content.decode()


def test_the_bank_has_passages_and_grammar_in_both_languages(db: None) -> None:
    actions.load_question_bank()
    assert Question.objects.filter(kind="typing").count() >= 3
    assert Question.objects.filter(kind="grammar").count() >= 12
    assert all(set(one.text) == {"en", "zh-hans"} for one in Question.objects.filter(kind="typing"))
