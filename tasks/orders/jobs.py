"""Calls of contingency plans that are due."""

from celery import shared_task

from talentpool.kernel.clock import now
from tasks.orders import actions

EVERY = {"tasks.orders.jobs.call_trees": 15.0}


@shared_task(name="tasks.orders.jobs.call_trees")
def call_trees() -> int:
    """Mail everybody of a running call tree whose minute has come."""
    return actions.call_due(at=now())
