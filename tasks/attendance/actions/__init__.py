"""Every write of attendance."""

from tasks.attendance.actions.correcting import ask_correction, decide_correction
from tasks.attendance.actions.day import (
    acknowledge_rules,
    approve_by_rule,
    check_in,
    check_out,
    confirm_day,
    expect,
    go_on,
    has_acknowledged,
    report_fault,
    start_break,
)
from tasks.attendance.actions.missing import close_missed, end_day_early, mark_missed, nudge, turn_shift
from tasks.attendance.actions.naming import name_for_client

__all__ = [
    "acknowledge_rules",
    "approve_by_rule",
    "ask_correction",
    "check_in",
    "check_out",
    "close_missed",
    "confirm_day",
    "decide_correction",
    "end_day_early",
    "expect",
    "go_on",
    "has_acknowledged",
    "mark_missed",
    "name_for_client",
    "nudge",
    "report_fault",
    "start_break",
    "turn_shift",
]
