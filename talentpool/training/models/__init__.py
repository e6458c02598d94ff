"""Courses of modules and lessons, enrolments, the four-part exam, certificates."""

from talentpool.training.models.course import Course, ExamQuestion, Lesson, Module, SystemTask
from talentpool.training.models.learning import Certificate, Enrolment, LessonProgress, LessonProposal, Sitting

__all__ = [
    "Certificate",
    "Course",
    "Enrolment",
    "ExamQuestion",
    "Lesson",
    "LessonProgress",
    "LessonProposal",
    "Module",
    "Sitting",
    "SystemTask",
]
