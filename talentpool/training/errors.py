"""What training refuses, each with its rule and the next step."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import BadInput, NotAllowed, Refusal


class ExamCoversTooLittle(Refusal):
    """An exam that can't cover the business lines is not published."""

    code = "exam_covers_too_little"
    message = _("The exam can cover only %(share)s %% of the business lines; %(needed)s %% are needed.")
    next_step = _("Write questions for: %(missing)s.")


class QuestionsWithoutAnswer(Refusal):
    """An exam whose questions nobody can answer rightly is not published."""

    code = "questions_without_answer"
    message = _("Some questions of the exam can't be answered: no option is right, or there are none.")
    next_step = _("Mend or switch off: %(questions)s.")


class CourseNotOpen(Refusal):
    code = "course_not_open"
    message = _("This course is not open.")


class CourseEmpty(BadInput):
    code = "course_empty"
    message = _("A course needs lessons, contact types for the oral part, and a system task before it is published.")


class LessonsLeft(Refusal):
    code = "lessons_left"
    message = _("%(left)s lessons are still to be read before the exam.")
    next_step = _("Go on with the next lesson.")


class NoTriesLeft(Refusal):
    code = "no_tries_left"
    message = _("There is no try left for this part.")
    next_step = _("A trainer decides on what you have.")


class RetakeTooEarly(Refusal):
    code = "retake_too_early"
    message = _("You can try this part again from %(date)s.")


class SittingOver(Refusal):
    code = "sitting_over"
    message = _("This part is finished.")


class TimeOver(Refusal):
    code = "time_over"
    message = _("Time was up. The answers saved before that were marked.")


class AlreadyPassed(Refusal):
    code = "already_passed"
    message = _("This part is passed already.")


class OwnCase(NotAllowed):
    code = "own_case"
    message = _("Nobody decides about herself.")
    next_step = _("Ask a colleague to decide.")


class ReasonNeeded(BadInput):
    code = "reason_needed"
    message = _("A decision needs a reason in words.")


class PartBelowMark(Refusal):
    code = "part_below_mark"
    message = _("Every part needs %(mark)s; below it: %(parts)s.")
    next_step = _("Let her try again, or decide “not passed”.")


class CardIncomplete(BadInput):
    code = "card_incomplete"
    message = _("Every main contact type needs a mark from 1 to 5.")


class NotRefreshable(Refusal):
    code = "not_refreshable"
    message = _("This certificate can't be refreshed now.")
    next_step = _("A refresher opens 60 days before it expires; a revoked one needs the whole exam.")


class ContentFault(BadInput):
    code = "content_fault"
    message = _("Course content, %(file)s: %(fault)s.")


class ClassFull(Refusal):
    code = "class_full"
    message = _("This class has no free place.")
    next_step = _("Choose another class, or read the lessons on your own.")


class SessionsNeeded(BadInput):
    code = "sessions_needed"
    message = _("A class needs at least one session ahead.")


class NotHeldYet(Refusal):
    code = "not_held_yet"
    message = _("This session has not begun.")
    next_step = _("Mark attendance once it runs.")
