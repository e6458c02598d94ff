"""Personal data is masked before a conversation is stored; only how much of what was masked is kept.

Order matters and is fixed: e-mail, identity number (announced, or by its checksum), bank card (announced, or by
Luhn), order number (announced, or a carrier's form), then phones, then addresses. Digits count
however they are written: full width, with blanks or dashes, or spoken in Chinese ("一三八零零…").
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.quality.rules.identity import is_identity_number, passes_luhn

KINDS = ("email", "identity", "card", "order", "phone", "address")

_SPOKEN = str.maketrans("零〇一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖", "0011223456789123456789")
_WIDE = {0xFF10 + n: ord("0") + n for n in range(10)} | {
    0xFF20: ord("@"),
    0xFF0E: ord("."),
    0xFF0D: ord("-"),
    0x3000: ord(" "),
}
_SPOKEN_RUN = re.compile(r"[零〇一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖0-9]{7,30}")
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", re.ASCII)
_IDENTITY = re.compile(r"(?<![\dXx])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dXx])", re.ASCII)
_ANNOUNCED = re.compile(
    r"(?:身份证(?:号码?)?|护照号?码?|passport(?: number| no\.?)?|id number|ssn)(?:[\s:\uff1a#是为]|is){0,4}"
    r"([A-Za-z]{0,2}\d{6,18}[Xx]?|\d{3}-\d{2}-\d{4})(?![\dA-Za-z])",
    re.IGNORECASE | re.ASCII,
)
_CARD_ANNOUNCED = re.compile(
    r"(?:卡号|银行卡|信用卡|储蓄卡|账号|账户|card(?: number| no\.?)?|account(?: number| no\.?)?)"
    r"(?:[\s:\uff1a#是为号]|is){0,4}(\d(?:[ -]?\d){11,18})(?![\d])",
    re.IGNORECASE | re.ASCII,
)
_WAYBILL = re.compile(
    r"(?<![A-Za-z0-9])(?:SF|YT|JDV?|JT|ZTO?|STO|YD|DPK|EMS)[A-Za-z]{0,2}\d{10,15}(?![\dA-Za-z])", re.ASCII
)
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)", re.ASCII)
_ORDER = re.compile(
    r"(?:订单编?号?|单号|运单号?|快递单?号?|物流单?号|流水号|工单号?"
    r"|order(?: (?:number|no\.?|id))?|tracking(?: number)?)"
    r"(?:[\s:\uff1a#是为]|is){0,4}([A-Za-z]{0,4}-?\d[\d-]{5,29})",
    re.IGNORECASE | re.ASCII,
)
_PHONE = re.compile(
    r"(?<![\d-])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"
    r"|(?<![\d-])0\d{2,3}[ -]?\d{3,4}[ -]?\d{4}(?!\d)"
    r"|(?<![\d-])[48]00[ -]?\d{3}[ -]?\d{4}(?!\d)"
    r"|(?<![\w+])\+\d{1,3}[ -]?(?:\(\d{1,4}\)[ -]?)?\d(?:[ -]?\d){6,12}(?!\d)"
    r"|(?<![\d-])(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)",
    re.ASCII,
)
_HAN = "一-鿿"
_ADDRESS = re.compile(
    rf"(?:[{_HAN}]{{2,8}}?(?:省|自治区|市))?(?:[{_HAN}]{{1,8}}?(?:市|自治州|区|县|旗))?(?:[{_HAN}]{{1,8}}?(?:街道|镇|乡))?"
    rf"[{_HAN}]{{1,10}}(?:路|街|大道|巷|弄|胡同|村|小区|花园|公寓|大厦|苑)"
    rf"(?: ?[{_HAN}]{{0,4}}?[A-Za-z]?\d{{1,5}}(?:-\d{{1,4}})? ?"
    rf"(?:号楼|号院|号|弄|栋|幢|单元|座|层|楼|室|房|户)){{1,6}}(?:[A-Za-z]座)?(?:\d{{2,5}}室?)?"
)
_STREET = re.compile(
    r"\b\d{1,5} (?:[A-Z][A-Za-z]{1,20} ){1,4}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Way|Parkway|Pkwy|Place|Square|Terrace)\b\.?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Masked:
    """The text with each personal datum replaced by its kind in brackets, and how many of each kind there
    were.
    """

    text: str
    counts: Mapping[str, int]


def mask(text: str) -> Masked:
    """Mask one text; linear in its length. Masking what is masked changes nothing."""
    digits = _as_digits(text)
    taken: list[tuple[int, int, str]] = []
    for kind, find in _FINDERS:
        for start, end in find(digits):
            if all(end <= s or start >= e for s, e, _ in taken):
                taken.append((start, end, kind))
    taken.sort()
    return Masked(_written(text, taken), Counter(kind for _, _, kind in taken))


def _as_digits(text: str) -> str:
    """The same text, same length, with wide and (in runs of seven or more) spoken digits as plain ones."""
    plain = text.translate(_WIDE)
    return _SPOKEN_RUN.sub(lambda m: m.group().translate(_SPOKEN), plain)


def _written(text: str, taken: Sequence[tuple[int, int, str]]) -> str:
    parts, last = [], 0
    for start, end, kind in taken:
        parts += [text[last:start], f"[{kind}]"]
        last = end
    return "".join([*parts, text[last:]])


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (m.span() for m in _EMAIL.finditer(text)) if "@" in text else iter(())


def _identities(text: str) -> Iterator[tuple[int, int]]:
    yield from (m.span(1) for m in _ANNOUNCED.finditer(text))
    yield from (m.span() for m in _IDENTITY.finditer(text) if is_identity_number(re.sub(r"[ -]", "", m.group())))


def _cards(text: str) -> Iterator[tuple[int, int]]:
    yield from (m.span(1) for m in _CARD_ANNOUNCED.finditer(text))
    yield from (m.span() for m in _CARD.finditer(text) if passes_luhn(re.sub(r"[ -]", "", m.group())))


def _orders(text: str) -> Iterator[tuple[int, int]]:
    yield from (m.span(1) for m in _ORDER.finditer(text))
    yield from (m.span() for m in _WAYBILL.finditer(text))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    return (m.span() for m in _PHONE.finditer(text))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    yield from (m.span() for m in _ADDRESS.finditer(text))
    yield from (m.span() for m in _STREET.finditer(text))


_FINDERS: tuple[tuple[str, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    ("email", _emails),
    ("identity", _identities),
    ("card", _cards),
    ("order", _orders),
    ("phone", _phones),
    ("address", _addresses),
)
