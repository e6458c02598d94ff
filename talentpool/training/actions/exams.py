"""The written and the oral part, and what a finished part means."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from accounts.models import User
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.screening.rules import marking
from talentpool.training.actions.certificates import renew_certificate
from talentpool.training.errors import (
    AlreadyPassed,
    CardIncomplete,
    LessonsLeft,
    NotRefreshable,
    NoTriesLeft,
    OwnCase,
    RetakeTooEarly,
    SittingOver,
    TimeOver,
)
from talentpool.training.models import Certificate, Enrolment, ExamQuestion, Sitting
from talentpool.training.progress import lessons_left, part_results
from talentpool.training.rules import exams as rules
from talentpool.training.states import ENROLMENT, EnrolmentState, ExamPart

REFRESH_DAYS = 60


def lock(*, enrolment: Enrolment) -> Enrolment:
    """The enrolment's row, locked: parts are finished one at a time."""
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("agent__user", "course__skill")
    return rows.get(pk=enrolment.pk)


def open_part(*, enrolment: Enrolment, part: str, sheet: dict[str, Any]) -> Sitting:
    """The open sitting of a part, or a new one; the caller holds the lock.

    Raises LessonsLeft, WrongState, AlreadyPassed, NoTriesLeft, RetakeTooEarly.
    """
    if enrolment.state == EnrolmentState.LEARNING:
        raise LessonsLeft(left=lessons_left(enrolment))
    if enrolment.state != EnrolmentState.EXAM:
        raise WrongState(now=enrolment.get_state_display())
    tried = list(Sitting.objects.filter(enrolment=enrolment, part=part, refresher=False).order_by("number"))
    if tried and tried[-1].finished_at is None:
        return tried[-1]
    _may_try(enrolment, tried)
    number = (tried[-1].number if tried else 0) + 1
    return Sitting.objects.create(enrolment=enrolment, part=part, number=number, sheet=sheet, started_at=now())


def _may_try(enrolment: Enrolment, tried: list[Sitting]) -> None:
    course = enrolment.course
    if any((one.score or 0) >= course.pass_mark for one in tried):
        raise AlreadyPassed
    if len(tried) >= course.max_sittings:
        raise NoTriesLeft
    if tried and tried[-1].finished_at is not None:
        opens = tried[-1].finished_at + timedelta(hours=course.retake_after_hours)
        if opens > now():
            raise RetakeTooEarly(date=date_format(opens, "DATETIME_FORMAT"))


def _drawn(enrolment: Enrolment) -> dict[str, Any]:
    """A draw that covers the business lines, with its seed."""
    course = enrolment.course
    pool = {str(one.ref): one for one in ExamQuestion.objects.filter(course=course, active=True)}
    seed = secrets.randbits(48)
    chosen = rules.draw(
        {ref: one.line for ref, one in pool.items()},
        lines=course.business_lines,
        count=course.exam_questions,
        seed=seed,
    )
    rows: list[dict[str, Any]] = [
        {
            "ref": ref,
            "line": pool[ref].line,
            "options": marking.shuffled([str(o["key"]) for o in pool[ref].options], seed=seed + n),
        }
        for n, ref in enumerate(chosen)
    ]
    share = rules.covered(course.business_lines, [row["line"] for row in rows])
    return {"seed": seed, "questions": rows, "answers": {}, "minutes": course.exam_minutes, "covers": share}


@transaction.atomic
def start_written(*, enrolment: Enrolment, by: User) -> Sitting:
    """The written part: drawn once, then it stays. Raises what ``open_part`` raises."""
    locked = lock(enrolment=enrolment)
    if locked.agent.user_id != by.pk:
        raise OwnCase
    return open_part(enrolment=locked, part=ExamPart.WRITTEN, sheet=_drawn(locked))


@transaction.atomic
def start_refresher(*, certificate: Certificate, by: User) -> Sitting:
    """A written sitting that renews a certificate near its end or expired. Raises NotRefreshable, OwnCase."""
    if certificate.agent.user_id != by.pk:
        raise OwnCase
    too_early = certificate.expires_at > now() + timedelta(days=REFRESH_DAYS)
    if certificate.revoked_at is not None or too_early:
        raise NotRefreshable
    locked = lock(enrolment=Enrolment.objects.get(agent=certificate.agent, course=certificate.course))
    tried = Sitting.objects.filter(enrolment=locked, part=ExamPart.WRITTEN).order_by("number")
    last = tried.last()
    if last is not None and last.finished_at is None:
        return last
    number = (last.number if last else 0) + 1
    return Sitting.objects.create(
        enrolment=locked, part=ExamPart.WRITTEN, number=number, sheet=_drawn(locked), started_at=now(), refresher=True
    )


