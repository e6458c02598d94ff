"""Every write of staffing."""

from tasks.staffing.actions.forecasts import (
    Outlook,
    SpecialDay,
    ask_forecast,
    choose_method,
    compute_forecast,
    resume_forecasts,
)
from tasks.staffing.actions.requirements import Asked, compute_requirement
from tasks.staffing.actions.volumes import (
    enter_volumes,
    read_volumes,
    resume_imports,
    undo_import,
    upload_volumes,
)

__all__ = [
    "Asked",
    "Outlook",
    "SpecialDay",
    "ask_forecast",
    "choose_method",
    "compute_forecast",
    "compute_requirement",
    "enter_volumes",
    "read_volumes",
    "resume_forecasts",
    "resume_imports",
    "undo_import",
    "upload_volumes",
]
