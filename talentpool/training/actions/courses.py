"""Publishing and changing courses."""

from datetime import timedelta

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.screening.rules.marking import options_fault
from talentpool.training.actions.certificates import keep_skill_true
from talentpool.training.errors import CourseEmpty, ExamCoversTooLittle, QuestionsWithoutAnswer, ReasonNeeded
from talentpool.training.models import Certificate, Course, Lesson
from talentpool.training.rules import exams as rules
from talentpool.training.states import COURSE, CourseState


@transaction.atomic
def publish_course(*, course: Course, by: User | None) -> Course:
    """Open a course. Raises ExamCoversTooLittle (which names the missing lines), QuestionsWithoutAnswer,
    CourseEmpty, WrongState.
    """
    _refuse_questions_without_an_answer(course)
    asked = list(course.questions.filter(active=True).values_list("line", flat=True))
    share = rules.coverable(course.business_lines, asked, drawn=course.exam_questions)
    if share < course.coverage_needed or not asked:
        lines = ", ".join(rules.missing(course.business_lines, asked)) or "–"
        raise ExamCoversTooLittle(share=f"{share:.0f}", needed=course.coverage_needed, missing=lines)
    has_lessons = Lesson.objects.filter(module__course=course).exists()
    if not (has_lessons and course.contact_types and course.system_tasks.exists()):
        raise CourseEmpty
    COURSE.move(course, CourseState.PUBLISHED)
    return course


def _refuse_questions_without_an_answer(course: Course) -> None:
    """Whatever way they came in: by the records' form they can't, by a file or a script they could."""
    faulty = [one for one in course.questions.filter(active=True) if options_fault(one.options)]
    if faulty:
        raise QuestionsWithoutAnswer(questions="; ".join(one.code or str(one) for one in faulty[:10]))


@transaction.atomic
def retire_course(*, course: Course, by: User | None) -> Course:
    """Nobody new enrols; certificates stay valid until they expire."""
    COURSE.move(course, CourseState.RETIRED)
    return course


@transaction.atomic
def change_course(*, course: Course, by: User, reason: str, grace_days: int = 14) -> int:
    """A new version: certificates of older ones end after ``grace_days`` at the latest. Returns how many were shortened."""
    if not reason.strip():
        raise ReasonNeeded
    locked = Course.objects.select_for_update().get(pk=course.pk)
    locked.version += 1
    locked.save(update_fields=["version"])
    course.version = locked.version
    moment = now()
    ends = moment + timedelta(days=grace_days)
    older = Certificate.objects.filter(course=locked, course_version__lt=locked.version, expires_at__gt=ends)
    touched = list(older.valid(moment).select_related("agent", "skill"))
    older.valid(moment).update(expires_at=ends)
    for certificate in touched:
        keep_skill_true(agent=certificate.agent, skill=certificate.skill)
    return len(touched)
