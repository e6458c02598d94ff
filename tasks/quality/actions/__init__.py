"""Every write of quality."""

from tasks.quality.actions.appealing import answer_appeal, open_appeal
from tasks.quality.actions.deciding import close_alert, confirm_red_line, dismiss_hit, take_alert
from tasks.quality.actions.drafting import (
    begin_rule_set,
    copy_rule_set,
    discard_draft,
    draft_rule_set,
    drop_piece,
    move_piece,
    publish_rule_set,
    put_frame,
    put_piece,
)
from tasks.quality.actions.receiving import Received, receive_conversation
from tasks.quality.actions.reviewing import submit_review, top_up_sample
from tasks.quality.actions.rule_sets import rule_set_in_force
from tasks.quality.actions.trying_out import ask_try_out, judge_hit, judge_sampled_hit, resume_try_outs, run_try_out

__all__ = [
    "Received",
    "answer_appeal",
    "ask_try_out",
    "begin_rule_set",
    "close_alert",
    "confirm_red_line",
    "copy_rule_set",
    "discard_draft",
    "dismiss_hit",
    "draft_rule_set",
    "drop_piece",
    "judge_hit",
    "judge_sampled_hit",
    "move_piece",
    "open_appeal",
    "publish_rule_set",
    "put_frame",
    "put_piece",
    "receive_conversation",
    "resume_try_outs",
    "rule_set_in_force",
    "run_try_out",
    "submit_review",
    "take_alert",
    "top_up_sample",
]
