"""Screening's pure rules."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentpool.agents.rules import kit
from talentpool.screening.rules import bank, gates, marking, papers, voice
from tests.factories import sound
from tests.factories.screening import GOOD_KIT


def test_a_good_kit_passes_every_limit() -> None:
    findings = kit.judge(GOOD_KIT)
    assert all(one.ok for one in findings)
    assert kit.score(findings) == 100


@pytest.mark.parametrize(
    ("key", "value"), [("latency_ms", 400), ("down_mbps", 1), ("microphone", 0), ("screen_width", 390)]
)
def test_one_bad_measure_names_itself_and_nothing_else(key: str, value: float) -> None:
    assert [one.key for one in kit.judge({**GOOD_KIT, key: value}) if not one.ok] == [key]


def test_what_a_browser_does_not_tell_is_not_held_against_anybody() -> None:
    told = {key: value for key, value in GOOD_KIT.items() if key not in {"memory_gb", "cores"}}
    assert all(one.ok for one in kit.judge(told))


@given(st.dictionaries(st.sampled_from(list(kit.LIMITS)), st.one_of(st.floats(), st.text(), st.none(), st.integers())))
def test_whatever_is_sent_as_measures_gives_a_verdict(measured: dict) -> None:
    findings = kit.judge(measured)
    assert 0 <= kit.score(findings) <= 100
    assert [one.key for one in findings] == list(kit.LIMITS)


def test_a_campaign_can_loosen_a_limit() -> None:
    assert all(one.ok for one in kit.judge({**GOOD_KIT, "down_mbps": 5}, {"down_mbps": 4}))


def test_an_interview_before_kit_and_voice_is_a_fault() -> None:
    assert gates.order_faults(["kit", "interview", "voice"]) == ["voice"]
    assert gates.order_faults(["interview"]) == ["kit", "voice"]
    assert gates.order_faults(["voice", "written", "kit", "interview"]) == []


def test_good_marks_everywhere_are_eighty() -> None:
    assert gates.card_score({"a": 4, "b": 4}) == 80
    assert gates.card_score({}) == 0


def test_a_failed_kit_never_stops_by_itself() -> None:
    assert not gates.stops(kind="kit", used=20, max_attempts=2)
    assert gates.stops(kind="voice", used=2, max_attempts=2)


def test_the_overall_score_weighs_as_published_and_is_unknown_without_weights() -> None:
    assert gates.overall({"voice": 80, "written": 100}, {"voice": 3, "written": 1}) == 85
    assert gates.overall({"voice": 80}, {"voice": 0}) is None


def test_the_same_seed_draws_the_same_questions() -> None:
    pool = list(range(40))
    assert marking.draw(pool, count=8, seed=5) == marking.draw(pool, count=8, seed=5)
    assert len(marking.draw(pool, count=99, seed=5)) == 40


def test_answers_are_scored_by_worth_and_unknown_options_by_nothing() -> None:
    worths = {"q1": {"a": 1.0, "b": 0.5}, "q2": {"a": 1.0}}
    assert marking.score(worths, {"q1": "b", "q2": "a"}) == 75
    assert marking.score(worths, {"q1": "z", "q3": "a"}) == 0
    assert marking.score({}, {}) == 0


def test_half_a_minute_is_left_for_slow_networks() -> None:
    start = datetime(2026, 11, 22, tzinfo=UTC)
    late = {"started_at": start, "minutes": 10}
    assert not marking.too_late(**late, now=start + timedelta(minutes=10, seconds=20))
    assert marking.too_late(**late, now=start + timedelta(minutes=10, seconds=31))


def test_speech_is_measured_with_its_silence_noise_and_pace() -> None:
    found = voice.measure(sound.speech_file(lead=1.5), units=60)
    assert 1.2 < found.lead_s < 1.8
    assert found.speech > 0.5
    assert found.snr_db is not None
    assert found.snr_db > 15
    assert found.pace is not None
    assert found.clipping == 0


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_any_usual_rate_is_understood(rate: int) -> None:
    assert voice.measure(sound.speech_file(rate=rate)).seconds == pytest.approx(6.0, abs=0.01)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bytes, "not_audio"),
        (lambda: b"GIF89a" + bytes(5000), "not_audio"),
        (lambda: b"RIFF\x00\x00\x00\x00WAVEfmt ", "not_audio"),
        (sound.silent_file, "silence"),
        (sound.clipped_file, "clipping"),
        (lambda: sound.speech_file(1.0), "too_short"),
        (lambda: sound.speech_file(130.0), "too_long"),
        (lambda: bytes(12_000_001), "too_large"),
    ],
    ids=["nothing", "a picture", "half a header", "silence", "clipped", "a second", "two minutes and more", "12 MB"],
)
def test_a_recording_nobody_can_judge_says_why(content: Callable[[], bytes], code: str) -> None:
    with pytest.raises(voice.Unusable) as refused:
        voice.measure(content())
    assert refused.value.code == code


@given(st.binary(max_size=400))
def test_random_bytes_are_never_a_crash(content: bytes) -> None:
    whole = sound.wav(sound.voice(0.1))
    for damaged in (content, whole[:44] + content, whole[:20] + content + whole[20:]):
        with pytest.raises(voice.Unusable):
            voice.measure(damaged)


def test_identity_numbers_are_checked_by_their_last_place() -> None:
    today = date(2026, 11, 22)
    assert papers.identity_fault("11010519491231002X", today=today) is None
    assert papers.identity_fault("110105194912310021", today=today) == "checksum"
    assert papers.identity_fault("110105194913310021", today=today) == "birth_date"
    assert papers.identity_fault("990105194912310021", today=today) == "province"
    assert papers.identity_fault("P1234567", today=today) is None
    assert papers.identity_fault("!!", today=today) == "format"


def test_bank_accounts_are_digits_or_a_valid_iban() -> None:
    assert papers.bank_fault("6222020200112233445") is None
    assert papers.bank_fault("DE89370400440532013000") is None
    assert papers.bank_fault("DE89370400440532013001") == "checksum"
    assert papers.bank_fault("12") == "format"


def test_a_number_shows_only_its_end() -> None:
    assert papers.masked("11010519491231002X") == "•••• 002X"
    assert "1" not in papers.masked("123")


def test_the_bank_format_reads_worth_and_both_languages() -> None:
    found = bank.parse("# w1 | tone, refund\nen: What?\nzh: 什么？\n+ right | 对\n~0.5 half | 一半\n- wrong | 错\n")
    assert found[0].tags == ["tone", "refund"]
    assert [option["worth"] for option in found[0].options] == [1.0, 0.5, 0.0]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("hello", "unknown_line"),
        ("# a\nen: x\nzh: y\n- one | 一\n- two | 二", "no_right"),
        ("# a\nen: x\nzh: y\n+ one | 一", "no_options"),
        ("# a\nen: x\n+ one | 一\n- two | 二", "no_text"),
        ("# a\nen: x\nzh: y\n+ one | 一\n- two | 二\n" * 2, "twice"),
    ],
)
def test_a_faulty_bank_names_its_line(source: str, fault: str) -> None:
    with pytest.raises(bank.Faulty) as refused:
        bank.parse(source)
    assert refused.value.fault == fault
