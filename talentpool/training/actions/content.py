"""Loading courses from folders: ``content/<slug>/course.json``, lessons in Markdown, questions in the bank's format."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import Client
from talentpool.agents.models import Skill
from talentpool.growth.states import Capability
from talentpool.screening.rules import bank
from talentpool.training.actions.courses import publish_course
from talentpool.training.errors import ContentFault
from talentpool.training.models import Course, ExamQuestion, Lesson, Module, Simulation, SystemTask
from talentpool.training.rules import simulation
from talentpool.training.rules.content import Faulty, WrittenLesson, parse_lesson
from talentpool.training.states import CourseState

FOLDER = Path(__file__).resolve().parent.parent / "content"
LANGUAGES = {"en": "en", "zh": "zh-hans"}
SETTINGS = ("valid_days", "pass_mark", "coverage_needed", "exam_questions", "exam_minutes", "probation_days")


def load_courses(*, folder: Path = FOLDER, publish: bool = True) -> list[Course]:
    """Bring the courses to what the folders say; may run twice. New ones are published if their exam covers enough."""
    return [_load(path.parent, publish) for path in sorted(folder.glob("*/course.json"))]


@transaction.atomic
def _load(folder: Path, publish: bool) -> Course:
    written = json.loads((folder / "course.json").read_text(encoding="utf-8"))
    course, _created = Course.objects.get_or_create(slug=folder.name, defaults={"track": written["track"]})
    course.title, course.summary, course.track = written["title"], written["summary"], written["track"]
    course.client = Client.objects.filter(slug=written.get("client", "")).first()
    course.skill = _skill(written["skill"], course.client)
    course.business_lines = list(written["lines"])
    course.contact_types = written["contact_types"]
    for name in SETTINGS:
        setattr(course, name, written.get(name, getattr(course, name)))
    course.save()
    _modules(course, folder, written["modules"])
    _questions(course, folder)
    _tasks(course, written["tasks"])
    _simulations(course, folder)
    if publish and course.state == CourseState.DRAFT:
        publish_course(course=course, by=None)
    return course


def _skill(written: dict[str, Any], client: Client | None) -> Skill:
    defaults = {"name": written["name"], "client": client}
    return Skill.objects.get_or_create(code=written["code"], defaults=defaults)[0]


def _modules(course: Course, folder: Path, written: list[dict[str, Any]]) -> None:
    for place, one in enumerate(written, start=1):
        module, _ = Module.objects.update_or_create(course=course, place=place, defaults={"title": one["title"]})
        for number, name in enumerate(one["lessons"], start=1):
            _lesson(module, folder, name, number)


def _lesson(module: Module, folder: Path, name: str, number: int) -> None:
    both = {full: _read(folder / f"{name}.{short}.md") for short, full in LANGUAGES.items()}
    first = both["en"]
    Lesson.objects.update_or_create(
        code=f"{module.course.slug}-{name}",
        defaults={
            "module": module,
            "place": number,
            "title": {language: one.title for language, one in both.items()},
            "text": {language: one.text for language, one in both.items()},
            "minutes": first.minutes,
            "capability": first.capability if first.capability in Capability.values else "",
        },
    )


def _read(path: Path) -> WrittenLesson:
    try:
        return parse_lesson(path.read_text(encoding="utf-8"))
    except (Faulty, FileNotFoundError) as error:
        raise ContentFault(file=path.name, fault=error) from error


def _questions(course: Course, folder: Path) -> None:
    """Tags: the business line, then perhaps a capability. A question that is gone from the file is drawn no more."""
    try:
        written = bank.parse((folder / "questions.txt").read_text(encoding="utf-8"))
    except bank.Faulty as error:
        raise ContentFault(file="questions.txt", fault=error) from error
    for one in written:
        capability = one.tags[1] if len(one.tags) > 1 and one.tags[1] in Capability.values else ""
        defaults = {
            "course": course,
            "text": one.text,
            "options": one.options,
            "line": one.tags[0] if one.tags else "",
            "capability": capability,
            "active": True,
        }
        ExamQuestion.objects.update_or_create(code=f"{course.slug}-{one.code}", defaults=defaults)
    kept = [f"{course.slug}-{one.code}" for one in written]
    ExamQuestion.objects.filter(course=course, code__isnull=False).exclude(code__in=kept).update(active=False)


def _tasks(course: Course, written: list[dict[str, Any]]) -> None:
    for place, one in enumerate(written, start=1):
        defaults = {
            "course": course,
            "place": place,
            "instruction": one["instruction"],
            "material": one["material"],
            "fields": one["fields"],
            "seconds": one["seconds"],
        }
        SystemTask.objects.update_or_create(code=f"{course.slug}-{one['code']}", defaults=defaults)


def _simulations(course: Course, folder: Path) -> None:
    """``simulations.json``: [{"code", "title", "steps", "pass_mark"?}]; one that does not hold together is refused."""
    file = folder / "simulations.json"
    written = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    for place, one in enumerate(written, start=1):
        faults = simulation.faults(one["steps"])
        if faults:
            raise ContentFault(file=file.name, fault=f"{one['code']}: {', '.join(faults)}")
        defaults = {"course": course, "title": one["title"], "steps": one["steps"], "place": place}
        defaults["pass_mark"] = one.get("pass_mark", 80)
        Simulation.objects.update_or_create(code=f"{course.slug}-{one['code']}", defaults=defaults)
