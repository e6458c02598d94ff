"""Making and clearing a demo database. Only ever a database without real rows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.demo import growth, history, ledger, pool, practice, reference, regulars, two_channels
from talentpool.demo.errors import NotADemo
from talentpool.growth.models import CapabilityScore
from talentpool.growth.rules import Evidence, capability_score
from talentpool.growth.states import Capability
from talentpool.kernel.clock import now
from talentpool.kernel.models import DataMark
from talentpool.screening import storage
from talentpool.screening.models import DocumentPage

Say = Callable[[str], None]


def make(*, agents: int, seed: int, say: Say) -> None:
    """Fill an empty database with a believable pool and its history of months.

    Raises NotADemo where there are people already.
    """
    if User.objects.exists():
        raise NotADemo
    at, random = now(), Random(seed)
    with transaction.atomic():
        _quiet_triggers()
        DataMark.objects.create(kind="demo", seed=seed, created_at=at)
        _months(at)
        say("companies, staff, skills")
        laid = reference.lay(at)
        say(f"{agents} agents")
        members = pool.make(laid, count=agents, random=random, at=at)
        say("drills of five months")
        drilled = ledger.drills(laid, members, seed=seed, random=random, at=at)
        say("past orders and shifts")
        say("pings and practice")
        practised = practice.make(laid, members, seed=seed, random=random, at=at)
        past = history.make(laid, members, orders=max(12, agents // 50), seed=seed, random=random, at=at)
        say("growth logs")
        regulars.make(past, at=at)
        past.write()
        two_channels.lay()
        proven = [*practice.proven(drilled), *practised]
        trainer = laid.staff["trainer"]
        growth.write(members, past.worked, proven, seed=seed, random=random, trainer=trainer, at=at)
        _capabilities(at)
    _finish(say)


def _quiet_triggers() -> None:
    """Until commit no trigger fires for each row: what they would derive is built as a whole afterwards.

    Only a superuser may say so; for anybody else the triggers do their work row by row, which is slow and right.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        row = cursor.fetchone()
        if row and row[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")


def _months(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT activation_months(%s, 10)", [at - timedelta(days=ledger.DAYS + 31)])


def _capabilities(at: datetime) -> None:
    """Capabilities of all agents at once, by the same rule as ``growth.actions.recompute_capabilities``."""
    proofs: dict[tuple[int, str], list[Evidence]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agent_id, key, value::float, extract(epoch FROM %s - occurred_at) / 86400 FROM growth_entry,"
            " jsonb_each_text(payload->'capabilities') WHERE kind = 'inspected'",
            [at],
        )
        for agent, name, score, days in cursor.fetchall():
            proofs.setdefault((agent, name), []).append(Evidence(score, float(days)))
    rows = []
    for agent in sorted({agent for agent, _name in proofs}):
        for name in Capability.values:
            score, count = capability_score(proofs.get((agent, name), []), half_life_days=90, prior=0.7, prior_weight=3)
            rows.append(CapabilityScore(agent_id=agent, capability=name, score=score, evidence=count, computed_at=at))
    CapabilityScore.objects.bulk_create(rows, batch_size=2000)


def _finish(say: Say) -> None:
    """What is derived: rates, the matching index, the acceptance model; and what the rooms ship."""
    from talentpool.demo import derived

    derived.build(say=say)


def _forget_files() -> None:
    """The pictures of documents, which no row will name any more."""
    if DocumentPage._meta.db_table in connection.introspection.table_names():
        for path in DocumentPage.objects.exclude(path="").values_list("path", flat=True):
            storage.forget(path)


def clear(*, say: Say) -> None:
    """Remove every row of a demo database, and only of one. Raises NotADemo."""
    if not DataMark.is_demo() and (User.objects.exists() or Agent.objects.exists()):
        raise NotADemo
    say("clearing the database")
    _forget_files()
    with transaction.atomic(), connection.cursor() as cursor:
        # everything of a demo goes, and the migrations lay the empty house again with what they seed
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
