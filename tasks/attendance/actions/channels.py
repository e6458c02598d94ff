"""Channel changes within the day: planned by the shift, or made by her or the desk while she works."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from talentpool.agents.models import AgentChannel
from talentpool.kernel.clock import now
from tasks.attendance.errors import ChannelNotHers, NotWhileAway, NotYourDay
from tasks.attendance.events import note
from tasks.attendance.models import Attendance, AttendanceEvent
from tasks.attendance.states import AttendanceState, EventKind
from tasks.dispatch.models import Assignment
from tasks.orders.states import ActivityKind


def channel_of(*, day: Attendance, at: datetime) -> str:
    """What she serves at a moment: the last change since the activity began, else the activity's, else the order's."""
    shift = day.assignment.shift
    work = shift.activities.filter(kind=ActivityKind.WORK, starts_at__lte=at, ends_at__gt=at).first()
    since = work.starts_at if work else shift.starts_at
    changes = AttendanceEvent.objects.filter(attendance=day, kind=EventKind.CHANNEL_CHANGED, at__gte=since, at__lte=at)
    last = changes.order_by("-at", "-id").first()
    if last is not None:
        return str(last.payload["channel"])
    return (work.channel if work else "") or shift.order.channel


def channels_open_to(*, assignment: Assignment) -> list[str]:
    """The channels of this shift that she is qualified for and wants, in order."""
    shift = assignment.shift
    planned = {one.channel for one in shift.activities.all() if one.channel} | {shift.order.channel}
    hers = AgentChannel.objects.filter(agent_id=assignment.agent_id, willing=True).values_list("channel", flat=True)
    return sorted(planned & set(hers))


@transaction.atomic
def change_channel(*, assignment: Assignment, channel: str, by: User, key: str = "") -> Attendance:
    """From now on this channel, until the next planned activity. By herself or the desk; one channel at a time.

    The desk may name any channel she is qualified for and wants. Raises ChannelNotHers, NotWhileAway, NotYourDay.
    """
    own = by.pk == assignment.agent.user_id
    if not own and not by.is_staff:
        raise NotYourDay
    day = Attendance.objects.select_for_update().get(assignment=assignment)
    if day.state != AttendanceState.CHECKED_IN:
        raise NotWhileAway
    wanted = AgentChannel.objects.filter(agent_id=assignment.agent_id, channel=channel, willing=True)
    if not wanted.exists() or (own and channel not in channels_open_to(assignment=assignment)):
        raise ChannelNotHers
    moment = now()
    if channel_of(day=day, at=moment) == channel:
        return day
    note(day, EventKind.CHANNEL_CHANGED, by=by, at=moment, key=key, channel=channel)
    return day
