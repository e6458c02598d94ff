"""Every write of quality."""

from tasks.quality.actions.appealing import answer_appeal, open_appeal
from tasks.quality.actions.assisting import answer_proposal, ask_assistant, settle_proposal
from tasks.quality.actions.calibrating import close_round, open_round
from tasks.quality.actions.cases import make_case, publish_case, retire_case
from tasks.quality.actions.counting import count_day, count_month, recount
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
from tasks.quality.actions.hooks import add_hook, close_hook, receive_by_hook
from tasks.quality.actions.importing import read_batch, resume_batches, undo_batch, upload_conversations
from tasks.quality.actions.improving import make_review, mend_cause, open_cause, send_review
from tasks.quality.actions.receiving import Received, receive_conversation
from tasks.quality.actions.reviewing import judge_hits, submit_review
from tasks.quality.actions.rule_sets import rule_set_in_force
from tasks.quality.actions.sampling import ask_for_people, top_up_sample
from tasks.quality.actions.trying_out import ask_try_out, judge_hit, judge_sampled_hit, resume_try_outs, run_try_out

__all__ = [
    "Received",
    "add_hook",
    "answer_appeal",
    "answer_proposal",
    "ask_assistant",
    "ask_for_people",
    "ask_try_out",
    "begin_rule_set",
    "close_alert",
    "close_hook",
    "close_round",
    "confirm_red_line",
    "copy_rule_set",
    "count_day",
    "count_month",
    "discard_draft",
    "dismiss_hit",
    "draft_rule_set",
    "drop_piece",
    "judge_hit",
    "judge_hits",
    "judge_sampled_hit",
    "make_case",
    "make_review",
    "mend_cause",
    "move_piece",
    "open_appeal",
    "open_cause",
    "open_round",
    "publish_case",
    "publish_rule_set",
    "put_frame",
    "put_piece",
    "read_batch",
    "receive_by_hook",
    "receive_conversation",
    "recount",
    "resume_batches",
    "resume_try_outs",
    "retire_case",
    "rule_set_in_force",
    "run_try_out",
    "send_review",
    "settle_proposal",
    "submit_review",
    "take_alert",
    "top_up_sample",
    "undo_batch",
    "upload_conversations",
]
