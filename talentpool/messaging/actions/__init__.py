"""Every write of messaging."""

from talentpool.messaging.actions.browsers import forget_browser, subscribe_browser
from talentpool.messaging.actions.delivery import call_webhooks, deliver_due
from talentpool.messaging.actions.inbox import read_all, read_message, set_preference, tell
from talentpool.messaging.actions.outbox import MOST_ROWS, drain, publish, revive
from talentpool.messaging.actions.webhooks import add_webhook, announce, switch_webhook

__all__ = [
    "MOST_ROWS",
    "add_webhook",
    "announce",
    "call_webhooks",
    "deliver_due",
    "drain",
    "forget_browser",
    "publish",
    "read_all",
    "read_message",
    "revive",
    "set_preference",
    "subscribe_browser",
    "switch_webhook",
    "tell",
]
