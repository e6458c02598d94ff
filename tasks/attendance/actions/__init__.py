"""Every write of attendance."""

from tasks.attendance.actions.channels import change_channel, channel_of, channels_open_to
from tasks.attendance.actions.complaining import hear_agent, log_feedback, open_complaint, settle_complaint
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
from tasks.attendance.actions.helping import answer_ticket, ask_help, form_teams, hand_on, lead_of, take_ticket
from tasks.attendance.actions.incidents import close_incident, report_incident
from tasks.attendance.actions.knowledge import withdraw_article, write_article
from tasks.attendance.actions.missing import close_missed, end_day_early, mark_missed, nudge, turn_shift
from tasks.attendance.actions.naming import name_for_client
from tasks.attendance.actions.steering import call_hubs, call_standbys, raise_bonus, send_another_wave
from tasks.attendance.actions.workplace import close_access, hand_in_logins, lend_login, open_access, retire_login

__all__ = [
    "acknowledge_rules",
    "answer_ticket",
    "approve_by_rule",
    "ask_correction",
    "ask_help",
    "call_hubs",
    "call_standbys",
    "change_channel",
    "channel_of",
    "channels_open_to",
    "check_in",
    "check_out",
    "close_access",
    "close_incident",
    "close_missed",
    "confirm_day",
    "decide_correction",
    "end_day_early",
    "expect",
    "form_teams",
    "go_on",
    "hand_in_logins",
    "hand_on",
    "has_acknowledged",
    "hear_agent",
    "lead_of",
    "lend_login",
    "log_feedback",
    "mark_missed",
    "name_for_client",
    "nudge",
    "open_access",
    "open_complaint",
    "raise_bonus",
    "report_fault",
    "report_incident",
    "retire_login",
    "send_another_wave",
    "settle_complaint",
    "start_break",
    "take_ticket",
    "turn_shift",
    "withdraw_article",
    "write_article",
]
