"""Every write of activation."""

from talentpool.activation.actions.capacity import hold_capacity, release_hold
from talentpool.activation.actions.drills import (
    accept_drill,
    announce_drill,
    cancel_drill,
    decline_drill,
    finish_drill,
    finish_due,
    plan_drill,
    start_drill,
    start_waiting,
)
from talentpool.activation.actions.freshness import propose_fresh, tell_fresh
from talentpool.activation.actions.index import (
    cluster_index,
    rebuild_index,
    refresh_commitments,
    refresh_proofs,
    tidy_index,
)
from talentpool.activation.actions.learning import train_acceptance
from talentpool.activation.actions.ledger import (
    ApproachKey,
    NewApproach,
    answer_approach,
    close_expired,
    open_approach,
    open_approaches,
    reach_depth,
    withdraw_approaches,
)
from talentpool.activation.actions.practice import answer_practice, start_practice
from talentpool.activation.actions.rates import recount_days, refresh_rates, roll_up
from talentpool.activation.actions.review import decide_review, decide_reviews, propose_reviews
from talentpool.activation.actions.schedules import follow_schedules, set_schedule
from talentpool.activation.actions.seasons import Peak, compute_season, compute_seasons, remove_season, save_season
from talentpool.activation.actions.strengths import refresh_strengths
from talentpool.activation.actions.taking_part import answer_drill, handle_contact, report_ready
from talentpool.activation.actions.talking import answer_ping, send_ping
from talentpool.activation.actions.way_back import answer_appeal, appeal_review, carry_out_reviews, let_return

__all__ = [
    "ApproachKey",
    "NewApproach",
    "Peak",
    "accept_drill",
    "announce_drill",
    "answer_appeal",
    "answer_approach",
    "answer_drill",
    "answer_ping",
    "answer_practice",
    "appeal_review",
    "cancel_drill",
    "carry_out_reviews",
    "close_expired",
    "cluster_index",
    "compute_season",
    "compute_seasons",
    "decide_review",
    "decide_reviews",
    "decline_drill",
    "finish_drill",
    "finish_due",
    "follow_schedules",
    "handle_contact",
    "hold_capacity",
    "let_return",
    "open_approach",
    "open_approaches",
    "plan_drill",
    "propose_fresh",
    "propose_reviews",
    "reach_depth",
    "rebuild_index",
    "recount_days",
    "refresh_commitments",
    "refresh_proofs",
    "refresh_rates",
    "refresh_strengths",
    "release_hold",
    "remove_season",
    "report_ready",
    "roll_up",
    "save_season",
    "send_ping",
    "set_schedule",
    "start_drill",
    "start_practice",
    "start_waiting",
    "tell_fresh",
    "tidy_index",
    "train_acceptance",
    "withdraw_approaches",
]
