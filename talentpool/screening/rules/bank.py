"""The format of the question bank's files: plain text that a trainer can edit.

# code | tag, tag          begins a question
en: the question           in both languages
zh: 题目
+ right answer | 正确答案    worth 1
~0.5 half right | 部分正确   worth 0.5
- wrong answer | 错误答案    worth 0
"""

import re
from dataclasses import dataclass, field


class Faulty(Exception):
    """A line that can't be read: ``line`` counts from 1; ``fault``: unknown_line, no_text, no_options, no_right, twice."""

    def __init__(self, line: int, fault: str) -> None:
        self.line, self.fault = line, fault
        super().__init__(f"{line}: {fault}")


@dataclass
class Written:
    """One question as written in a file."""

    code: str
    line: int
    tags: list[str]
    text: dict[str, str] = field(default_factory=dict)
    options: list[dict[str, object]] = field(default_factory=list)


OPTION = re.compile(r"(?:\+|-|~(?P<worth>0?\.\d+))\s+(?P<en>.+?)\s+\|\s+(?P<zh>.+)")
KEYS = "abcdefghij"


def parse(source: str, *, plain: bool = False) -> list[Written]:
    """All questions of a file, in order; ``plain``: texts without options, as to be typed. Raises Faulty."""
    found: list[Written] = []
    for number, line in enumerate(source.splitlines(), start=1):
        line = line.strip()
        if line.startswith("#"):
            code, _, tags = line[1:].partition("|")
            found.append(Written(code.strip(), number, [tag.strip() for tag in tags.split(",") if tag.strip()]))
        elif line and found:
            _read(line, number, found[-1])
        elif line:
            raise Faulty(number, "unknown_line")
    _check(found, plain)
    return found


def _read(line: str, number: int, question: Written) -> None:
    if line.startswith("en:"):
        question.text["en"] = line[3:].strip()
    elif line.startswith("zh:"):
        question.text["zh-hans"] = line[3:].strip()
    elif matched := OPTION.fullmatch(line):
        worth = float(matched["worth"] or (1 if line[0] == "+" else 0))
        text = {"en": matched["en"].strip(), "zh-hans": matched["zh"].strip()}
        question.options.append({"key": KEYS[len(question.options) % 10], "text": text, "worth": worth})
    else:
        raise Faulty(number, "unknown_line")


def _check(questions: list[Written], plain: bool) -> None:
    seen: set[str] = set()
    for one in questions:
        fault = (
            "twice" if one.code in seen
            else "no_text" if len(one.text) < 2
            else "" if plain
            else "no_options" if len(one.options) < 2
            else "no_right" if max(float(str(o["worth"])) for o in one.options) < 1
            else ""
        )  # fmt: skip
        if fault:
            raise Faulty(one.line, fault)
        seen.add(one.code)
