"""One row of a list of people, read: names, numbers, what they can and want. The same reading for every door."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import phonenumbers

from talentpool.kernel.tables import RowProblem, TableProblem, is_formula
from talentpool.screening.rules import papers

ALIASES = {
    "name": ("full_name", "full name", "姓名", "名字"),
    "phone": ("mobile", "tel", "手机", "手机号", "手机号码", "电话", "联系电话"),
    "email": ("e-mail", "mail", "邮箱", "电子邮箱"),
    "identity": ("id_number", "identity_number", "身份证", "身份证号", "身份证号码", "证件号"),
    "kind": ("类型", "用工类型", "方式"),
    "region": ("地区", "城市", "省份"),
    "languages": ("language", "语言", "方言", "语言和方言"),
    "channels": ("channel", "渠道", "工作渠道"),
    "years": ("years_of_experience", "经验", "工作年限", "客服年限"),
    "hours": ("hours_a_week", "每周小时", "每周工时"),
}
KINDS = {
    **dict.fromkeys(("shared", "gig", "共享", "共享客服", "兼职"), "shared"),
    **dict.fromkeys(("home_based", "home-based", "home", "居家", "居家客服", "长期"), "home_based"),
}
CHANNELS = {
    **dict.fromkeys(("call", "calls", "phone", "电话", "呼入"), "call"),
    **dict.fromkeys(("chat", "在线", "在线客服", "文字"), "chat"),
    **dict.fromkeys(("email", "e-mail", "邮件"), "email"),
    **dict.fromkeys(("complaint", "complaints", "投诉"), "complaint"),
    **dict.fromkeys(("outbound", "外呼", "呼出"), "outbound"),
}
PLACES = {known: name for name, others in ALIASES.items() for known in (name, *others)}
REGION = "CN"  # how a number without a country is read
GOOD = 3
MOST_YEARS, MOST_HOURS = 60, 80
PERSONAL = frozenset({"name", "phone", "email", "identity"})
_BETWEEN = re.compile(r"[;；,，、/|]+")
_LEVEL = re.compile(r"(?P<name>.+?)\s*[:：]?\s*(?P<level>[1-5])?")
_EMAIL = re.compile(r"[^@\s,;<>()]{1,64}@[^@\s,;<>()]+\.[^@\s,;<>().]{2,}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person as a row says. phone in E.164; identity normalised; languages: code -> level 1 to 5."""

    name: str
    phone: str = ""
    email: str = ""
    identity: str = ""
    kind: str = ""
    region: str = ""
    languages: Mapping[str, int] = field(default_factory=dict)
    channels: tuple[str, ...] = ()
    years: int | None = None
    hours: int | None = None


Read = Callable[[Sequence[str]], Candidate]


def reader_for(header: Sequence[str], *, languages: Mapping[str, str], regions: Mapping[str, str], today: date) -> Read:
    """What reads a row under these columns. languages, regions: word in lower case -> code.

    Raises TableProblem ``columns_missing`` without a name, or without both phone and e-mail.
    """
    places: dict[str, int] = {}
    for place, column in enumerate(header):
        name = PLACES.get(column.strip().lower())
        if name and name not in places:
            places[name] = place
    missing = [] if "name" in places else ["name"]
    missing += [] if places.keys() & {"phone", "email"} else ["phone"]
    if missing:
        raise TableProblem("columns_missing", columns=", ".join(missing))

    def read(cells: Sequence[str]) -> Candidate:
        given = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        return _candidate(given, languages, regions, today)

    return read


def _candidate(
    given: Mapping[str, str], languages: Mapping[str, str], regions: Mapping[str, str], today: date
) -> Candidate:
    one = Candidate(
        name=_name(given.get("name", "")),
        phone=_phone(given.get("phone", "")),
        email=_email(given.get("email", "")),
        identity=_identity(given.get("identity", ""), today),
        kind=_word(given.get("kind", ""), KINDS, "kind"),
        region=_word(given.get("region", ""), regions, "region"),
        languages=_languages(given.get("languages", ""), languages),
        channels=tuple(dict.fromkeys(_word(part, CHANNELS, "channels") for part in _parts(given.get("channels", "")))),
        years=_number(given.get("years", ""), "years", MOST_YEARS),
        hours=_number(given.get("hours", ""), "hours", MOST_HOURS),
    )
    if not one.phone and not one.email:
        raise RowProblem("no_contact", "phone")
    return one


def _name(text: str) -> str:
    if is_formula(text):
        raise RowProblem("formula", "name")
    if not 2 <= len(text) <= 80:
        raise RowProblem("name_length", "name")
    return text


def _phone(text: str) -> str:
    if not text:
        return ""
    text = text.removesuffix(".0")  # a spreadsheet took the number for a number
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException as error:
        raise RowProblem("not_a_phone", "phone") from error
    if not phonenumbers.is_valid_number(number):
        raise RowProblem("not_a_phone", "phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(text: str) -> str:
    if text and (len(text) > 254 or not _EMAIL.fullmatch(text)):
        raise RowProblem("not_an_email", "email")
    return text.lower()


def _identity(text: str, today: date) -> str:
    number = papers.normal(text)
    fault = papers.identity_fault(number, today=today) if number else None
    if fault:
        raise RowProblem("too_young" if fault == "too_young" else "not_an_identity", "identity")
    return number


def _word(text: str, known: Mapping[str, str], column: str) -> str:
    if not text:
        return ""
    found = known.get(text.strip().lower())
    if found is None:
        raise RowProblem("unknown_word", column, text)
    return found


def _languages(text: str, known: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _parts(text):
        matched = _LEVEL.fullmatch(part)
        name = matched["name"] if matched else part
        found[_word(name, known, "languages")] = int(matched["level"] or GOOD) if matched else GOOD
    return found


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def _number(text: str, column: str, most: int) -> int | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise RowProblem("not_a_number", column, text) from error
    if not 0 <= value <= most:
        raise RowProblem("out_of_range", column, text)
    return int(value)
