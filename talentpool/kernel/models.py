"""Shapes that every room shares; no foreign keys."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import DatabaseError, connection, models, transaction
from django.utils.text import capfirst


class Numbered(models.Model):
    """Called what it is and its number; a model with a better name says that instead, out of its own row only."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{capfirst(str(self._meta.verbose_name))} {self.pk}"


class Referable(Numbered):
    """bigint inside, a random UUID ``ref`` wherever the outside sees it."""

    id = models.BigAutoField(primary_key=True)
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class DemoClock(models.Model):
    """One row in a demo database: from ``anchored_real`` on, time runs ``rate`` times as fast from ``anchored_at``."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    anchored_real = models.DateTimeField()
    anchored_at = models.DateTimeField()
    rate = models.FloatField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1, rate__gt=0), name="demo_clock_single")]

    @classmethod
    def read(cls) -> tuple[datetime, datetime, float] | None:
        """The warp, or None: also before the first migration, and inside a transaction that is already broken."""
        if connection.needs_rollback:
            return None
        try:
            with transaction.atomic():
                row = cls.objects.filter(id=1).values_list("anchored_real", "anchored_at", "rate").first()
        except DatabaseError:
            return None
        return row


class DataMark(models.Model):
    """What kind of data this database holds; ``demo`` rows may be warped in time and removed as a whole."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=10, choices=[("demo", "demo"), ("real", "real")])
    seed = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="data_mark_single")]

    @classmethod
    def is_demo(cls) -> bool:
        return cls.objects.filter(id=1, kind="demo").exists()


class DataKey(models.Model):
    """A person's own key, wrapped by an installation key. Erasing the person destroys it, and all under it."""

    owner = models.UUIDField(primary_key=True)
    wrapped = models.TextField()
    created_at = models.DateTimeField()

    @classmethod
    def of(cls, owner: uuid.UUID) -> Self | None:
        return cls.objects.filter(owner=owner).first()
