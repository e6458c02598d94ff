"""Days already counted: what dashboards read instead of conversations. Derived, recomputable from inspections."""

from typing import ClassVar, Self, TypeVar

from django.db import models

from accounts.models import Client
from accounts.principals import Principal
from talentpool.agents.models import Agent
from tasks.quality.models.ruleset import RuleSet

M = TypeVar("M", bound=models.Model)


class DayQuerySet(models.QuerySet[M]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all; a client its own; an agent hers."""
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(client_id=principal.client_id)
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class TogetherQuerySet(models.QuerySet[M]):
    """Rows that say nothing about one person, so no agent reads them."""

    def visible_to(self, principal: Principal) -> Self:
        """Staff all; a client its own."""
        if principal.is_staff:
            return self
        return self.filter(client_id=principal.client_id) if principal.client_id else self.none()


class Sums(models.Model):
    """What is counted of some conversations. Sums and squares, so that any grouping adds up.

    Scores under appeal are in ``conversations`` and not in ``scored``, ``score_sum`` and ``score_squares``.
    """

    conversations = models.PositiveIntegerField(default=0)
    turns = models.PositiveIntegerField(default=0)
    scored = models.PositiveIntegerField(default=0)
    score_sum = models.FloatField(default=0)
    score_squares = models.FloatField(default=0)
    service_sum = models.FloatField(default=0)
    service_count = models.PositiveIntegerField(default=0)
    sales_sum = models.FloatField(default=0)
    sales_count = models.PositiveIntegerField(default=0)
    other_sum = models.FloatField(default=0)
    other_count = models.PositiveIntegerField(default=0)
    red_lines = models.PositiveIntegerField(default=0)
    complaints = models.PositiveIntegerField(default=0)
    repeats = models.PositiveIntegerField(default=0)
    rated = models.PositiveIntegerField(default=0)
    satisfied_sum = models.FloatField(default=0)

    class Meta:
        abstract = True


SUMS = tuple(field.name for field in Sums._meta.local_fields)


class DayCount(Sums):
    """One day of one client, agent, lead of her shift, queue, channel and rule set."""

    day = models.DateField()
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+", db_index=False)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    lead = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    queue = models.CharField(max_length=60, blank=True, default="")
    channel = models.CharField(max_length=10)
    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="+", db_index=False)

    objects = DayQuerySet["DayCount"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "day", "agent", "lead", "queue", "channel", "rule_set"],
                nulls_distinct=False,
                name="day_count_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["day"], name="day_count_day"),
            models.Index(fields=["agent", "day"], name="day_count_agent"),
            models.Index(fields=["lead", "day"], name="day_count_lead"),
        ]


class DayRule(models.Model):
    """How many conversations of a day broke a rule (``about`` = rule), or came about a topic (``about`` = topic)."""

    day = models.DateField()
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+", db_index=False)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    lead = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    queue = models.CharField(max_length=60, blank=True, default="")
    about = models.CharField(max_length=8)
    code = models.CharField(max_length=60)
    conversations = models.PositiveIntegerField(default=0)
    complaints = models.PositiveIntegerField(default=0)
    repeats = models.PositiveIntegerField(default=0)

    objects = DayQuerySet["DayRule"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "day", "about", "code", "agent", "lead", "queue"],
                nulls_distinct=False,
                name="day_rule_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["about", "day"], name="day_rule_day"),
            models.Index(fields=["agent", "day"], name="day_rule_agent"),
            models.Index(fields=["lead", "day"], name="day_rule_lead"),
        ]


class DayTotal(Sums):
    """One day of one client, queue and channel: everybody together. A year of it is read in no time."""

    day = models.DateField()
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+", db_index=False)
    queue = models.CharField(max_length=60, blank=True, default="")
    channel = models.CharField(max_length=10)

    objects = TogetherQuerySet["DayTotal"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "day", "queue", "channel"], name="day_total_once")
        ]
        indexes: ClassVar = [models.Index(fields=["day"], name="day_total_day")]


class MonthCount(Sums):
    """One month (its first day) of one client, agent, lead, queue and channel: its counted days added up."""

    month = models.DateField()
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+", db_index=False)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    lead = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    queue = models.CharField(max_length=60, blank=True, default="")
    channel = models.CharField(max_length=10)

    objects = DayQuerySet["MonthCount"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "month", "agent", "lead", "queue", "channel"],
                nulls_distinct=False,
                name="month_count_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["month"], name="month_count_month")]


class MonthRule(models.Model):
    """One month (its first day) of ``DayRule``, everybody together."""

    month = models.DateField()
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+", db_index=False)
    queue = models.CharField(max_length=60, blank=True, default="")
    about = models.CharField(max_length=8)
    code = models.CharField(max_length=60)
    conversations = models.PositiveIntegerField(default=0)
    complaints = models.PositiveIntegerField(default=0)
    repeats = models.PositiveIntegerField(default=0)

    objects = TogetherQuerySet["MonthRule"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "month", "queue", "about", "code"], name="month_rule_once")
        ]
        indexes: ClassVar = [models.Index(fields=["about", "month"], name="month_rule_month")]


class CountedUntil(models.Model):
    """Up to which change of an inspection the days are counted: one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="counted_until_single")]
