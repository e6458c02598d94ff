"""Every write of staffing."""

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
    "compute_requirement",
    "enter_volumes",
    "read_volumes",
    "resume_imports",
    "undo_import",
    "upload_volumes",
]
