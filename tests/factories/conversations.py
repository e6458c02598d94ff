"""Conversations as clients send them."""

from datetime import timedelta
from typing import Any

from tasks.dispatch.models import Assignment
from tasks.quality import actions
from tasks.quality.models import Inspection


def sent(done: Assignment | None = None, *texts: str, name: str = "c-1", **more: Any) -> dict[str, Any]:
    """A conversation as a client sends it, in the middle of the agent's shift."""
    turns: list[dict[str, Any]] = [{"role": "customer", "text": "你好，我要退货"}]
    turns += [
        {"role": "agent", "text": t} for t in texts or ("您好，请提供一下订单号", "已为您申请退款", "祝您生活愉快")
    ]
    if done is not None:
        start = done.shift.starts_at + timedelta(hours=1)
        for n, turn in enumerate(turns):
            turn["at"] = (start + timedelta(seconds=10 * n)).isoformat()
        more.setdefault("agent", done.agent.aliases.get(client=done.shift.order.client).name)
    return {"id": name, "turns": turns, **more}


def receive(done: Assignment, *texts: str, name: str = "c-1") -> Inspection:
    client = done.shift.order.client
    return actions.receive_conversation(client=client, sent=sent(done, *texts, name=name), by=None).inspection
