"""Whom a ping or an announcement reaches, and what came back: replies by wording, with honest doubt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, sqrt

from django.db import connection
from django.db.models import Count

from talentpool.activation.members import Choice, Member, Members
from talentpool.activation.models import Ping, PingRecipient, Settings
from talentpool.activation.rules.wilson import Share, difference, quantile, wilson
from talentpool.activation.segments import Segment
from talentpool.activation.states import Condition, TalkKind

MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Audience:
    """Whom a message would reach now, who of the choice is left out and why (code -> how many), and what it costs."""

    people: list[Member]
    left_out: dict[str, int]
    cost_minor: int

    @property
    def chosen(self) -> int:
        return len(self.people) + sum(self.left_out.values())


def audience(segment: Segment, choice: Choice, talk: TalkKind | str, *, at: datetime) -> Audience:
    """The choice without those who rest or paused, and those who heard from us often enough.

    A ping also leaves in peace whoever was asked anything lately; an announcement asks nothing.
    """
    settings, is_ping = Settings.current(), talk == TalkKind.PING
    most = settings.pings_per_month if is_ping else settings.announcements_per_month
    heard = _heard(talk, at)
    lately = at - timedelta(days=settings.ping_rest_days)
    reached: list[Member] = []
    left_out = {"resting": 0, "paused": 0, "enough": 0, "asked_lately": 0}
    for one in Members(segment, choice, at=at).read():
        if one.condition in (Condition.RESTING, Condition.PAUSED):
            left_out[one.condition] += 1
        elif heard.get(one.agent_id, 0) >= most:
            left_out["enough"] += 1
        elif is_ping and one.last_asked_at is not None and one.last_asked_at > lately:
            left_out["asked_lately"] += 1
        else:
            reached.append(one)
    cost = len(reached) * settings.ping_minor
    return Audience(reached, {why: count for why, count in left_out.items() if count}, cost)


def _heard(talk: TalkKind | str, at: datetime) -> dict[int, int]:
    """Per agent: how many messages of this kind in the last 30 days."""
    rows = PingRecipient.objects.filter(ping__talk=talk, sent_at__gt=at - MONTH)
    return dict(rows.values_list("agent_id").annotate(times=Count("id")))


@dataclass(frozen=True)
class Wording:
    """What came back on one wording. reply: read for an announcement, answered for a ping; yes: said yes."""

    number: int
    sent: int
    reply: Share | None
    yes: Share | None


@dataclass(frozen=True)
class Replies:
    """What came back. comparison: second wording minus the first, with its 95 % interval; needed: see below."""

    wordings: tuple[Wording, ...]
    comparison: tuple[float, float, float] | None
    needed: int

    @property
    def shown(self) -> bool:
        """Whether the interval of the difference leaves out 0."""
        return self.comparison is not None and (self.comparison[1] > 0 or self.comparison[2] < 0)


REPLIES = """
SELECT r.wording, count(*)::int,
    count(*) FILTER (WHERE a.answer IN ('yes', 'no') OR (%(told)s AND m.read_at IS NOT NULL))::int,
    count(*) FILTER (WHERE a.answer = 'yes')::int
FROM activation_pingrecipient r
LEFT JOIN activation_approach a ON a.source = %(ref)s AND a.agent_id = r.agent_id AND a.asked_at = %(sent)s
    AND NOT a.withdrawn
LEFT JOIN messaging_message m ON m.id = r.message_id
WHERE r.ping_id = %(ping)s GROUP BY 1 ORDER BY 1
"""


def replies(ping: Ping) -> Replies:
    """Replies by wording. Everybody it was sent to counts, who is silent too: so an early look is honest."""
    told = ping.talk == TalkKind.ANNOUNCEMENT
    with connection.cursor() as cursor:
        cursor.execute(REPLIES, {"ref": ping.ref, "sent": ping.sent_at, "ping": ping.pk, "told": told})
        rows = cursor.fetchall()
    found = tuple(
        Wording(number, sent, wilson(yes=back, sample=sent), None if told else wilson(yes=yes, sample=sent))
        for number, sent, back, yes in rows
    )
    first, second = (found[0].reply, found[1].reply) if len(found) == 2 else (None, None)
    if first is None or second is None:
        return Replies(found, None, 0)
    pooled = (first.yes + second.yes) / (first.sample + second.sample)
    return Replies(found, difference(now=second, before=first), people_needed(rate=pooled))


def gap_seen(*, people: int, rate: float = 0.5, power: float = 0.8) -> float | None:
    """The smallest gap between two wordings, 0 to 1, that ``people`` in all show with 80 % certainty; None for nobody.

    The other way round of ``people_needed``: half of them read each wording, and about ``rate`` answer.
    """
    each = people // 2
    if each == 0:
        return None
    z = quantile(0.95) + quantile(2 * power - 1)
    return min(1.0, z * sqrt(max(2 * rate * (1 - rate), 0.02) / each))


def people_needed(*, rate: float, gap: float = 0.05, power: float = 0.8) -> int:
    """How many people per wording show a gap of 5 points with 80 % certainty, when both answer at about ``rate``.

    Source: Fleiss, Statistical Methods for Rates and Proportions, 3rd ed., section 4.2 (without continuity).
    """
    spread = max(2 * rate * (1 - rate), 0.02)
    z = quantile(0.95) + quantile(2 * power - 1)
    return ceil(z**2 * spread / gap**2)
