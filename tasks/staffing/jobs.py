"""Reading of uploaded volumes, and the sweep that finds those nobody reads."""

from datetime import timedelta

from celery import shared_task

from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from tasks.staffing import actions
from tasks.staffing.models import Forecast, VolumeSet

SILENT = timedelta(minutes=5)  # a demo clock may run sixty times as fast; a worker shows itself twice a second
UNREAD = timedelta(seconds=15)
EVERY = {"tasks.staffing.jobs.resume_imports": 20, "tasks.staffing.jobs.resume_forecasts": 20}


@shared_task(name="tasks.staffing.jobs.read_volumes")
def read_volumes(volumes_id: int) -> str:
    """Read one upload; a second delivery finds it taken and leaves it."""
    try:
        return actions.read_volumes(volumes=VolumeSet.objects.get(pk=volumes_id)).state
    except WrongState:
        return "taken"


@shared_task(name="tasks.staffing.jobs.resume_imports")
def resume_imports() -> int:
    """Imports whose worker or message was lost go on."""
    return actions.resume_imports(at=now(), silent_for=SILENT, unread_for=UNREAD)


@shared_task(name="tasks.staffing.jobs.compute_forecast")
def compute_forecast(forecast_id: int) -> str:
    """Compute one forecast; a second delivery finds it taken and leaves it."""
    try:
        return actions.compute_forecast(forecast=Forecast.objects.select_related("volumes").get(pk=forecast_id)).state
    except WrongState:
        return "taken"


@shared_task(name="tasks.staffing.jobs.resume_forecasts")
def resume_forecasts() -> int:
    """Forecasts whose worker or message was lost go on."""
    return actions.resume_forecasts(at=now(), silent_for=SILENT)
