"""Reads about an agent in a course: lessons, parts of the exam, what is next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from talentpool.training.models import Enrolment, Lesson, LessonProgress, Sitting, SystemTask
from talentpool.training.rules import exams as rules
from talentpool.training.states import ExamPart


@dataclass(frozen=True)
class LessonRow:
    """A lesson on an agent's list."""

    lesson: Lesson
    done: bool
    opened: bool


def lesson_rows(enrolment: Enrolment) -> list[LessonRow]:
    """All lessons of the course in order, with what she opened and finished; two queries."""
    progress = {row.lesson_id: row for row in LessonProgress.objects.filter(enrolment=enrolment)}
    lessons = Lesson.objects.filter(module__course_id=enrolment.course_id).select_related("module").in_order()
    return [
        LessonRow(
            one, done=bool(progress[one.pk].finished_at) if one.pk in progress else False, opened=one.pk in progress
        )
        for one in lessons
    ]


def next_lesson(enrolment: Enrolment) -> Lesson | None:
    """Where to resume."""
    return next((row.lesson for row in lesson_rows(enrolment) if not row.done), None)


def lessons_left(enrolment: Enrolment) -> int:
    return sum(not row.done for row in lesson_rows(enrolment))


def paid_minutes(enrolment: Enrolment) -> int:
    """Paid reading time so far."""
    return sum(LessonProgress.objects.filter(enrolment=enrolment).values_list("seconds", flat=True)) // 60


def part_results(enrolment: Enrolment) -> dict[str, rules.PartResult]:
    """part -> best score and finished tries; refreshers don't count."""
    found: dict[str, list[float]] = {}
    rows = Sitting.objects.filter(enrolment=enrolment, finished_at__isnull=False, refresher=False)
    for part, score in rows.values_list("part", "score"):
        found.setdefault(part, []).append(score or 0.0)
    return {part: rules.PartResult(best=max(scores), tries=len(scores)) for part, scores in found.items()}


@dataclass(frozen=True)
class PartRow:
    """One part of the exam as the agent and the trainer see it."""

    part: str
    label: Any
    best: float | None
    tries: int
    passed: bool
    open_sitting: Sitting | None


def part_rows(enrolment: Enrolment) -> list[PartRow]:
    """The four parts in order."""
    results = part_results(enrolment)
    mark = enrolment.course.pass_mark
    open_now = {one.part: one for one in Sitting.objects.filter(enrolment=enrolment, finished_at__isnull=True)}
    nothing = rules.PartResult(best=None, tries=0)
    return [
        PartRow(
            part=part,
            label=part.label,
            best=results.get(part, nothing).best,
            tries=results.get(part, nothing).tries,
            passed=(results.get(part, nothing).best or 0) >= mark,
            open_sitting=open_now.get(part),
        )
        for part in ExamPart
    ]


def task_ends(sitting: Sitting, task: SystemTask) -> datetime:
    """When the full time of the task on show is over."""
    return datetime.fromisoformat(sitting.sheet["opened"][str(task.ref)]) + timedelta(seconds=task.seconds)
