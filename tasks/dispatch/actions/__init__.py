"""Every write of dispatch."""

from tasks.dispatch.actions.claiming import (
    Answered,
    accept_offer,
    claim,
    claim_or_take_over,
    decline_offer,
    enter_draw,
    free_seat,
    undo_acceptance,
)
from tasks.dispatch.actions.planning import (
    ask_more,
    confirm_plan,
    finish_plan,
    make_seats,
    propose_plan,
    replace_people,
)
from tasks.dispatch.actions.releasing import (
    consequence_of,
    end_shift_bookings,
    keep_seat,
    release_seat,
    seek_stand_in,
)
from tasks.dispatch.actions.scaling import scale_shift, what_if
from tasks.dispatch.actions.standing_by import (
    call_standby,
    end_standbys,
    join_standby,
    leave_standby,
    pass_on,
    step_in,
)
from tasks.dispatch.actions.swapping import seek_swap
from tasks.dispatch.actions.taking import take_shift
from tasks.dispatch.actions.waves import close_wave, draw_wave, send_wave, withdraw_offers

__all__ = [
    "Answered",
    "accept_offer",
    "ask_more",
    "call_standby",
    "claim",
    "claim_or_take_over",
    "close_wave",
    "confirm_plan",
    "consequence_of",
    "decline_offer",
    "draw_wave",
    "end_shift_bookings",
    "end_standbys",
    "enter_draw",
    "finish_plan",
    "free_seat",
    "join_standby",
    "keep_seat",
    "leave_standby",
    "make_seats",
    "pass_on",
    "propose_plan",
    "release_seat",
    "replace_people",
    "scale_shift",
    "seek_stand_in",
    "seek_swap",
    "send_wave",
    "step_in",
    "take_shift",
    "undo_acceptance",
    "what_if",
    "withdraw_offers",
]
