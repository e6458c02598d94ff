"""Every write of messaging."""

from talentpool.messaging.actions.browsers import forget_browser, subscribe_browser
from talentpool.messaging.actions.delivery import call_webhooks, deliver_due
from talentpool.messaging.actions.inbox import read_all, read_message, set_preference, tell
from talentpool.messaging.actions.outbox import MOST_ROWS, drain, publish, revive
from talentpool.messaging.actions.webhooks import (
    add_webhook,
    announce,
    replay,
    replay_failed,
    rotate_secret,
    send_test,
    switch_webhook,
)

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
    "replay",
    "replay_failed",
    "revive",
    "rotate_secret",
    "send_test",
    "set_preference",
    "subscribe_browser",
    "switch_webhook",
    "tell",
]
