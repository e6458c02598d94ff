"""Courses and agents in them, for tests."""

from datetime import timedelta
from itertools import count
from typing import Any

from accounts.models import User
from talentpool.agents.models import Agent, Skill
from talentpool.training import actions
from talentpool.training.models import Course, Enrolment, ExamQuestion, Lesson, Module, SystemTask
from tests.factories import agents
from tests.factories.accounts import staff

_serial = count(1)
LINES = ["greeting", "refund", "delivery", "privacy", "sale"]


def both(text: str) -> dict[str, str]:
    return {"en": text, "zh-hans": f"{text}（中文）"}


def draft(*, lines: list[str] = LINES, asked: list[str] = LINES, lessons: int = 2, **fields: Any) -> Course:
    """A course with lessons, questions on ``asked`` lines, one task, one contact type; not published."""
    number = next(_serial)
    skill = Skill.objects.create(code=f"skill-{number}", name=both("Skill"))
    fields = {"slug": f"course-{number}", "title": both("Course"), "track": "basic", "skill": skill} | fields
    course = Course.objects.create(
        business_lines=lines, contact_types=[{"key": "refund", "name": both("Refund")}], exam_questions=5, **fields
    )
    module = Module.objects.create(course=course, place=1, title=both("Module"))
    for n in range(lessons):
        Lesson.objects.create(
            module=module,
            place=n + 1,
            title=both(f"Lesson {n}"),
            text=both("**Read** this."),
            minutes=5,
            capability="service",
        )
    options = [{"key": key, "text": both(key), "worth": worth} for key, worth in (("a", 1), ("b", 0))]
    for line in asked:
        for n in range(2):
            text = both(f"{line} {n}?")
            ExamQuestion.objects.create(course=course, text=text, options=options, line=line, capability="service")
    fields_asked = [{"key": "word", "label": both("Word"), "answer": "yes"}]
    SystemTask.objects.create(
        course=course, code=f"task-{number}", place=1, instruction=both("Do"), material=both("x"), fields=fields_asked
    )
    return course


def course(**fields: Any) -> Course:
    return actions.publish_course(course=draft(**fields), by=None)


def learner(**fields: Any) -> Agent:
    """An agent in training."""
    return agents.agent(state="training", **fields)


def read_all(enrolment: Enrolment, by: User) -> Enrolment:
    """All lessons finished, at a believable pace."""
    for lesson in Lesson.objects.filter(module__course=enrolment.course):
        progress = actions.open_lesson(enrolment=enrolment, lesson=lesson, by=by)
        type(progress).objects.filter(pk=progress.pk).update(opened_at=progress.opened_at - timedelta(minutes=5))
        actions.finish_lesson(progress=progress, by=by)
    enrolment.refresh_from_db()
    return enrolment


def in_exam(agent: Agent | None = None, at: Course | None = None) -> Enrolment:
    one = agent or learner()
    enrolment = actions.enrol(agent=one, course=at or course(), by=one.user)
    return read_all(enrolment, one.user)


def write(enrolment: Enrolment, key: str = "a") -> Any:
    by = enrolment.agent.user
    sitting = actions.start_written(enrolment=enrolment, by=by)
    answers = {row["ref"]: key for row in sitting.sheet["questions"]}
    return actions.hand_in_written(sitting=sitting, answers=answers, by=by)


def operate(enrolment: Enrolment, word: str = "yes") -> Any:
    by = enrolment.agent.user
    sitting = actions.start_system(enrolment=enrolment, by=by)
    task = actions.open_task(sitting=sitting, by=by)
    return actions.answer_task(sitting=sitting, task=task, answers={"word": word}, by=by)


def awaiting_decision(agent: Agent | None = None, at: Course | None = None) -> Enrolment:
    """All four parts passed."""
    enrolment = in_exam(agent, at)
    write(enrolment)
    operate(enrolment)
    actions.examine_orally(enrolment=enrolment, by=staff("trainer"), marks={"refund": 5})
    enrolment.refresh_from_db()
    return enrolment
