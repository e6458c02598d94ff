"""Every write of quality."""

from tasks.quality.actions.appealing import answer_appeal, open_appeal
from tasks.quality.actions.deciding import close_alert, confirm_red_line, dismiss_hit, take_alert
from tasks.quality.actions.receiving import Received, receive_conversation
from tasks.quality.actions.reviewing import submit_review, top_up_sample
from tasks.quality.actions.rule_sets import draft_rule_set, publish_rule_set, rule_set_in_force

__all__ = [
    "Received",
    "answer_appeal",
    "close_alert",
    "confirm_red_line",
    "dismiss_hit",
    "draft_rule_set",
    "open_appeal",
    "publish_rule_set",
    "receive_conversation",
    "rule_set_in_force",
    "submit_review",
    "take_alert",
    "top_up_sample",
]
