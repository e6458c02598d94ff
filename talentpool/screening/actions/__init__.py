"""Every write of screening."""

from talentpool.screening.actions.applying import (
    save_step,
    start_application,
    submit_application,
    withdraw_application,
)
from talentpool.screening.actions.attempts import close_overdue, open_attempt
from talentpool.screening.actions.bank import load_question_bank
from talentpool.screening.actions.bulk import do_to_many, drop_filter, plan, save_filter
from talentpool.screening.actions.campaigns import close_campaign, create_campaign, open_campaign, set_gate
from talentpool.screening.actions.decisions import admit_application, reject_application
from talentpool.screening.actions.documents import delete_document, documents_past_their_day, look_at_page
from talentpool.screening.actions.interviews import add_slots, book_interview, cancel_interview
from talentpool.screening.actions.inviting import half_invited, invite_listed, not_yet_invited, send_invitations
from talentpool.screening.actions.kit import ask_for_kit, decide_kit_help, hand_in_kit_check, take_kit_back
from talentpool.screening.actions.listed import awaits_consent, consent_as_listed
from talentpool.screening.actions.lists import BYTES_AT_MOST as LIST_BYTES
from talentpool.screening.actions.lists import (
    check_list,
    confirm_list,
    hand_in_list,
    resume_lists,
    take_back,
    undo_list,
    write_list,
)
from talentpool.screening.actions.papers import (
    confirm_formality,
    hand_in_formality,
    prepare_formalities,
    return_formality,
    settle_double,
)
from talentpool.screening.actions.published import gates_of, publish_model
from talentpool.screening.actions.rating import save_card, submit_card
from talentpool.screening.actions.search import make_findable, make_many_findable
from talentpool.screening.actions.standing import open_standing_campaigns
from talentpool.screening.actions.tally import add_up_stages
from talentpool.screening.actions.tests import hand_in_answers, save_answers
from talentpool.screening.actions.typing import hand_in_typing, save_typing
from talentpool.screening.actions.voice import discard_recording, hand_in_voice, keep_recording

__all__ = [
    "LIST_BYTES",
    "add_slots",
    "add_up_stages",
    "admit_application",
    "ask_for_kit",
    "awaits_consent",
    "book_interview",
    "cancel_interview",
    "check_list",
    "close_campaign",
    "close_overdue",
    "confirm_formality",
    "confirm_list",
    "consent_as_listed",
    "create_campaign",
    "decide_kit_help",
    "delete_document",
    "discard_recording",
    "do_to_many",
    "documents_past_their_day",
    "drop_filter",
    "gates_of",
    "half_invited",
    "hand_in_answers",
    "hand_in_formality",
    "hand_in_kit_check",
    "hand_in_list",
    "hand_in_typing",
    "hand_in_voice",
    "invite_listed",
    "keep_recording",
    "load_question_bank",
    "look_at_page",
    "make_findable",
    "make_many_findable",
    "not_yet_invited",
    "open_attempt",
    "open_campaign",
    "open_standing_campaigns",
    "plan",
    "prepare_formalities",
    "publish_model",
    "reject_application",
    "resume_lists",
    "return_formality",
    "save_answers",
    "save_card",
    "save_filter",
    "save_step",
    "save_typing",
    "send_invitations",
    "set_gate",
    "settle_double",
    "start_application",
    "submit_application",
    "submit_card",
    "take_back",
    "take_kit_back",
    "undo_list",
    "withdraw_application",
    "write_list",
]
