"""Wellbeing's one job."""

from celery import shared_task

from talentpool.wellbeing import actions

EVERY = {"talentpool.wellbeing.jobs.delete_old": 3600.0}


@shared_task(name="talentpool.wellbeing.jobs.delete_old")
def delete_old() -> int:
    """Notes older than 90 days go."""
    return actions.delete_old()
