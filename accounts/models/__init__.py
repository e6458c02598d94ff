"""Users, client companies, keys, consents, policies, decision records, idempotency records."""

from accounts.models.clients import Client, ClientKey, Membership
from accounts.models.requests import IdempotencyRecord
from accounts.models.trust import Consent, DecisionRecord, Policy, PolicyAcknowledgement
from accounts.models.users import User, opaque_username

__all__ = [
    "Client",
    "ClientKey",
    "Consent",
    "DecisionRecord",
    "IdempotencyRecord",
    "Membership",
    "Policy",
    "PolicyAcknowledgement",
    "User",
    "opaque_username",
]
