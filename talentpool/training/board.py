"""The trainer's board: who waits for what, and how far people come in each course."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from talentpool.training.models import Course, Enrolment, ExamQuestion, Sitting
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
