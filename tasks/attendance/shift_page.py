"""One shift as the desk sees it: people, teams, accounts, channels, hard cases."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from talentpool.agents.models import AgentChannel
from talentpool.agents.states import Channel
from tasks.attendance import rules
from tasks.attendance.models import Attendance, AttendanceEvent, AttendancePolicy, LoginLease
from tasks.attendance.models.help import AT_WORK
from tasks.attendance.states import AttendanceState, EventKind, TicketState
from tasks.dispatch.models import BOUND
from tasks.orders.models import Shift

GONE = (AttendanceState.ENDED,)


def shift_page(shift: Shift, at: datetime) -> dict[str, Any]:
    """Everybody bound to the shift or seen on it, with lead, account and channel; and the ratio of leads."""
    policy = AttendancePolicy.current()
    days = list(
        Attendance.objects.filter(assignment__shift=shift)
        .filter(Q(assignment__state__in=BOUND) | Q(checked_in_at__isnull=False))
        .exclude(state__in=GONE)
        .select_related("assignment__agent", "lead__assignment__agent")
        .annotate(cases=Count("tickets", filter=~Q(tickets__state=TicketState.ANSWERED)))
        .order_by("assignment__agent__number")
    )
    logins = dict(
        LoginLease.objects.alive().filter(assignment__shift=shift).values_list("assignment_id", "login__name")
    )
    channels, changed = _channels(days), _changed(days)
    for one in days:
        row: Any = one
        row.login_name = logins.get(one.assignment_id, "")
        row.channel = Channel(changed.get(one.pk) or shift.order.channel)
        row.other_channels = [c for c in channels.get(one.assignment.agent_id, []) if c != row.channel]
    backbone = sum(one.assignment.agent.is_backbone for one in days)
    needed = rules.leads_needed(people=len(days) - backbone, ratio=policy.lead_ratio)
    return {
        "shift": shift,
        "order": shift.order,
        "days": days,
        "there": sum(one.state in AT_WORK for one in days),
        "backbone": backbone,
        "needed": needed,
        "lead_words": _("/ %(n)s needed") % {"n": needed},
        "short": max(0, needed - backbone),
        "ratio": policy.lead_ratio,
        "lent": len(logins),
        "at": at,
        "may_correct": at > shift.starts_at,
    }


def _channels(days: list[Attendance]) -> dict[int, list[Channel]]:
    """Agent -> the channels she is qualified for and wants."""
    found: dict[int, list[Channel]] = {}
    rows = AgentChannel.objects.filter(agent_id__in=[one.assignment.agent_id for one in days], willing=True)
    for agent, channel in rows.order_by("channel").values_list("agent_id", "channel"):
        found.setdefault(agent, []).append(Channel(channel))
    return found


def _changed(days: list[Attendance]) -> dict[int, str]:
    """Day -> the channel of its last change."""
    rows = AttendanceEvent.objects.filter(attendance__in=days, kind=EventKind.CHANNEL_CHANGED).order_by("at", "id")
    return {day: payload["channel"] for day, payload in rows.values_list("attendance_id", "payload")}
