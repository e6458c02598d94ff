"""Every write of activation."""

from talentpool.activation.actions.capacity import hold_capacity, release_hold
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

__all__ = [
    "ApproachKey",
    "NewApproach",
    "answer_approach",
    "close_expired",
    "hold_capacity",
    "open_approach",
    "open_approaches",
    "reach_depth",
    "rebuild_index",
    "refresh_commitments",
    "refresh_proofs",
    "release_hold",
    "train_acceptance",
    "withdraw_approaches",
]
