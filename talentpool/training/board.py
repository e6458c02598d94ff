"""The trainer's board: who waits for what, and how far people come in each course."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from talentpool.training.models import Course, Enrolment, ExamQuestion, Lesson, LessonProgress, Sitting
from talentpool.training.rules import exams as rules
from talentpool.training.states import EnrolmentState, ExamPart


def waiting_rows(enrolments: QuerySet[Enrolment]) -> dict[str, Any]:
    """decisions: all four parts are in; orals: in the exam without a passed oral part."""
    decisions = enrolments.filter(state=EnrolmentState.DECISION).order_by("started_at")
    spoken = Sitting.objects.filter(part=ExamPart.ORAL, score__gte=80).values("enrolment_id")
    orals = enrolments.filter(state=EnrolmentState.EXAM).exclude(pk__in=spoken).order_by("started_at")
    return {"decisions": decisions[:50], "orals": orals[:50]}


def course_rows(courses: QuerySet[Course]) -> list[dict[str, Any]]:
    """Each course with its people by state and how much of its lines the exam can cover; two queries."""
    counted = courses.select_related("client", "skill").annotate(
        **{state: Count("enrolments", filter=Q(enrolments__state=state)) for state in EnrolmentState.values}
    )
    lines: dict[int, list[str]] = {}
    for course_id, line in ExamQuestion.objects.filter(active=True).values_list("course_id", "line"):
        lines.setdefault(course_id, []).append(line)
    return [
        {
            "course": course,
            "learning": getattr(course, "learning"),  # noqa: B009  (annotated)
            "exam": getattr(course, "exam"),  # noqa: B009
            "decision": getattr(course, "decision"),  # noqa: B009
            "passed": getattr(course, "passed"),  # noqa: B009
            "failed": getattr(course, "failed"),  # noqa: B009
            "covers": rules.coverable(course.business_lines, lines.get(course.pk, []), drawn=course.exam_questions),
            "missing": rules.missing(course.business_lines, lines.get(course.pk, [])),
        }
        for course in counted.order_by("track", "slug")
    ]


def funnel(course: Course) -> list[dict[str, Any]]:
    """How many people reach each step of a course, and the share who go no further there; three queries.

    Steps: enrolled, each lesson in order, the exam, the certificate. lost: of those who came to the step before.
    """
    people = Enrolment.objects.filter(course=course)
    finished = dict(
        LessonProgress.objects.filter(enrolment__course=course, finished_at__isnull=False)
        .values_list("lesson")
        .annotate(n=Count("pk"))
    )
    lessons = Lesson.objects.filter(module__course=course).select_related("module").in_order()
    states = dict(people.values_list("state").annotate(n=Count("pk")))
    in_exam = sum(states.get(state, 0) for state in ("exam", "decision", "passed", "failed"))
    steps: list[tuple[Any, int]] = [(_("Enrolled"), sum(states.values()))]
    steps += [(lesson.title, finished.get(lesson.pk, 0)) for lesson in lessons]
    steps += [(_("In the exam"), in_exam), (_("Passed"), states.get("passed", 0))]
    return [
        {"name": name, "count": count, "lost": _lost(steps[place - 1][1], count) if place else None}
        for place, (name, count) in enumerate(steps)
    ]


def _lost(before: int, here: int) -> float | None:
    return max(0.0, 1 - here / before) if before else None
