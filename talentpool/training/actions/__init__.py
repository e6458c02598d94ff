"""Every write of training."""

from talentpool.training.actions.certificates import issue_certificate, renew_certificate, revoke_certificate
from talentpool.training.actions.classes import cancel_class, give_place_back, mark_presence, open_class, take_place
from talentpool.training.actions.content import load_courses
from talentpool.training.actions.courses import change_course, publish_course, retire_course
from talentpool.training.actions.decisions import decide_exam, decide_probation, enter_if_ready
from talentpool.training.actions.exams import (
    examine_orally,
    hand_in_written,
    save_written,
    start_refresher,
    start_written,
)
from talentpool.training.actions.learning import enrol, finish_lesson, leave_course, open_lesson, spend_time
from talentpool.training.actions.proposals import propose_lesson
from talentpool.training.actions.ramp import current_ramp, fit_ramp
from talentpool.training.actions.simulations import answer_step, begin_run
from talentpool.training.actions.tasks import answer_task, open_task, start_system

__all__ = [
    "answer_step",
    "answer_task",
    "begin_run",
    "cancel_class",
    "change_course",
    "current_ramp",
    "decide_exam",
    "decide_probation",
    "enrol",
    "enter_if_ready",
    "examine_orally",
    "finish_lesson",
    "fit_ramp",
    "give_place_back",
    "hand_in_written",
    "issue_certificate",
    "leave_course",
    "load_courses",
    "mark_presence",
    "open_class",
    "open_lesson",
    "open_task",
    "propose_lesson",
    "publish_course",
    "renew_certificate",
    "retire_course",
    "revoke_certificate",
    "save_written",
    "spend_time",
    "start_refresher",
    "start_system",
    "start_written",
    "take_place",
]
