"""A synthetic pool of any size, made by the database itself: what the benchmarks of shortlists and rates share.

Numbers are spread by a hash of the agent, so that a pool of 100,000 is the first tenth of one of a million.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from accounts.models import Client
from talentpool.activation.actions import cluster_index, rebuild_index
from talentpool.activation.demand import Demand, Slot
from talentpool.agents.models import Language, Skill

NOW = datetime(2026, 3, 4, 2, tzinfo=UTC)  # a Wednesday, 10:00 in Shanghai
SQL = Path(__file__).parent / "pool.sql"
APPROACHES = Path(__file__).parent / "approaches.sql"
SKILLS = ("broad", "usual", "rare")  # six, one and a fifth of a tenth of the pool
SLICE = 500_000


def _count(cursor: Any) -> int:
    cursor.execute("SELECT count(*) FROM activation_approach")
    return int(cursor.fetchone()[0])


@dataclass
class SyntheticPool:
    """``size`` agents with skills, languages, channels, kit, hours and consent, and their matching index."""

    size: int
    client: Client
    skills: dict[str, Skill]

    @classmethod
    def of(cls, size: int) -> "SyntheticPool":
        """The pool of this database, grown to ``size`` where it is smaller."""
        client, _new = Client.objects.get_or_create(slug="bench", defaults={"name": {"en": "Bench"}})
        skills = {code: Skill.objects.get_or_create(code=code, defaults={"name": {"en": code}})[0] for code in SKILLS}
        for code, name in (("cmn", "Putonghua"), ("yue", "Cantonese")):
            Language.objects.get_or_create(code=code, defaults={"name": {"en": name}})
        pool = cls(size, client, skills)
        pool._grow()
        return pool

    def _grow(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM agents_agent")
            known = cursor.fetchone()[0]
            if known >= self.size:
                return
            # Triggers would refresh the index statement by statement; it is rebuilt as a whole afterwards.
            cursor.execute("SET session_replication_role = replica")
            given = {"first": known + 1, "last": self.size, "now": NOW} | {c: s.pk for c, s in self.skills.items()}
            for statement in SQL.read_text().split(";\n"):
                if statement.strip():
                    cursor.execute(statement, given)
            cursor.execute("SET session_replication_role = origin")
        rebuild_index(at=NOW)
        cluster_index()
        self.tidy("agents_agent", "agents_agentskill", "agents_availability", "agents_agentlanguage",
                  "agents_agentchannel", "agents_kit", "accounts_consent", "activation_matchrow")  # fmt: skip

    def approaches(self, count: int) -> None:
        """``count`` questions over the last 300 days: offers, drills and pings, with the facts of offers."""
        with connection.cursor() as cursor:
            known = _count(cursor)
            if known >= count:
                return
            cursor.execute("SELECT activation_months(%s, 12)", [NOW - timedelta(days=330)])
            make, finish = APPROACHES.read_text().split("-- then\n")
            first = 2 * known  # not everybody has a skill to be asked for, so more numbers are used than rows made
            while _count(cursor) < count:
                given = {"first": first, "last": first + SLICE, "now": NOW, "agents": self.size, "all": count}
                cursor.execute(make, given)
                first += SLICE
            for statement in finish.split(";\n"):
                if statement.strip():
                    cursor.execute(statement)
        self.tidy("activation_approach", "activation_contact", "activation_drill")

    def tidy(self, *tables: str) -> None:
        """Statistics and visibility, as autovacuum would have them after a night."""
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM ANALYZE {', '.join(tables)}")

    def demand(self, skill: str, *, seats: int = 100, day: int = 3, hour: int = 2, slots: int = 1) -> Demand:
        """Shifts of four hours in chat and Putonghua."""
        start = NOW.replace(hour=hour) + timedelta(days=day)
        made = tuple(
            Slot(start + timedelta(days=n), start + timedelta(days=n, hours=4), seats, 4000, f"{n}")
            for n in range(slots)
        )
        return Demand(self.skills[skill].pk, "chat", "cmn", made, self.client.pk)
