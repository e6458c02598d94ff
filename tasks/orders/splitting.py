"""Scenario splitting: which kinds of contact an order is about, and what share of the volumes that is."""

from tasks.orders.models import ContactType, Order
from tasks.orders.rules import ordered_share


def share_of(order: Order, channel: str) -> float:
    """The share of the volumes that is ordered: of the client's kinds on this channel, those chosen and fit.

    An order that names no kind orders all that are fit and marked to be ordered; without any kind, everything.
    """
    types = list(ContactType.objects.filter(client=order.client_id, channel=channel))
    named = set(order.contact_types.values_list("pk", flat=True))
    chosen = [one.pk in named if named else one.ordered for one in types]
    return ordered_share([(one.volume_share, one.is_fit) for one in types], chosen)