def is_late(*, sitting: Sitting) -> bool:
    """Whether the time of a written sitting is over."""
    return marking.too_late(started_at=sitting.started_at, minutes=sitting.sheet["minutes"], now=now())


def locked_sitting(*, sitting: Sitting, by: User) -> Sitting:
    """The sitting behind its enrolment's lock, open and hers. Raises SittingOver, OwnCase."""
    enrolment = lock(enrolment=sitting.enrolment)
    if enrolment.agent.user_id != by.pk:
        raise OwnCase
    fresh = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    if fresh.finished_at is not None:
        raise SittingOver
    fresh.enrolment = enrolment
    return fresh


@transaction.atomic
def save_written(*, sitting: Sitting, answers: Mapping[str, str], by: User) -> Sitting:
    """Keep answers before the end. Raises SittingOver, TimeOver."""
    fresh = locked_sitting(sitting=sitting, by=by)
    if is_late(sitting=fresh):
        raise TimeOver
    offered = {row["ref"]: set(row["options"]) for row in fresh.sheet["questions"]}
    valid = {ref: key for ref, key in answers.items() if key in offered.get(ref, set())}
    fresh.sheet = {**fresh.sheet, "answers": {**fresh.sheet["answers"], **valid}}
    fresh.save(update_fields=["sheet"])
    return fresh


def hand_in_written(*, sitting: Sitting, answers: Mapping[str, str], by: User) -> Sitting:
    """Mark the written part by worth. Too late, only what was saved counts: it is marked, then TimeOver is raised."""
    with transaction.atomic():
        fresh = locked_sitting(sitting=sitting, by=by)
        late = is_late(sitting=fresh)
        if not late:
            fresh = save_written(sitting=fresh, answers=answers, by=by)
        done = _mark(fresh)
    if late:
        raise TimeOver
    return done


def _mark(sitting: Sitting) -> Sitting:
    asked = {str(q.ref): q for q in ExamQuestion.objects.filter(ref__in=[r["ref"] for r in sitting.sheet["questions"]])}
    worths = {ref: {o["key"]: float(o.get("worth", 0)) for o in one.options} for ref, one in asked.items()}
    answers = sitting.sheet["answers"]
    by_capability: dict[str, dict[str, dict[str, float]]] = {}
    for ref, one in asked.items():
        if one.capability:
            by_capability.setdefault(one.capability, {})[ref] = worths[ref]
    capabilities = {name: marking.score(part, answers) / 100 for name, part in by_capability.items()}
    return finish(sitting=sitting, score=marking.score(worths, answers), capabilities=capabilities)


@transaction.atomic
def examine_orally(*, enrolment: Enrolment, by: User, marks: Mapping[str, int], note: str = "") -> Sitting:
    """A person's marks, 1 to 5, along all main contact types.

    Raises CardIncomplete, OwnCase and what ``open_part`` raises.
    """
    locked = lock(enrolment=enrolment)
    if locked.agent.user_id == by.pk:
        raise OwnCase
    score = rules.oral_score(marks, [kind["key"] for kind in locked.course.contact_types])
    if score is None:
        raise CardIncomplete
    sitting = open_part(enrolment=locked, part=ExamPart.ORAL, sheet={})
    sitting.enrolment, sitting.examiner = locked, by
    sitting.sheet = {"marks": dict(marks), "note": note[:2000]}
    return finish(sitting=sitting, score=score)


def finish(*, sitting: Sitting, score: float, capabilities: Mapping[str, float] | None = None) -> Sitting:
    """Write a part's result; with the last one a person decides. The caller holds the enrolment's lock."""
    moment = now()
    sitting.score, sitting.finished_at = round(score, 1), moment
    sitting.save(update_fields=["score", "finished_at", "sheet", "examiner"])
    enrolment = sitting.enrolment
    payload: dict[str, Any] = {
        "course": enrolment.course.slug,
        "part": sitting.part,
        "score": sitting.score,
        "passed": sitting.score >= enrolment.course.pass_mark,
    }
    if capabilities:
        payload["capabilities"] = dict(capabilities)
    record(subject=enrolment.agent.user, kind=EntryKind.EXAM, source=sitting.ref, occurred_at=moment, payload=payload)
    if not sitting.refresher:
        _wait_for_decision(enrolment)
    elif payload["passed"]:
        renew_certificate(enrolment=enrolment)
    return sitting


def _wait_for_decision(enrolment: Enrolment) -> None:
    ready = rules.ready_for_decision(
        part_results(enrolment), pass_mark=enrolment.course.pass_mark, max_tries=enrolment.course.max_sittings
    )
    if ready and enrolment.state == EnrolmentState.EXAM:
        ENROLMENT.move(enrolment, EnrolmentState.DECISION)
