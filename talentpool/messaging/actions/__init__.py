"""Every write of messaging."""

from talentpool.messaging.actions.inbox import read_all, read_message, set_preference, tell
from talentpool.messaging.actions.outbox import drain, publish, revive

__all__ = ["drain", "publish", "read_all", "read_message", "revive", "set_preference", "tell"]
