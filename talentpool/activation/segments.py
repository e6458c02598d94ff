"""Segments of the pool: skill x channel x language x kind, who is in them, and how they are named."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Channel, Kind

LEAST_LANGUAGE_LEVEL = 3  # what an order asks by default
DELIMITER = "~"


class Segment(NamedTuple):
    """A segment's key. As text (addresses, the command line): skill code, channel, language, kind, joined by
    ~."""

    skill_id: int
    channel: str
    language: str
    kind: str


@dataclass
class Names:
    """Skills and languages read once, to name many segments."""

    skills: dict[int, Skill] = field(default_factory=lambda: {s.pk: s for s in Skill.objects.all()})
    languages: dict[str, Language] = field(default_factory=lambda: {x.code: x for x in Language.objects.all()})

    def name(self, segment: Segment) -> str:
        skill = self.skills[segment.skill_id].name
        language = self.languages[segment.language].name
        parts = [str(skill), str(Channel(segment.channel).label), str(language)]
        return " · ".join([*parts, str(Kind(segment.kind).label)] if segment.kind else parts)

    def slug(self, segment: Segment) -> str:
        parts = (self.skills[segment.skill_id].code, segment.channel, segment.language, segment.kind)
        return DELIMITER.join(parts)

    def parse(self, slug: str) -> Segment | None:
        """The segment of a slug; None when it names nothing."""
        parts = slug.split(DELIMITER)
        if len(parts) != 4 or parts[1] not in Channel.values or parts[3] not in Kind.values:
            return None
        skill = next((s for s in self.skills.values() if s.code == parts[0]), None)
        if skill is None or parts[2] not in self.languages:
            return None
        return Segment(skill.pk, parts[1], parts[2], parts[3])


MEMBERS = """
    FROM activation_matchrow m JOIN agents_agent a ON a.id = m.agent_id AND a.state IN ('reserve', 'resting')
    CROSS JOIN LATERAL (SELECT split_part(c, ':', 1) AS channel FROM unnest(m.channels) c) ch
    CROSS JOIN LATERAL (SELECT split_part(l, ':', 1) AS language FROM unnest(m.languages) l
        WHERE split_part(l, ':', 2)::int >= %(level)s) la
"""


@dataclass(frozen=True)
class Person:
    """Somebody in a segment: what makes her ready or not, and when her skill was last proven."""

    agent_id: int
    number: str
    state: str
    level: int
    deployable: bool
    certified_until: datetime | None
    paused_until: datetime | None
    worked_at: datetime | None
    exam_at: datetime | None
    practised_at: datetime | None
    last_asked_at: datetime | None
    user_id: int
    timezone: str
    is_backbone: bool = False


PEOPLE = (
    """
SELECT m.agent_id, a.number, a.state, m.level, m.deployable, m.certified_until, m.paused_until, m.worked_at,
m.exam_at,
    m.practised_at, k.last_asked_at, a.user_id, a.timezone,
    a.is_backbone
"""
    + MEMBERS
    + """
    LEFT JOIN activation_contact k ON k.agent_id = m.agent_id
    WHERE m.skill_id = %(skill)s AND ch.channel = %(channel)s AND la.language = %(language)s
        AND (%(kind)s = '' OR m.kind = %(kind)s)
    ORDER BY a.number
"""
)


def people(segment: Segment) -> list[Person]:
    """Everybody of the reserve in a segment; an empty kind means both."""
    parameters = {
        "skill": segment.skill_id,
        "channel": segment.channel,
        "language": segment.language,
        "kind": segment.kind,
        "level": LEAST_LANGUAGE_LEVEL,
    }
    return [Person(*row) for row in _rows(PEOPLE, parameters)]


def _rows(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
