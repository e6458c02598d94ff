"""Every write of orders: drafting, quoting and submitting, and the life after."""

from tasks.orders.actions.alternatives import find_alternatives, take_alternative
from tasks.orders.actions.drafting import (
    Positioning,
    choose_volumes,
    compute_curve,
    position_order,
    start_order,
)
from tasks.orders.actions.preparing import (
    answer_call,
    begin_emergency,
    begin_launch,
    call_due,
    close_risk,
    drop_contact_type,
    end_run,
    finish_launch_task,
    raise_risk,
    save_contact_type,
    save_contingency,
    set_off,
    take_launch_task,
)
from tasks.orders.actions.quoting import ask_owner, quote_order, submit_order
from tasks.orders.actions.reviewing import approve_hours, review_work
from tasks.orders.actions.running import (
    cancel_order,
    cancel_shift,
    finish_order,
    raise_pay,
    run_order,
    start_staffing,
)
from tasks.orders.actions.settling import resume_quotes, settle_quote

__all__ = [
    "Positioning",
    "answer_call",
    "approve_hours",
    "ask_owner",
    "begin_emergency",
    "begin_launch",
    "call_due",
    "cancel_order",
    "cancel_shift",
    "choose_volumes",
    "close_risk",
    "compute_curve",
    "drop_contact_type",
    "end_run",
    "find_alternatives",
    "finish_launch_task",
    "finish_order",
    "position_order",
    "quote_order",
    "raise_pay",
    "raise_risk",
    "resume_quotes",
    "review_work",
    "run_order",
    "save_contact_type",
    "save_contingency",
    "set_off",
    "settle_quote",
    "start_order",
    "start_staffing",
    "submit_order",
    "take_alternative",
    "take_launch_task",
]
