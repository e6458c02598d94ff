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
from benchmarks.pool import SyntheticPool
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from tasks.quality.actions import recount, rule_set_in_force
from tasks.quality.dashboard import asked_from, dashboard, pareto
from tasks.quality.models import Conversation, ConversationSearch, Inspection, RuleSet
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
_COUNTED = (
    "conversationsearch", "conversation", "inspection", "daycount", "dayrule", "daytotal", "monthcount", "monthrule",
)  # fmt: skip
BATCH, SEEDS = 5_000, 20_000
QUEUES = 7
PEOPLE = 200  # who had them: 14 a day each, when a year has a million


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
    first = Agent.objects.order_by("pk").values_list("pk", flat=True)[0]
    at = now()
    for start in range(0, many, BATCH):
        talks = []
        for n in range(start, min(many, start + BATCH)):
            when, agent = at - timedelta(days=365 * (many - n) / many), chance.randrange(PEOPLE)
            talks.append(
                Conversation(
                    client=client, external_id=f"b{n}", turns=_turns(chance, n), received_at=when,
                    agent_id=first + agent, queue=f"q{(first + agent) % QUEUES}",
                )
            )  # fmt: skip
        kept = Conversation.objects.bulk_create(talks)
        ConversationSearch.objects.bulk_create(
            [
                ConversationSearch(conversation=c, client=client, grams=grams_of(t["text"] for t in c.turns))
                for c in kept
            ]
        )
        Inspection.objects.bulk_create([_inspected(chance, n, c, rules) for n, c in enumerate(kept)])


def _turns(chance: random.Random, number: int) -> list[dict[str, str]]:
    turns = [{"role": "agent" if t % 2 else "customer", "text": "".join(chance.choices(_SAID, k=8))} for t in range(10)]
    if number % 20_000 == 7:
        turns[3]["text"] += RARE
    return turns


def _inspected(chance: random.Random, number: int, conversation: Conversation, rules: RuleSet) -> Inspection:
    hit = {"rule": "refusal", "severity": "prohibited", "group": "service", "word": "x", "turn": 1, "start": 0,
           "end": 1, "state": "found"}  # fmt: skip
    return Inspection(
        conversation=conversation,
        rule_set=rules,
        client_id=conversation.client_id,
        agent_id=conversation.agent_id,
        service=85.0,
        other=90.0,
        score=min(100.0, chance.gauss(85, 6)),
        inspected_at=conversation.received_at,
        changed_at=conversation.received_at,
        topic="delivery" if number % 3 else "refund",
        signals=["repeat"] if number % 17 == 0 else [],
        hits=[hit] if number % 25 == 0 else [],
    )


def _copy(cursor: CursorWrapper, number: int) -> None:
    """All seeds once more, under other ids and by other people. ``number``: which copy it is."""
    cursor.execute("SELECT min(id), max(id), min(agent_id) FROM quality_conversation WHERE external_id ~ '^b[0-9]+$'")
    first, last, person = cursor.fetchone()
    agent = f"{person} + (agent_id - {person} + {number}) % {PEOPLE}"
    made = {
        "id": f"id + {number * SEEDS}", "conversation_id": f"conversation_id + {number * SEEDS}",
        "ref": "gen_random_uuid()", "external_id": f"external_id || '-{number}'",
        "agent_id": agent, "queue": f"'q' || ({agent}) % {QUEUES}",
    }  # fmt: skip
    for table, key in (
        ("conversation", "id"),
        ("inspection", "conversation_id"),
        ("conversationsearch", "conversation_id"),
    ):
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
            [f"quality_{table}"],
        )
        columns = [name for (name,) in cursor.fetchall()]
        named = ", ".join(f'"{c}"' for c in columns)
        values = ", ".join(made.get(c, f'"{c}"') for c in columns)
        cursor.execute(
            f"INSERT INTO quality_{table} ({named}) SELECT {values} FROM quality_{table}"
            f" WHERE {key} BETWEEN {first} AND {last}"
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
    SyntheticPool.of(PEOPLE)
    client = Client.objects.create(slug="finding", name={"en": "F", "zh-hans": "F"})
    _fill(client, many)
    recount(everything=True)
    with connection.cursor() as cursor:
        for table in _COUNTED:
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
