"""Growth's refusals."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import BadInput, NotAllowed, Refusal


class SameLevel(Refusal):
    """The agent already stands on this level."""

    code = "same_level"
    message = _("The agent is already on level %(level)s.")
    next_step = _("Choose another level.")


class NotHerTalk(NotAllowed):
    code = "not_her_talk"
    message = _("This talk belongs to two other people.")
    next_step = _("Only the agent reflects and promises; only her coach says what to continue and to start.")


class WordsNeeded(BadInput):
    code = "words_needed"
    message = _("Write a few words.")
    next_step = _("One sentence is enough.")


class ContinueFirst(Refusal):
    code = "continue_first"
    message = _("First say what to continue.")
    next_step = _("What went well comes first; what to start comes after it.")


class PromiseFirst(Refusal):
    code = "coach_first"
    message = _("Your coach has not said yet what to start.")
    next_step = _("You hear from us when the plan can be made.")


class NotInThePast(BadInput):
    code = "not_in_the_past"
    message = _("Choose a day from today on.")


class NotInTheFuture(BadInput):
    code = "not_in_the_future"
    message = _("Write down time after it was given, not before.")


class NotHerPair(NotAllowed):
    code = "not_her_pair"
    message = _("This pair is two other people.")


class OwnCase(NotAllowed):
    code = "own_case"
    message = _("Nobody decides about herself.")
    next_step = _("Ask a colleague to decide.")


class ReasonNeeded(BadInput):
    code = "reason_needed"
    message = _("A decision needs a reason in words.")


class BookFaulty(BadInput):
    code = "book_faulty"
    status = 422
    message = _("This rulebook can't be published: %(faults)s.")
    next_step = _("Correct it and look at its effect again.")
    WORDS: ClassVar = {
        "few": _("it has fewer than two levels"),
        "order": _("levels must count up from 1 without a gap"),
        "unknown_need": _("it asks for something that is not counted"),
        "range": _("a number is out of range"),
        "easier": _("a level asks for less than the one beneath it"),
    }


class NobodyToTalkTo(Refusal):
    code = "nobody_to_talk_to"
    message = _("There is no trainer yet who could lead a talk.")
    next_step = _("Write to the recruiter.")
