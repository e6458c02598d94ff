"""The matching index: derived, kept by triggers and a job, rebuildable. SQL: sql/match.sql, sql/watch.sql."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from talentpool.activation.fields import Multirange, WeekBits
from talentpool.agents.models import Agent, Skill


class MatchRow(models.Model):
    """One row per skill and agent, everything a shortlist asks for in one place.

    Kept by trigger in the agent's own transaction: all but the last two groups. free_week: one bit per
    quarter-hour of her own week from Monday 00:00 local time (so a change of clocks never shifts it).
    languages and channels: "code:level"; only channels she is willing to serve. extra and away: exceptions
    of her week. Kept by a job within 2 s: work (shifts, standby) and busy (classes, interviews), from eight
    days ago on. Kept by a job from the growth log: worked_at, exam_at, practised_at, proof (0 to 1), score
    (fit and proof, 0 to 1).
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="match_rows")
    # Its index would be the head of match_row_once.
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="match_rows", db_index=False)
    kind = models.CharField(max_length=10)
    deployable = models.BooleanField(default=False)
    level = models.PositiveSmallIntegerField()
    certified_until = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)
    languages = ArrayField(models.CharField(max_length=14), default=list)
    channels = ArrayField(models.CharField(max_length=14), default=list)
    kit_passed_at = models.DateTimeField(null=True)
    hub_id = models.BigIntegerField(null=True)
    floor_minor = models.PositiveIntegerField(default=0)
    timezone = models.CharField(max_length=50, default="Asia/Shanghai")
    rest_minutes = models.PositiveIntegerField(default=0)
    daily_cap_minutes = models.PositiveIntegerField(default=1440)
    weekly_cap_minutes = models.PositiveIntegerField(default=10080)
    free_week = WeekBits()
    extra = Multirange()
    away = Multirange()

    work = Multirange()
    busy = Multirange()

    worked_at = models.DateTimeField(null=True)
    exam_at = models.DateTimeField(null=True)
    practised_at = models.DateTimeField(null=True)
    proof = models.FloatField(default=0)
    score = models.FloatField(default=0)
    version = models.BigIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["skill", "agent"], name="match_row_once")]
        # And the published order in sql/lots.sql, the free in sql/hours.sql.
        indexes: ClassVar = [models.Index(fields=["timezone"], name="match_zones")]


class Stale(models.Model):
    """Agents whose commitments changed and whose index rows the job must bring up to date. A trigger writes
    here."""

    id = models.BigAutoField(primary_key=True)
    agent_id = models.BigIntegerField()
