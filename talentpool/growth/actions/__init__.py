"""Every write of growth."""

from talentpool.growth.actions.backbone import decide_backbone
from talentpool.growth.actions.coaching import (
    begin_talk,
    drop_talk,
    look_back,
    make_promise,
    reflect,
    remind_of_promises,
    say_what_to_continue,
    say_what_to_start,
)
from talentpool.growth.actions.levels import (
    decide_step_down,
    join_board,
    leave_board,
    propose_steps_down,
    publish_rulebook,
)
from talentpool.growth.actions.log import (
    EVIDENCE,
    broken_link,
    change_level,
    recompute_capabilities,
    record,
    step_up_if_due,
    weakest_capability,
    weakest_of,
)
from talentpool.growth.actions.pairs import (
    confirm_mentor_time,
    decline_pair,
    end_pair,
    mark_paid,
    propose_pairs,
    record_mentor_time,
    say_yes,
)

__all__ = [
    "EVIDENCE",
    "begin_talk",
    "broken_link",
    "change_level",
    "confirm_mentor_time",
    "decide_backbone",
    "decide_step_down",
    "decline_pair",
    "drop_talk",
    "end_pair",
    "join_board",
    "leave_board",
    "look_back",
    "make_promise",
    "mark_paid",
    "propose_pairs",
    "propose_steps_down",
    "publish_rulebook",
    "recompute_capabilities",
    "record",
    "record_mentor_time",
    "reflect",
    "remind_of_promises",
    "say_what_to_continue",
    "say_what_to_start",
    "say_yes",
    "step_up_if_due",
    "weakest_capability",
    "weakest_of",
]
