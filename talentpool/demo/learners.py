"""The demo's people in training: how far each has read, exams that wait for a person, a class next week.

What they read lies in the past, so these rows and their lines in the log are laid, like all history of the demo.
"""

from datetime import datetime, timedelta
from random import Random

from accounts.models import User
from talentpool.agents.errors import Overlaps
from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.training import actions
from talentpool.training.actions.learning import hers, open_exam
from talentpool.training.models import Course, Enrolment, Lesson, LessonProgress

LEARNERS, IN_EXAM, IN_CLASS = 12, 3, 6
COURSES = ("basic", "mall-orders")


def make(*, random: Random, at: datetime) -> int:
    """Enrol some of the agents in training; returns how many. Needs the courses and a trainer."""
    trainer = User.objects.filter(groups__name="trainer").order_by("pk").first()
    courses = [course for slug in COURSES if (course := Course.objects.filter(slug=slug).first())]
    people = list(
        Agent.objects.filter(is_demo=True, state=AgentState.TRAINING).select_related("user").order_by("number")
    )
    if trainer is None or not courses:
        return 0
    for place, agent in enumerate(people[:LEARNERS]):
        course = courses[place % len(courses)]
        enrolment = actions.enrol(agent=agent, course=course, by=agent.user)
        lessons = list(Lesson.objects.filter(module__course=course).in_order())
        read = lessons if place < IN_EXAM else lessons[: random.randrange(len(lessons))]
        LessonProgress.objects.bulk_create(_read(enrolment, read, at))
        if read == lessons:
            open_exam(enrolment=enrolment)
    _class(courses[0], trainer, people[:IN_CLASS], at)
    return min(LEARNERS, len(people))


def _read(enrolment: Enrolment, lessons: list[Lesson], at: datetime) -> list[LessonProgress]:
    """A lesson a day until yesterday, each with its line in the log."""
    rows = []
    for days, lesson in enumerate(reversed(lessons), start=1):
        end = at - timedelta(days=days)
        begun = end - timedelta(minutes=lesson.minutes)
        rows.append(
            LessonProgress(
                enrolment=enrolment, lesson=lesson, opened_at=begun, finished_at=end, seconds=60 * lesson.minutes
            )
        )
    for row in reversed(rows):
        said = {"course": enrolment.course.slug, "lesson": row.lesson.code, "minutes": row.lesson.minutes}
        source = hers(enrolment=enrolment, what=row.lesson.ref)
        by = enrolment.agent.user
        record(subject=by, kind=EntryKind.LESSON, source=source, occurred_at=row.finished_at or at, payload=said)
    return rows


def _class(course: Course, trainer: User, people: list[Agent], at: datetime) -> None:
    first = (at + timedelta(days=6)).replace(hour=2, minute=0, second=0, microsecond=0)  # ten in the morning in Beijing
    sessions = [(first, 90), (first + timedelta(days=1), 90)]
    group = actions.open_class(course=course, trainer=trainer, sessions=sessions, by=trainer, seats=12)
    for agent in people:
        try:
            actions.take_place(group=group, agent=agent, by=agent.user)
        except Overlaps:
            continue
