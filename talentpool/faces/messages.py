"""Which facts client companies hear of: every room's, gathered in the last room, which may know them all."""

from talentpool.messaging.topics import on

for topic in (
    "order.submitted",
    "order.cancelled",
    "order.done",
    "seat.claimed",
    "shift.cancelled",
    "shift.scaled",
    "attendance.no_show",
    "invoice.sent",
):
    on(topic, f"talentpool.faces.announcing.on_{topic.replace('.', '_')}")
