"""An order of several channels: one curve each, shifts that change over at a break, people who can do both."""

from typing import Any

import pytest
from django.test import Client as Browser

from accounts.models import Client, User
from talentpool.activation.models import Hold
from talentpool.agents.models import AgentChannel
from talentpool.kernel.clock import now
from tasks.orders import actions, errors
from tasks.orders.demand import demand_of
from tasks.orders.models import FurtherChannel, Order, ServiceLevel
from tasks.staffing.models import VolumeSet
from tests.factories import activation as pool
from tests.factories import orders as make
from tests.tasks.orders.test_api import JSON, entry, with_key
from tests.tasks.orders.test_preparing import browser_of

pytestmark = pytest.mark.django_db


def chat_level() -> ServiceLevel:
    fields = {"channel": "chat", "share": 0.8, "seconds": 60, "name": {"en": "Chat in a minute"}}
    return ServiceLevel.objects.get_or_create(code="chat-80-60", defaults=fields)[0]


def volumes_of(company: Client, channel: str) -> VolumeSet:
    return make.volumes(company, days=1, offered=40, channel=channel, name=channel)


def both(company: Client, planner: User, **fields: Any) -> Order:
    """Calls and chats on one day, ready for a quote."""
    make.rate_card(company)
    make.rate_card(company, channel="chat", contact_minor=20)
    make.scenario()
    order = actions.start_order(client=company, template=make.scenario(), by=planner)
    tomorrow = make.positioning().starts_on
    asked = make.positioning(ends_on=tomorrow, also=[chat_level()], **fields)
    order = actions.position_order(order=order, positioning=asked, by=planner)
    for channel in ("call", "chat"):
        order = actions.choose_volumes(order=order, volumes=volumes_of(company, channel), by=planner)
    return order


def curves(order: Order, planner: User) -> Order:
    for channel in ("call", "chat"):
        order = actions.compute_curve(order=order, asked=make.terms(order), by=planner, channel=channel)
    return order


def test_every_channel_needs_its_volumes_and_its_curve(company: Client, planner: User) -> None:
    order = both(company, planner)
    order = actions.compute_curve(order=order, asked=make.terms(order), by=planner)
    with pytest.raises(errors.NotComplete):
        actions.quote_order(order=order, by=planner)
    assert FurtherChannel.objects.get().volumes
    order = actions.position_order(order=order, positioning=make.positioning(), by=planner)
    assert not order.further.exists()


def test_shifts_cover_both_channels_and_change_over_at_a_break(company: Client, planner: User) -> None:
    order = curves(both(company, planner), planner)
    quote = actions.quote_order(order=order, by=planner)
    shifts = list(order.shifts.prefetch_related("activities"))
    assert any(len(shift.channels) == 2 for shift in shifts)
    for line in (order, order.further.get()):
        assert line.requirement
        for row in line.requirement.intervals.all():
            there = sum(_serves(shift, line.channel, row.starts_at) for shift in shifts)
            assert there >= row.seats, (line.channel, row.starts_at)
    assert quote.terms["contact_minors"] == {"call": 0, "chat": 20}
    assert quote.breakdown["contacts"] == pytest.approx(2 * 16 * 40)
    assert quote.breakdown["contacts_minor"] == pytest.approx(16 * 40 * 20)


def _serves(shift: Any, channel: str, at: Any) -> int:
    """Seats of a shift on a channel; a break belongs to the work before it."""
    last = ""
    for one in shift.activities.all():
        last = one.channel or last
        if one.starts_at <= at < one.ends_at:
            return shift.seats_asked if last == channel else 0
    return 0


def test_only_people_of_both_channels_are_asked_for_a_shift_of_both(company: Client, planner: User) -> None:
    callers = [pool.ready_agent(now(), make.skill(), channel="call") for _ in range(30)]
    order = curves(both(company, planner), planner)
    alone = actions.quote_order(order=order, by=planner)
    for agent in callers:
        AgentChannel.objects.create(agent=agent, channel="chat", level=3)
    together = actions.quote_order(order=order, by=planner)
    assert alone.breakdown["qualified"] < together.breakdown["qualified"]
    two = [slot for slot in demand_of(order).slots if len(slot.channels) == 2]
    assert two


def test_who_has_nobody_for_both_can_have_one_channel_a_shift(company: Client, planner: User) -> None:
    for channel in ("call", "chat"):
        for _ in range(20):
            pool.ready_agent(now(), make.skill(), channel=channel)
    order = curves(both(company, planner), planner)
    mixed = actions.quote_order(order=order, by=planner)
    found = actions.find_alternatives(order=order, by=planner)
    way = next(one for one in found.alternatives if one["code"] == "one_channel")
    assert way["promised_fill"] > mixed.promised_fill
    taken = actions.take_alternative(order=order, code="one_channel", by=planner)
    assert taken.promised_fill == pytest.approx(way["promised_fill"], abs=0.05)
    assert all(len(shift.channels) == 1 for shift in order.shifts.all())


