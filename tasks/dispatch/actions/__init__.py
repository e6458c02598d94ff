"""Every write of dispatch."""

from tasks.dispatch.actions.claiming import (
    Answered,
    accept_offer,
    claim,
    decline_offer,
    enter_draw,
    free_seat,
    undo_acceptance,
)

__all__ = ["Answered", "accept_offer", "claim", "decline_offer", "enter_draw", "free_seat", "undo_acceptance"]
