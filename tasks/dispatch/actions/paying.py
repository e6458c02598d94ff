"""The pay an offer is written with."""

from collections.abc import Iterable

from django.db import transaction

from tasks.orders.models import Shift


@transaction.atomic
def hold_pay(*, shifts: Iterable[Shift]) -> dict[int, int]:
    """The pay an hour of each shift by its key, minor units, as it is now; nobody raises it until our commit.

    Who writes an offer read the shift some time ago. A raise that was committed since then would never reach that offer.
    Comes before any other lock: shift, Load, seat, offer.
    """
    rows = Shift.objects.select_for_update(no_key=True).filter(pk__in={one.pk for one in shifts}).order_by("pk")
    return dict(rows.values_list("pk", "pay_minor"))
