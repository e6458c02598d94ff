"""Periodic work of quality."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from celery import shared_task
from django.conf import settings

from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from tasks.quality import actions
from tasks.quality.actions import top_up_sample
from tasks.quality.models import AssistantProposal, ConversationBatch, TryOut

SILENT = timedelta(minutes=5)
EVERY = {
    "tasks.quality.jobs.draw_sample": 3600.0,
    "tasks.quality.jobs.resume": 20.0,
    "tasks.quality.jobs.recount": 15.0,
}


@shared_task(name="tasks.quality.jobs.draw_sample")
def draw_sample() -> int:
    """Keep the people's sample of yesterday and today at its share; may run twice."""
    today = now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return top_up_sample(day=today - timedelta(days=1)) + top_up_sample(day=today)


@shared_task(name="tasks.quality.jobs.try_out")
def try_out(run: int) -> str:
    """Run one try-out; a second delivery finds it taken and leaves it."""
    found = TryOut.objects.select_related("rule_set", "against").filter(pk=run).first()
    if found is None:
        return "gone"
    try:
        return str(actions.run_try_out(run=found).state)
    except WrongState:
        return "taken"


@shared_task(name="tasks.quality.jobs.resume")
def resume() -> int:
    """What lost its worker or its wake-up goes on."""
    at = now()
    for pk in AssistantProposal.objects.filter(state="waiting", attempts__lt=3).values_list("pk", flat=True)[:50]:
        ask_assistant.delay(proposal=pk)
    return actions.resume_try_outs(at=at, silent_for=SILENT) + actions.resume_batches(at=at, silent_for=SILENT)


@shared_task(name="tasks.quality.jobs.read_batch")
def read_batch(batch: int) -> str:
    """Read one file; a second delivery finds it taken and leaves it."""
    found = ConversationBatch.objects.select_related("client", "created_by").filter(pk=batch).first()
    if found is None:
        return "gone"
    try:
        return str(actions.read_batch(batch=found).state)
    except WrongState:
        return "taken"


@shared_task(name="tasks.quality.jobs.recount")
def recount() -> int:
    """Dashboards follow what changed."""
    return actions.recount()


@shared_task(name="tasks.quality.jobs.ask_assistant")
def ask_assistant(proposal: int) -> str:
    """Ask the language model about one conversation; what it proposed once is not asked again."""
    found = AssistantProposal.objects.select_related("inspection__conversation").filter(pk=proposal).first()
    return str(actions.answer_proposal(proposal=found).state) if found else "gone"
