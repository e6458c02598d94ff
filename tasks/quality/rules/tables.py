"""Conversations and satisfaction in files: JSON lines, CSV or XLSX with a row per turn."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from talentpool.kernel.tables import RowProblem, Table

LONGEST_LINE = 16 << 20
_NAMES = {
    "id": ("id", "conversation", "conversation_id", "session_id", "会话", "会话编号", "编号"),
    "role": ("role", "speaker", "sender", "角色", "说话人"),
    "text": ("text", "content", "message", "内容", "文字", "消息"),
    "at": ("at", "time", "sent_at", "timestamp", "时间"),
    "agent": ("agent", "alias", "agent_alias", "座席", "客服"),
    "channel": ("channel", "渠道"),
    "queue": ("queue", "shop", "队列", "店铺"),
    "score": ("score", "rating", "satisfaction", "csat", "评分", "满意度"),
}
_ROLES = {
    "客户": "customer",
    "用户": "customer",
    "买家": "customer",
    "座席": "agent",
    "客服": "agent",
    "系统": "system",
}


class FileUnreadable(ValueError):
    """The file as a whole; ``code`` is stable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Piece:
    """One conversation (or satisfaction row) as it would come through the API, or why it can't be read."""

    row: int
    sent: dict[str, Any]
    problem: str = ""


def json_lines(file: IO[bytes]) -> Iterator[Piece]:
    """A piece per line; what is beyond 16 MB in one line is cut, and so refused as no JSON."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE)
        if line.strip():
            yield _json_piece(number, line)


def _json_piece(number: int, line: bytes) -> Piece:
    try:
        sent = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Piece(number, {}, "not_json")
    return Piece(number, sent) if isinstance(sent, dict) else Piece(number, {}, "not_an_object")


def table_turns(table: Table, *, channel: str) -> Iterator[Piece]:
    """A row per turn; rows of one conversation stand together. Raises FileUnreadable where a column is missing."""
    columns = _columns(table, ("id", "role", "text"))
    open_one: dict[str, Any] = {}
    first = 0
    for row in table.rows():
        if row.problem:
            yield Piece(row.number, {}, row.problem.code)
            continue
        cells = _cells(columns, row.cells)
        if open_one and cells["id"] != open_one["id"]:
            yield Piece(first, open_one)
            open_one = {}
        if not open_one:
            first, open_one = row.number, _begun(cells, channel)
        open_one["turns"].append(_turn(cells))
    if open_one:
        yield Piece(first, open_one)


def table_scores(table: Table) -> Iterator[Piece]:
    """A row per answer: the conversation's id and a score."""
    columns = _columns(table, ("id", "score"))
    for row in table.rows():
        yield Piece(row.number, {}, row.problem.code) if row.problem else Piece(row.number, _cells(columns, row.cells))


def share_of(score: str, *, best: float) -> float:
    """A score from 1 to ``best`` as 0 to 1. Raises RowProblem."""
    try:
        value = float(score)
    except ValueError:
        raise RowProblem("not_a_number", "score", score) from None
    if not 1 <= value <= best:
        raise RowProblem("out_of_range", "score", score)
    return (value - 1) / (best - 1)


def _columns(table: Table, needed: tuple[str, ...]) -> dict[str, int]:
    found = {}
    for name, spellings in _NAMES.items():
        places = [n for n, head in enumerate(table.header) if head in spellings]
        if places:
            found[name] = places[0]
    if not all(name in found for name in needed):
        raise FileUnreadable("columns_missing")
    return found


def _cells(columns: Mapping[str, int], cells: Any) -> dict[str, str]:
    return {name: str(cells[place]).strip() if place < len(cells) else "" for name, place in columns.items()}


def _begun(cells: Mapping[str, str], channel: str) -> dict[str, Any]:
    given = {key: cells[key] for key in ("agent", "queue") if cells.get(key)}
    return {"id": cells["id"], "channel": cells.get("channel") or channel, "turns": [], **given}


def _turn(cells: Mapping[str, str]) -> dict[str, Any]:
    role = cells["role"].lower()
    turn = {"role": _ROLES.get(role, role), "text": cells["text"]}
    return {**turn, "at": cells["at"]} if cells.get("at") else turn
