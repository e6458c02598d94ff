"""Calls of contingency plans that are due, and quotes whose better plan is looked for."""

from datetime import timedelta

from celery import shared_task

from talentpool.kernel.clock import now
from tasks.orders import actions
from tasks.orders.models import Quote

UNSETTLED = timedelta(hours=1)  # a demo clock may run sixty times as fast, and a plan takes a minute
EVERY = {"tasks.orders.jobs.call_trees": 15.0, "tasks.orders.jobs.resume_quotes": 20.0}


@shared_task(name="tasks.orders.jobs.call_trees")
def call_trees() -> int:
    """Mail everybody of a running call tree whose minute has come."""
    return actions.call_due(at=now())


@shared_task(name="tasks.orders.jobs.settle_quote")
def settle_quote(quote_id: int) -> str:
    """Make a first answer final, or replace it; a second delivery finds nothing to do."""
    quote = Quote.objects.select_related("order__client", "order__skill", "order__language").get(pk=quote_id)
    settled = actions.settle_quote(quote=quote)
    return f"version {settled.version}" if settled else "gone"


@shared_task(name="tasks.orders.jobs.resume_quotes")
def resume_quotes() -> int:
    """Quotes whose worker or message was lost go on."""
    return actions.resume_quotes(at=now(), unsettled_for=UNSETTLED)
