"""What identifies a person is gone before anything is stored, and nothing else is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.quality.rules.agreement import nominal_alpha
from tasks.quality.rules.identity import is_identity_number, passes_luhn
from tasks.quality.rules.masking import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("手机13800138000", "手机[phone]"),
        ("手机 138 0013 8000 谢谢", "手机 [phone] 谢谢"),
        ("+86-13800138000", "[phone]"),
        ("１３８００１３８０００", "[phone]"),
        ("一三八零零一三八零零零打这个", "[phone]打这个"),
        ("座机010-62345678", "座机[phone]"),
        ("身份证11010519491231002X", "身份证[identity]"),
        ("卡号4111 1111 1111 1111", "卡号[card]"),
        ("写信到 a.b+c@mail.example.com 吧", "写信到 [email] 吧"),
        ("订单号：123456789012", "订单号：[order]"),
        ("my order number is 112-3456789", "my order number is [order]"),
        ("地址：北京市朝阳区建国路88号3号楼2单元501室", "地址：[address]"),
        ("I live at 221 Baker Street", "I live at [address]"),
        ("call 415-555-2671", "call [phone]"),
        ("身份证号 440301199003071234", "身份证号 [identity]"),
        ("护照号E12345678", "护照号[identity]"),
        ("卡号6222 0202 0001 1234 567", "卡号[card]"),
        ("快递号SF1234567890123", "快递号[order]"),
        ("看看SF1234567890123到哪了", "看看[order]到哪了"),
        ("电话0755-8888 6666", "电话[phone]"),
        ("壹叁玖壹贰叁肆伍陆柒捌", "[phone]"),
        ("139一二三四5678", "[phone]"),
        ("杭州市西湖区文三路 478 号", "[address]"),
        ("深圳市南山区科技园南路15号A座1201", "[address]"),
        ("1600 Amphitheatre Parkway", "[address]"),
    ],
)
def test_personal_data_is_replaced_by_its_kind(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "价格 1299 元",
        "3-5 个工作日",
        "2023-11-11 12:00:00",
        "型号 110105194912310021",
        "4111 1111 1111 1112",
        "我在人民路等你",
        "价格是12999元，订单满2000减200",
        "一共1234567890元",
        "[数字x]号",
    ],
)
def test_other_numbers_and_words_stay(text: str) -> None:
    assert mask(text).text == text


def test_what_was_masked_is_counted_by_kind() -> None:
    assert dict(mask("13800138000、13900139000、a@b.cn").counts) == {"phone": 2, "email": 1}


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@pytest.mark.parametrize(
    "text",
    ["一" * 200_000, "1 " * 100_000, "北京市" * 60_000, "a" * 200_000 + "@", "路1" * 100_000],
    ids=["spoken digits", "digits and blanks", "cities", "letters and an at", "roads"],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.process_time()
    mask(text)
    assert time.process_time() - began < 10


def test_check_digits_decide() -> None:
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert not is_identity_number("110105194913310021")
    assert passes_luhn("4111111111111111")
    assert not passes_luhn("4111111111111112")
    assert not passes_luhn("0000000000000000")


def test_agreement_of_the_published_example() -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: nominal, missing values, 0.743."""
    columns = {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    }
    labels = {str(n): {r: str(c[n]) for r, c in columns.items() if c[n] is not None} for n in range(12)}
    assert float(nominal_alpha(labels)) == pytest.approx(0.743, abs=0.0005)
    assert nominal_alpha({"one": {"a": "x"}}) is None
    assert nominal_alpha({"one": {"a": "x", "b": "x"}}) is None
