"""Every write of orders: drafting, quoting and submitting, and the life after."""

from tasks.orders.actions.drafting import (
    Positioning,
    choose_volumes,
    compute_curve,
    position_order,
    start_order,
)
from tasks.orders.actions.quoting import find_alternatives, quote_order, submit_order, take_alternative
from tasks.orders.actions.running import (
    cancel_order,
    cancel_shift,
    finish_order,
    raise_pay,
    run_order,
    start_staffing,
)

__all__ = [
    "Positioning",
    "cancel_order",
    "cancel_shift",
    "choose_volumes",
    "compute_curve",
    "find_alternatives",
    "finish_order",
    "position_order",
    "quote_order",
    "raise_pay",
    "run_order",
    "start_order",
    "start_staffing",
    "submit_order",
    "take_alternative",
]
