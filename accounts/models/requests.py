"""Requests that were answered once."""

from typing import ClassVar

from django.db import models

from talentpool.kernel.clock import now


class IdempotencyRecord(models.Model):
    """A request already answered: key, fingerprint and response, in the transaction of its effect."""

    owner = models.CharField(max_length=80, help_text='"key:<id>" or "user:<id>"')
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "key"], name="idempotency_once")]
