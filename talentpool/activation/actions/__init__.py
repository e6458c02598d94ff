"""Every write of activation."""

from talentpool.activation.actions.capacity import hold_capacity, release_hold
from talentpool.activation.actions.drills import cancel_drill, finish_drill, finish_due, plan_drill, start_drill
from talentpool.activation.actions.index import rebuild_index, refresh_commitments, refresh_proofs
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
from talentpool.activation.actions.pings import answer_ping, send_ping
from talentpool.activation.actions.rates import refresh_rates, roll_up
from talentpool.activation.actions.review import carry_out_reviews, decide_review, propose_reviews
from talentpool.activation.actions.seasons import Peak, compute_season, compute_seasons, remove_season, save_season
from talentpool.activation.actions.taking_part import answer_drill, handle_contact, report_ready

__all__ = [
    "ApproachKey",
    "NewApproach",
    "Peak",
    "answer_approach",
    "answer_drill",
    "answer_ping",
    "cancel_drill",
    "carry_out_reviews",
    "close_expired",
    "compute_season",
    "compute_seasons",
    "decide_review",
    "finish_drill",
    "finish_due",
    "handle_contact",
    "hold_capacity",
    "open_approach",
    "open_approaches",
    "plan_drill",
    "propose_reviews",
    "reach_depth",
    "rebuild_index",
    "refresh_commitments",
    "refresh_proofs",
    "refresh_rates",
    "release_hold",
    "remove_season",
    "report_ready",
    "roll_up",
    "save_season",
    "send_ping",
    "start_drill",
    "train_acceptance",
    "withdraw_approaches",
]
