"""A question in JSON is read strictly, and numbers are what they print."""

from fractions import Fraction

import pytest

from talentpool.kernel.questions import Unanswerable, decimal_text, exact, expect_keys, parse, whole, within


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "invalid_json"),
        (b"\xff\xfe{}", "invalid_json"),
        (b'{"a": 1} {"a": 2}', "invalid_json"),
        (b"[" * 100_000, "invalid_json"),
        (b"9" * 5000, "invalid_json"),
        (b"[1]", "not_an_object"),
        (b"null", "not_an_object"),
        (b'{"a": NaN}', "not_finite"),
        (b'{"a": -Infinity}', "not_finite"),
        (b'{"a": 1, "a": 2}', "duplicate_key"),
    ],
)
def test_a_line_that_is_no_question_is_refused_by_code(line: bytes, code: str) -> None:
    with pytest.raises(Unanswerable) as refusal:
        parse(line)
    assert refusal.value.code == code


def test_three_tenths_are_three_tenths() -> None:
    assert exact(parse('{"a": 0.3}')["a"], "a") == Fraction(3, 10) == exact(0.3, "a") == decimal_text("0.3", "a")


def test_a_byte_order_mark_is_no_reason_to_fail() -> None:
    assert parse(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (True, "not_a_number"),
        ("1", "not_a_number"),
        (None, "not_a_number"),
        (float("nan"), "not_finite"),
        (float("inf"), "not_finite"),
        (10**400, "too_large"),
        (parse('{"a": 1e999999999}')["a"], "too_large"),
        (parse('{"a": 1e-999999999}')["a"], "too_precise"),
        (parse('{"a": 0.%s}' % ("3" * 100))["a"], "too_precise"),
    ],
)
def test_what_is_not_a_usable_number_is_refused_by_code(value: object, code: str) -> None:
    with pytest.raises(Unanswerable) as refusal:
        exact(value, "a")
    assert refusal.value.code == code


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e3", " 0.3", "0_3", "０.３", "", "0.3\n", "--1"])
def test_only_plain_decimals_pass_as_text(text: str) -> None:
    with pytest.raises(Unanswerable):
        decimal_text(text, "shrinkage")


def test_keys_are_named_when_they_are_missing_or_unknown() -> None:
    with pytest.raises(Unanswerable, match="b"):
        expect_keys({"a": 1, "b": None}, needed=("a", "b"))
    with pytest.raises(Unanswerable, match="c"):
        expect_keys({"a": 1, "c": 1}, needed=("a",), allowed=("b",))


def test_bounds_say_whether_they_are_included() -> None:
    assert within(Fraction(0), "a", least=0) == 0
    for value, bounds, code in [
        (0, {"above": 0}, "not_positive"),
        (-1, {"least": 0}, "negative"),
        (1, {"below": 1}, "out_of_range"),
        (2, {"most": 1}, "out_of_range"),
        (11, {"most": 10}, "too_large"),
    ]:
        with pytest.raises(Unanswerable) as refusal:
            within(Fraction(value), "a", **bounds)
        assert refusal.value.code == code
    assert whole(3.0, "a", least=1, most=3) == 3
