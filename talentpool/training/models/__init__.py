"""Courses of modules and lessons, enrolments, the four-part exam, certificates."""

from talentpool.training.models.classes import (
    Attended,
    Place,
    RampFit,
    Session,
    Simulation,
    SimulationRun,
    TrainingClass,
)
from talentpool.training.models.course import Course, ExamQuestion, Lesson, Module, SystemTask
from talentpool.training.models.learning import Certificate, Enrolment, LessonProgress, LessonProposal, Sitting

__all__ = [
    "Attended",
    "Certificate",
    "Course",
    "Enrolment",
    "ExamQuestion",
    "Lesson",
    "LessonProgress",
    "LessonProposal",
    "Module",
    "Place",
    "RampFit",
    "Session",
    "Simulation",
    "SimulationRun",
    "Sitting",
    "SystemTask",
    "TrainingClass",
]
