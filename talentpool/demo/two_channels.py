"""One past order of the demo serves two channels: calls in the first half of each shift, chats in the second.

It has its volumes and curves, so that its service report shows both channels against the promise.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from talentpool.agents.states import Channel
from tasks.orders.models import FurtherChannel, Order, ServiceLevel, Shift
from tasks.orders.states import ActivityKind, OrderState
from tasks.staffing.actions import Asked, compute_requirement, enter_volumes
from tasks.staffing.models import Requirement

HALF_HOUR = timedelta(minutes=30)
CALLS_A_SEAT, CHATS_A_SEAT = 6.0, 9.0  # in half an hour, as many as one person takes among a few
CALL_S, CHAT_S = 210.0, 300.0


def lay() -> Order:
    """Make the last finished order on calls the one with two channels."""
    order = Order.objects.filter(state=OrderState.DONE, channel=Channel.CALL).order_by("-starts_on", "-pk")[0]
    shifts = list(order.shifts.prefetch_related("activities"))
    for shift in shifts:
        shift.channels = [Channel.CALL, Channel.CHAT]
        second = [one for one in shift.activities.all() if one.kind == ActivityKind.WORK][1:]
        for one in second:
            one.channel = Channel.CHAT
            one.save(update_fields=["channel"])
        shift.save(update_fields=["channels"])
    order.requirement = _curve(order, Channel.CALL, shifts)
    order.volumes = order.requirement.volumes
    order.save(update_fields=["requirement", "volumes"])
    chats = _curve(order, Channel.CHAT, shifts)
    level = ServiceLevel.objects.filter(channel=Channel.CHAT).order_by("pk")[0]
    FurtherChannel.objects.create(
        order=order, channel=Channel.CHAT, service_level=level, volumes=chats.volumes, requirement=chats
    )
    return order


def _curve(order: Order, channel: Channel, shifts: list[Shift]) -> Requirement:
    volumes = enter_volumes(
        client=order.client,
        name=f"{order.title} · {channel.label}",
        intervals=list(_contacts(channel, shifts)),
        by=order.created_by,
        channel=channel,
        minutes=30,
    )
    if order.starts_on is None or order.ends_on is None:
        raise ValueError("a past order has days")
    asked = Asked(order.starts_on, order.ends_on, shrinkage=Decimal(0), target_share=0.8, target_s=20)
    return compute_requirement(volumes=volumes, asked=asked, by=order.created_by)


def _contacts(channel: Channel, shifts: list[Shift]) -> Iterator[dict[str, Any]]:
    """Half-hours of the channel's half of every shift; a break belongs to the work before it."""
    per_seat, handling = (CALLS_A_SEAT, CALL_S) if channel == Channel.CALL else (CHATS_A_SEAT, CHAT_S)
    found: dict[Any, float] = {}
    for shift in shifts:
        first, last = (0, 4) if channel == Channel.CALL else (4, 8)
        for step in range(first, last):
            at = shift.starts_at + HALF_HOUR * step
            found[at] = found.get(at, 0.0) + per_seat * max(1, shift.seats_asked - 2)
    for at, offered in sorted(found.items()):
        yield {"starts_at": at, "offered": offered, "handling_s": handling}
