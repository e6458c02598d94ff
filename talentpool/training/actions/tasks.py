"""System operation: timed tasks at a simulated console."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput
from talentpool.training.actions.exams import finish, lock, locked_sitting, open_part
from talentpool.training.errors import OwnCase
from talentpool.training.models import Enrolment, Sitting, SystemTask
from talentpool.training.rules import exams as rules
from talentpool.training.states import ExamPart


@transaction.atomic
def start_system(*, enrolment: Enrolment, by: User) -> Sitting:
    """The tasks of the course, in order; each has its own clock, which starts when it is opened."""
    locked = lock(enrolment=enrolment)
    if locked.agent.user_id != by.pk:
        raise OwnCase
    refs = [str(ref) for ref in locked.course.system_tasks.values_list("ref", flat=True)]
    return open_part(enrolment=locked, part=ExamPart.SYSTEM, sheet={"tasks": refs, "opened": {}, "done": {}})


@transaction.atomic
def open_task(*, sitting: Sitting, by: User) -> SystemTask | None:
    """The next task that is not done; its clock starts the first time it is shown. None when all are done."""
    fresh = locked_sitting(sitting=sitting, by=by)
    ref = next((one for one in fresh.sheet["tasks"] if one not in fresh.sheet["done"]), None)
    if ref is None:
        return None
    if ref not in fresh.sheet["opened"]:
        fresh.sheet = {**fresh.sheet, "opened": {**fresh.sheet["opened"], ref: now().isoformat()}}
        fresh.save(update_fields=["sheet"])
    sitting.sheet = fresh.sheet
    return SystemTask.objects.get(ref=ref)


@transaction.atomic
def answer_task(*, sitting: Sitting, task: SystemTask, answers: Mapping[str, str], by: User) -> Sitting:
    """Score one task by what is right and how long it took; with the last one the part is finished.

    Answering a task twice keeps the first answer. Raises BadInput for a task that was never opened.
    """
    fresh = locked_sitting(sitting=sitting, by=by)
    ref = str(task.ref)
    if ref not in fresh.sheet["opened"]:
        raise BadInput
    if ref not in fresh.sheet["done"]:
        fresh.sheet = {**fresh.sheet, "done": {**fresh.sheet["done"], ref: _scored(fresh, task, answers)}}
        fresh.save(update_fields=["sheet"])
    scores = [fresh.sheet["done"][one]["score"] for one in fresh.sheet["tasks"] if one in fresh.sheet["done"]]
    if len(scores) == len(fresh.sheet["tasks"]):
        return finish(sitting=fresh, score=sum(scores) / len(scores))
    return fresh


def _scored(sitting: Sitting, task: SystemTask, answers: Mapping[str, str]) -> dict[str, Any]:
    took = (now() - datetime.fromisoformat(sitting.sheet["opened"][str(task.ref)])).total_seconds()
    right = sum(answers.get(field["key"], "").strip().lower() == str(field["answer"]).lower() for field in task.fields)
    score = rules.task_score(right=right, of=len(task.fields), took_seconds=took, allowed_seconds=task.seconds)
    return {"answers": {k: v[:200] for k, v in answers.items()}, "seconds": round(took), "score": score}
