"""Going through a branching conversation, scored by its steps."""

from django.db import IntegrityError, transaction

from accounts.models import User
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput
from talentpool.training.actions.learning import hers, own_locked
from talentpool.training.errors import SittingOver
from talentpool.training.models import Enrolment, Simulation, SimulationRun
from talentpool.training.rules import simulation as rules


@transaction.atomic
def begin_run(*, simulation: Simulation, enrolment: Enrolment, by: User) -> SimulationRun:
    """The open run, or a new one. Raises BadInput for a simulation of another course, OwnCase."""
    locked = own_locked(enrolment=enrolment, by=by)
    if simulation.course_id != locked.course_id:
        raise BadInput
    open_one = SimulationRun.objects.filter(simulation=simulation, enrolment=locked, finished_at__isnull=True).first()
    if open_one is not None:
        return open_one
    try:
        with transaction.atomic():
            return SimulationRun.objects.create(simulation=simulation, enrolment=locked, at=rules.START)
    except IntegrityError:
        return SimulationRun.objects.get(simulation=simulation, enrolment=locked, finished_at__isnull=True)


@transaction.atomic
def answer_step(*, run: SimulationRun, step: str, key: str, by: User) -> SimulationRun:
    """Answer the step on show; the last answer scores the way. A step answered twice counts once.

    Raises BadInput, SittingOver, OwnCase.
    """
    own_locked(enrolment=run.enrolment, by=by)
    rows = SimulationRun.objects.select_for_update(of=("self",)).select_related("simulation__course", "enrolment")
    locked = rows.get(pk=run.pk)
    if locked.finished_at is not None:
        raise SittingOver
    if locked.at != step:
        return locked  # a double tap: that step is behind her
    chosen = rules.answer_of(locked.simulation.steps, step, key)
    if chosen is None:
        raise BadInput
    locked.path = [*locked.path, {"step": step, "answer": key, "worth": float(chosen["worth"])}]
    locked.at = str(chosen.get("to", ""))
    if not locked.at:
        _finish(locked, by)
    locked.save(update_fields=["path", "at", "score", "finished_at"])
    return locked


def _finish(run: SimulationRun, by: User) -> None:
    run.score, run.finished_at = round(rules.score(run.path), 1), now()
    if run.score >= run.simulation.pass_mark:
        minutes = max(1, round((run.finished_at - run.started_at).total_seconds() / 60))
        payload = {"course": run.simulation.course.slug, "simulation": run.simulation.code, "minutes": min(30, minutes)}
        source = hers(enrolment=run.enrolment, what=run.simulation.ref)
        record(subject=by, kind=EntryKind.LESSON, source=source, occurred_at=run.finished_at, payload=payload)
