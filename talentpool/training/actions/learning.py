"""Enrolling, reading, being paid for it."""

from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput
from talentpool.training.actions.exams import finish
from talentpool.training.errors import CourseNotOpen, OwnCase
from talentpool.training.models import Attended, Course, Enrolment, Lesson, LessonProgress, LessonProposal, Sitting
from talentpool.training.progress import lesson_rows, lessons_left
from talentpool.training.rules import exams as rules
from talentpool.training.states import ENROLMENT, CourseState, EnrolmentState, ExamPart, Presence


@transaction.atomic
def enrol(*, agent: Agent, course: Course, by: User) -> Enrolment:
    """Begin, or begin again after leaving or not passing; being in already is fine. Raises CourseNotOpen."""
    if course.state != CourseState.PUBLISHED:
        raise CourseNotOpen
    enrolment, created = Enrolment.objects.select_for_update().get_or_create(
        agent=agent, course=course, defaults={"started_at": now()}
    )
    if not created and enrolment.state in (EnrolmentState.FAILED, EnrolmentState.LEFT):
        ENROLMENT.move(
            enrolment, EnrolmentState.LEARNING, started_at=now(), decided_at=None, decided_by=None, reason=""
        )
    return enrolment


@transaction.atomic
def leave_course(*, enrolment: Enrolment, by: User) -> Enrolment:
    """She stops; what she read is kept."""
    ENROLMENT.move(enrolment, EnrolmentState.LEFT)
    return enrolment


def own_locked(*, enrolment: Enrolment, by: User) -> Enrolment:
    """The row, locked; only the agent herself learns."""
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("agent__user", "course")
    locked = rows.get(pk=enrolment.pk)
    if locked.agent.user_id != by.pk:
        raise OwnCase
    return locked


@transaction.atomic
def open_lesson(*, enrolment: Enrolment, lesson: Lesson, by: User) -> LessonProgress:
    """The clock of a lesson starts when it is first opened. Raises BadInput for a lesson of another course."""
    locked = own_locked(enrolment=enrolment, by=by)
    if lesson.module.course_id != locked.course_id:
        raise BadInput
    progress, _created = LessonProgress.objects.get_or_create(
        enrolment=locked, lesson=lesson, defaults={"opened_at": now()}
    )
    return progress


@transaction.atomic
def spend_time(*, progress: LessonProgress, seconds: int, by: User) -> LessonProgress:
    """Add reading time as the page counts it; never more than has really passed, nor than three times the plan."""
    own_locked(enrolment=progress.enrolment, by=by)
    locked = LessonProgress.objects.select_for_update(of=("self",)).select_related("lesson").get(pk=progress.pk)
    if locked.finished_at is None:
        elapsed = (now() - locked.opened_at).total_seconds()
        locked.seconds = rules.paid_seconds(
            counted=locked.seconds + max(0, seconds), elapsed=elapsed, planned_minutes=locked.lesson.minutes
        )
        locked.save(update_fields=["seconds"])
    return locked


@transaction.atomic
def finish_lesson(*, progress: LessonProgress, by: User) -> LessonProgress:
    """Done: the time is fixed, the growth log knows, and after the last lesson the exam opens. Twice is once."""
    enrolment = own_locked(enrolment=progress.enrolment, by=by)
    locked = LessonProgress.objects.select_for_update(of=("self",)).select_related("lesson__module").get(pk=progress.pk)
    moment = now()
    proposed = LessonProposal.objects.filter(agent=enrolment.agent, lesson=locked.lesson, done_at__isnull=True)
    proposed.update(done_at=moment)
    if locked.finished_at is not None:
        return locked
    elapsed = (moment - locked.opened_at).total_seconds()
    counted = locked.seconds or min(int(elapsed), locked.lesson.minutes * 60)  # a page without a script counts nothing
    locked.seconds = rules.paid_seconds(counted=counted, elapsed=elapsed, planned_minutes=locked.lesson.minutes)
    locked.finished_at = moment
    locked.save(update_fields=["seconds", "finished_at"])
    payload = {"course": enrolment.course.slug, "lesson": locked.lesson.code, "minutes": round(locked.seconds / 60)}
    record(
        subject=by,
        kind=EntryKind.LESSON,
        source=hers(enrolment=enrolment, what=locked.lesson.ref),
        occurred_at=moment,
        payload=payload,
    )
    if enrolment.state == EnrolmentState.LEARNING and not lessons_left(enrolment):
        open_exam(enrolment=enrolment)
    return locked


def hers(*, enrolment: Enrolment, what: UUID) -> UUID:
    """A source of her own: everybody is paid for the same lesson, and a statement pays a source once."""
    return uuid5(enrolment.ref, str(what))


def missed(*, enrolment: Enrolment) -> int:
    """Sessions of classes she had a place in and was absent from, without excuse."""
    return Attended.objects.filter(place__enrolment=enrolment, presence=Presence.ABSENT).count()


def open_exam(*, enrolment: Enrolment) -> None:
    """After the last lesson: the exam opens, and the conduct part is scored from the record."""
    ENROLMENT.move(enrolment, EnrolmentState.EXAM)
    rows = LessonProgress.objects.filter(enrolment=enrolment).annotate(planned=F("lesson__minutes"))
    hurried = sum(rules.is_hurried(seconds=row.seconds, planned_minutes=row.planned) for row in rows)
    lessons = len(lesson_rows(enrolment))
    facts = {
        "lessons": lessons,
        "finished": lessons - lessons_left(enrolment),
        "hurried": hurried,
        "missed_classes": missed(enrolment=enrolment),
    }
    number = Sitting.objects.filter(enrolment=enrolment, part=ExamPart.CONDUCT).count() + 1
    sitting = Sitting.objects.create(
        enrolment=enrolment, part=ExamPart.CONDUCT, number=number, sheet=facts, started_at=now()
    )
    finish(sitting=sitting, score=rules.conduct_score(**facts))
