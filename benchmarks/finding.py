"""Searching conversations in Chinese, and dashboards over a year, at a size given by --agents (conversations)."""

import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import quantiles

from django.db import connection
from django.db.backends.utils import CursorWrapper

from accounts.models import Client
from accounts.principals import Principal
from benchmarks.measure import Headline, Scale, count
from talentpool.kernel.clock import now
from tasks.quality.actions import recount, rule_set_in_force
from tasks.quality.dashboard import asked_from, dashboard, pareto
from tasks.quality.models import Conversation, ConversationSearch, Inspection
from tasks.quality.overview import local_day
from tasks.quality.rules.grams import grams_of
from tasks.quality.search import found_conversations

_SAID = [
    "快递", "退款", "发票", "优惠券", "坏了", "换货", "安装", "师傅", "什么时候", "没收到", "请问",
    "您好", "订单", "已经", "为您", "处理", "查询", "麻烦", "谢谢", "不客气", "颜色", "尺码",
    "保修", "客服", "电话", "地址", "修改", "取消", "付款", "到账", "物流", "仓库", "发货",
    "赠品", "屏幕", "电池", "充电", "会员", "积分", "活动",
]  # fmt: skip
RARE, USUAL, TWO = "琥珀色", "快递", "赠品 到账"
BATCH, SEEDS = 5_000, 20_000


def _fill(client: Client, many: int) -> None:
    """Conversations of ten turns with their search rows and inspections, spread over a year; a word in 20,000 is rare.

    The first ``SEEDS`` are made here, the others are copies the database makes of them. The index of the words is built
    when all are there, as after a restored copy.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'conversation_grams'")
        definition = cursor.fetchone()[0]
        cursor.execute("DROP INDEX conversation_grams")
        _seed(client, min(many, SEEDS))
        cursor.execute("SET session_replication_role = replica")  # copies need no history and no checks
        for copy in range(1, -(-many // SEEDS)):
            _copy(cursor, copy)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute(definition)


def _seed(client: Client, many: int) -> None:
    chance = random.Random(11)
    rules = rule_set_in_force(client=client, channel="chat")
    at = now()
    for start in range(0, many, BATCH):
        talks = []
        for n in range(start, min(many, start + BATCH)):
            turns = [
                {"role": "agent" if t % 2 else "customer", "text": "".join(chance.choices(_SAID, k=8))}
                for t in range(10)
            ]
            if n % 20_000 == 7:
                turns[3]["text"] += RARE
            when = at - timedelta(days=365 * (many - n) / many)
            talks.append(
                Conversation(client=client, external_id=f"b{n}", turns=turns, received_at=when, queue=f"q{n % 7}")
            )
        kept = Conversation.objects.bulk_create(talks)
        ConversationSearch.objects.bulk_create(
            [
                ConversationSearch(conversation=c, client=client, grams=grams_of(t["text"] for t in c.turns))
                for c in kept
            ]
        )
        Inspection.objects.bulk_create(
            [
                Inspection(
                    conversation=c, rule_set=rules, client=client, service=85.0, other=90.0,
                    score=min(100.0, chance.gauss(85, 6)),
                    inspected_at=c.received_at, changed_at=c.received_at, topic="delivery" if n % 3 else "refund",
                    signals=["repeat"] if n % 17 == 0 else [],
                    hits=[{"rule": "refusal", "severity": "prohibited", "group": "service", "word": "x", "turn": 1,
                           "start": 0, "end": 1, "state": "found"}] if n % 25 == 0 else [],
                )
                for n, c in enumerate(kept)
            ]
        )  # fmt: skip


def _copy(cursor: CursorWrapper, number: int) -> None:
    """All seeds once more, under other ids. ``number``: which copy it is."""
    cursor.execute("SELECT min(id), max(id) FROM quality_conversation WHERE external_id ~ '^b[0-9]+$'")
    first, last = cursor.fetchone()
    shift = {"conversation": "id", "inspection": "id, conversation_id", "conversationsearch": "conversation_id"}
    for table, keys in shift.items():
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns"
            " WHERE table_name = %s AND column_name NOT IN ('id', 'ref', 'external_id', 'conversation_id')",
            [f"quality_{table}"],
        )
        same = cursor.fetchone()[0]
        moved = ", ".join(f"{key} + {number * 10_000_000}" for key in keys.split(", "))
        fresh = ", ref" if table != "conversationsearch" else ""
        named = ", external_id" if table == "conversation" else ""
        made = (", gen_random_uuid()" if fresh else "") + (f", external_id || '-{number}'" if named else "")
        key = "id" if table == "conversation" else "conversation_id"
        cursor.execute(
            f"INSERT INTO quality_{table} ({keys}{fresh}{named}, {same}) SELECT {moved}{made}, {same}"
            f" FROM quality_{table} WHERE {key} BETWEEN {first} AND {last}"
        )


def _p95(work: Callable[[], object], times: int = 30) -> float:
    """Milliseconds; the first call warms."""
    work()
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begin))
    return quantiles(taken, n=20)[18]


def run(scale: Scale) -> Iterator[Headline]:
    """Default 20,000 conversations, 200,000 turns."""
    many = scale.agents_or(20_000)
    client = Client.objects.create(slug="finding", name={"en": "F", "zh-hans": "F"})
    _fill(client, many)
    recount(everything=True)
    with connection.cursor() as cursor:
        for table in ("conversationsearch", "conversation", "inspection", "daycount", "dayrule"):
            cursor.execute(f"VACUUM ANALYZE quality_{table}")
    hat = Principal(client=client)
    for name, words in (("rare", RARE), ("usual", USUAL), ("two", TWO)):
        taken = _p95(lambda words=words: found_conversations(hat, words))
        yield count(
            f"search-{name}", taken, target="< 200 ms", n=30, unit="ms", note=f"{many:,} conversations, “{words}”"
        )
    until = local_day(now())
    taken = max(
        _p95(lambda by=by: dashboard(hat, asked_from({"days": "365", "by": by}, until=until)))
        for by in ("queue", "agent")
    )
    yield count("dashboards", taken, target="< 300 ms", n=60, unit="ms", note=f"a year of {many * 10:,} turns")
    taken = _p95(lambda: pareto(hat, asked_from({"days": "365"}, until=until)))
    yield count("dashboards-causes", taken, target="< 300 ms", n=30, unit="ms", note=f"a year of {many * 10:,} turns")
