"""Every write of accounts."""

from accounts.actions.clients import add_member, change_role, create_key, remove_member, revoke_key, rotate_key
from accounts.actions.decisions import Decision, record_decision, record_decisions
from accounts.actions.many import NewPerson, add_people, claim_account
from accounts.actions.people import confirm_phone, enrol_second_factor, erase, set_language, set_name
from accounts.actions.trust import acknowledge_policy, give_consent, withdraw_consent
from accounts.reasons import Reason, reason

__all__ = [
    "Decision",
    "NewPerson",
    "Reason",
    "acknowledge_policy",
    "add_member",
    "add_people",
    "change_role",
    "claim_account",
    "confirm_phone",
    "create_key",
    "enrol_second_factor",
    "erase",
    "give_consent",
    "reason",
    "record_decision",
    "record_decisions",
    "remove_member",
    "revoke_key",
    "rotate_key",
    "set_language",
    "set_name",
    "withdraw_consent",
]
