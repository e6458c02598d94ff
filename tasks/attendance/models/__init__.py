"""Who came and when; where they work, who helps them, and what went wrong there."""

from tasks.attendance.models.complaint import Complaint
from tasks.attendance.models.day import (
    Attendance,
    AttendanceEvent,
    AttendancePolicy,
    Correction,
)
from tasks.attendance.models.help import KnowledgeArticle, Ticket
from tasks.attendance.models.steps import Intervention
from tasks.attendance.models.workplace import Incident, Login, LoginLease

__all__ = [
    "Attendance",
    "AttendanceEvent",
    "AttendancePolicy",
    "Complaint",
    "Correction",
    "Incident",
    "Intervention",
    "KnowledgeArticle",
    "Login",
    "LoginLease",
    "Ticket",
]
