"""Dashboards over days and months say what a plain recount of the inspections says."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from accounts.principals import Principal
from tasks.quality import actions
from tasks.quality.counted import Asked, counts_by_code, sums_by, sums_by_day
from tasks.quality.evidence import inspections
from tasks.quality.leads import lead_of
from tasks.quality.models import DayTotal, Inspection
from tasks.quality.overview import local_day
from tasks.quality.rules.spans import next_month, whole_months
from tests.factories import accounts, work
from tests.factories.conversations import sent
from tests.world import World

UNTIL = date(2026, 11, 12)
QUEUES = ("旗舰店", "专营店", "")
SAID = ("随你便", "已为您申请退款", "这个我办不到", "您好")
ASKED = ("我要投诉，快递一直没到", "快递还没解决，第二次来了", "发票怎么开", "退货")
SPANS = [
    (7, {}),
    (30, {}),
    (90, {}),
    (365, {}),
    (90, {"queue": "旗舰店"}),
    (90, {"channel": "chat"}),
    (365, {"agent": "hers"}),
    (90, {"team": "hers"}),
]


def talked(world: World, count: int = 24) -> list[Inspection]:
    """Conversations of one agent and of nobody, in some shops, over seven months, each with what was broken in it."""
    chance, done = Random(5), work.worked(client=world.client, person=world.agent)
    other = work.worked(client=world.client, person=world.agent, starts_at=done.shift.starts_at - timedelta(days=1))
    world.other_agent.is_backbone = True
    world.other_agent.save(update_fields=["is_backbone"])
    work.assignment(world.other_agent, done.shift)  # the lead there; in the other shift there is none
    for n in range(count):
        talk = sent(done if n % 3 else other, chance.choice(SAID), name=f"c-{n}", queue=chance.choice(QUEUES))
        talk["turns"][0]["text"] = chance.choice(ASKED)
        if n % 4 == 0:
            del talk["agent"]
        found = actions.receive_conversation(client=world.client, sent=talk, by=None).inspection
        day = UNTIL - timedelta(days=chance.choice([0, 3, 6, 7, 11, 12, 29, 30, 42, 88, 100, 200]))
        at = datetime.combine(day, time(hour=chance.choice([0, 12, 23])), tzinfo=ZoneInfo(settings.TIME_ZONE))
        Inspection.objects.filter(pk=found.pk).update(inspected_at=at)
    actions.recount(everything=True)
    return list(Inspection.objects.select_related("conversation"))


def figures(rows: list[Inspection]) -> tuple[int, int, int, int, int, float, float]:
    """The sums, one inspection after the other."""
    scores = [float(i.score) for i in rows if i.score is not None]
    return (
        len(rows),
        sum(len(i.conversation.turns) for i in rows),
        len(scores),
        sum("complaint" in i.signals or "media" in i.signals for i in rows),
        sum("repeat" in i.signals for i in rows),
        pytest.approx(sum(scores)),
        pytest.approx(sum(s * s for s in scores)),
    )


def counted(sums: dict[str, Any]) -> tuple[Any, ...]:
    names = ("conversations", "turns", "scored", "complaints", "repeats", "score_sum", "score_squares")
    return tuple(sums[name] for name in names)


def by(rows: list[Inspection], key: Callable[[Inspection], Any]) -> dict[Any, Any]:
    parted = defaultdict(list)
    for row in rows:
        parted[key(row)].append(row)
    return {key: figures(some) for key, some in parted.items()}


@pytest.mark.django_db
def test_days_months_and_totals_equal_a_plain_recount_also_after_a_change(world: World) -> None:
    every = talked(world)
    hat = Principal(client=world.client)
    for changed in (False, True):
        if changed:
            broken = next(i for i in every if any(h["rule"] == "impatience" for h in i.hits))
            place = next(n for n, h in enumerate(broken.hits) if h["rule"] == "impatience")
            actions.dismiss_hit(inspection=broken, place=place, reason="引用", by=accounts.staff("analyst"))
            actions.recount()
            every = list(Inspection.objects.select_related("conversation"))
        for days, filters in SPANS:
            keys = {"agent": str(world.agent.pk), "team": str(world.other_agent.pk)}
            values = {key: keys.get(key, value) for key, value in filters.items()}
            _compare(hat, Asked(UNTIL, days, "queue", values), every)


def _compare(hat: Principal, asked: Asked, every: list[Inspection]) -> None:
    rows = [i for i in every if asked.since <= local_day(i.inspected_at) <= asked.until and _is_asked_for(i, asked)]
    assert {d: counted(s) for d, s in sums_by_day(hat, asked).items()} == by(rows, lambda i: local_day(i.inspected_at))
    for grouping, key in (
        ("queue", lambda i: i.conversation.queue),
        ("channel", lambda i: i.conversation.channel),
        ("client", lambda i: i.client_id),
        ("agent", lambda i: i.agent_id),
        ("team", _lead),
    ):
        assert {k: counted(s) for k, s in sums_by(hat, asked, grouping).items()} == by(rows, key)
    broken = Counter(code for i in rows for code in {h["rule"] for h in i.hits if h["state"] != "dismissed"})
    assert {c: s["conversations"] for c, s in counts_by_code(hat, asked, "rule").items()} == broken
    topics = Counter(i.topic for i in rows if i.topic)
    assert {c: s["conversations"] for c, s in counts_by_code(hat, asked, "topic").items()} == topics
    assert {i.pk for i in inspections(hat, asked, {})} == {i.pk for i in rows}


def _lead(inspection: Inspection) -> int | None:
    lead = lead_of(inspection=inspection)
    return lead.agent.pk if lead else None


def _is_asked_for(inspection: Inspection, asked: Asked) -> bool:
    talk = inspection.conversation
    own = {
        "queue": talk.queue,
        "channel": talk.channel,
        "agent": str(inspection.agent_id),
        "team": str(_lead(inspection)),
    }
    return all(own[key] == value for key, value in asked.values.items())


@pytest.mark.django_db
def test_rows_of_everybody_together_are_no_agents_to_read(world: World) -> None:
    talked(world, 2)
    assert DayTotal.objects.visible_to(Principal(client=world.client)).exists()
    assert not DayTotal.objects.visible_to(Principal(agent_id=world.agent.pk)).exists()
    assert not DayTotal.objects.visible_to(Principal()).exists()


@given(since=st.dates(date(2020, 1, 1), date(2030, 1, 1)), days=st.integers(1, 400))
def test_whole_months_and_the_days_around_them_are_each_day_once(since: date, days: int) -> None:
    until = since + timedelta(days=days - 1)
    first, last = whole_months(since, until)
    every = {since + timedelta(days=n) for n in range(days)}
    months = {day.replace(day=1) for day in every}
    whole = {m for m in months if all(m + timedelta(days=n) in every for n in range((next_month(m) - m).days))}
    assert {day for day in every if first <= day < last} == {day for day in every if day.replace(day=1) in whole}
    assert since <= first <= last <= until + timedelta(days=1)