def test_holds_of_a_mixed_order_are_counted_by_the_first_channel_of_each_shift(company: Client, planner: User) -> None:
    for _ in range(20):
        agent = pool.ready_agent(now(), make.skill(), channel="call")
        AgentChannel.objects.create(agent=agent, channel="chat", level=3)
    order = curves(both(company, planner), planner)
    actions.quote_order(order=order, by=planner)
    actions.submit_order(order=order, by=planner)
    assert {hold.channel for hold in Hold.objects.all()} == {"call", "chat"}


def test_a_planner_orders_two_channels_through_the_pages(company: Client, planner: User) -> None:
    door, level = browser_of(planner), chat_level()
    make.rate_card(company)
    make.rate_card(company, channel="chat")
    order = actions.start_order(client=company, template=make.scenario(), by=planner)
    at, day = f"/client/orders/{order.ref}", make.positioning().starts_on
    given = {
        "title": "Sale", "service_level": order.service_level_id, "skill": make.skill().pk, "starts_on": day,
        "language": make.language().pk, "ends_on": day, "also": [level.pk], "mixes_channels": "on",
    }  # fmt: skip
    twice = {**given, "also": [level.pk, order.service_level_id]}
    assert "one service level for each channel" in door.post(f"{at}/need/", twice).content.decode()
    assert door.post(f"{at}/need/", given).status_code == 302
    calls, chats = volumes_of(company, "call"), volumes_of(company, "chat")
    door.post(f"{at}/volumes/", {"volumes": calls.ref})
    assert door.get(f"{at}/").headers["Location"] == f"{at}/volumes/"
    door.post(f"{at}/volumes/", {"volumes": calls.ref, "volumes_chat": chats.ref})
    common = {"share": "80", "target_s": "20", "shrinkage": "0", "max_occupancy": "100", "new_share": "100"}
    door.post(f"{at}/curve/?channel=call", {**common, "model": "erlang_a", "patience_s": "120"})
    assert "Next: seats for" in door.get(f"{at}/curve/?channel=call").content.decode()
    door.post(f"{at}/curve/?channel=chat", {**common, "concurrency": "2", "slowdown": "30"})
    assert door.post(f"{at}/quote/").status_code == 302
    assert "→" in door.get(f"{at}/quote/").content.decode()
    assert len(door.get(f"{at}/curve.csv?channel=chat").content.splitlines()) == 17


def test_a_machine_orders_two_channels_and_a_certificate(company: Client, planner: User) -> None:
    make.rate_card(company)
    make.rate_card(company, channel="chat")
    make.scenario()
    make.skill()
    make.language()
    make.skill("payments")
    api, level = with_key(company, "orders:read", "orders:write"), chat_level()
    more = {"service_level": level.code, "volumes": str(volumes_of(company, "chat").ref), "terms": {}}
    given = entry(str(volumes_of(company, "call").ref), further=[more], certificates=["payments"])
    made = api.post("/api/v1/orders/", given, JSON)
    assert made.status_code == 201, made.content
    assert made.json()["further"] == ["chat"]
    at = f"/api/v1/orders/{made.json()['ref']}"
    assert api.post(f"{at}/quote/").status_code == 201
    assert {tuple(shift["channels"]) for shift in api.get(f"{at}/").json()["shifts"]} >= {("call", "chat")}
    assert len(api.get(f"{at}/curve/?channel=chat").json()) == 16
    wrong = api.post("/api/v1/orders/", {**given, "further": [{**more, "volumes": given["volumes"]}]}, JSON)
    assert wrong.status_code == 400


def test_who_lacks_a_further_certificate_is_not_asked(company: Client, planner: User) -> None:
    for _ in range(10):
        pool.ready_agent(now(), make.skill(), channel="call")
    order = make.drafted(company, planner)
    assert actions.quote_order(order=order, by=planner).breakdown["eligible"] == 10
    asked = make.positioning(certificates=[make.skill("payments")])
    order = actions.position_order(order=order, positioning=asked, by=planner)
    order = actions.compute_curve(order=order, asked=make.terms(order), by=planner)
    assert actions.quote_order(order=order, by=planner).breakdown["eligible"] == 0


def test_favourites_and_blocks_are_kept_by_alias_and_by_nothing_else(world: Any) -> None:
    door = browser_of(world.users["planner"])
    page = door.get("/client/people/").content.decode()
    assert "Alias-Alpha" in page
    ref = world.agent.aliases.get(client=world.client).ref
    assert door.post(f"/client/people/{ref}/", {"kind": "favourite"}).status_code == 302
    assert "Alias-Alpha" in door.get("/client/people/?kind=favourite").content.decode()
    assert "Alias-Alpha" not in door.get("/client/people/?kind=block").content.decode()
    hers: Browser = browser_of(world.users["stranger"])
    assert hers.post(f"/client/people/{ref}/", {"kind": "block"}).status_code == 404
    door.post(f"/client/people/{ref}/", {"kind": ""})
    assert not world.client.agent_preferences.exists()
