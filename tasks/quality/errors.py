"""What quality refuses, and why."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import BadInput, NotAllowed, Refusal
from tasks.quality.rules.shapes import InspectionError


class ConversationUnreadable(BadInput):
    """A conversation that can't be read; ``code`` says how, ``where`` points into the input."""

    code = "conversation_unreadable"
    message = _("This conversation can't be read at %(where)s.")
    next_step = _("Send an id and a list of turns, each with a role (agent, customer or system) and a text.")


class ConversationOverBounds(Refusal):
    """More text than one conversation may hold."""

    code = "conversation_too_large"
    status = 413
    message = _("This conversation is too large at %(where)s.")
    next_step = _("Split it: at most 5,000 turns, 200,000 characters a turn, 2,000,000 in all.")


class TimesUnusable(BadInput):
    """The times of the turns contradict each other."""

    code = "times_broken"
    message = _("The times of this conversation can't be used at %(where)s.")
    next_step = _("Give every time with its zone, in order, or leave the times out.")


class ConversationDiffers(Refusal):
    """The id is known, with other content."""

    code = "conversation_differs"
    message = _("A conversation with the id “%(id)s” is already here, with other content.")
    next_step = _("Use a new id; a stored conversation is never replaced.")


class RuleSetUnusable(BadInput):
    """A rule set that the inspector can't read."""

    code = "rule_set_invalid"
    message = _("This rule set can't be used at %(where)s.")
    next_step = _("Mend that place and save again.")


class NotADraft(Refusal):
    """A version that was in force is never changed."""

    code = "not_a_draft"
    message = _("This version is not a draft any more.")
    next_step = _("Make a new draft from it and change that.")


class FileTooLarge(Refusal):
    """More than a file may hold."""

    code = "file_too_large"
    status = 413
    message = _("This file is larger than %(limit)s MB.")
    next_step = _("Split it, or send conversations through the API.")


class BatchInUse(Refusal):
    """A person's score or work hangs on one of its conversations."""

    code = "batch_in_use"
    message = _("People's scores or work already hang on these conversations.")
    next_step = _("They stay. Single findings can be dismissed.")


class HookUnsigned(NotAllowed):
    """The signature is missing, wrong or too old."""

    code = "signature_wrong"
    message = _("The signature does not fit.")
    next_step = _("Sign after Standard Webhooks with the secret shown when the address was made.")


class NothingToAsk(Refusal):
    """A person inspects it already."""

    code = "nothing_to_ask"
    message = _("A person looks at this conversation already.")


class NothingToCalibrate(Refusal):
    """No conversation is left that none of the raters knows."""

    code = "nothing_to_calibrate"
    message = _("There is no conversation that none of these people knows already.")


class PeriodNotOver(Refusal):
    """The period lies ahead."""

    code = "period_ahead"
    message = _("This period has not begun yet.")


class Sent(Refusal):
    """What was sent stays as it was sent."""

    code = "sent_already"
    message = _("This review was sent and stays as it is.")


class NotAMember(Refusal):
    """An owner of a cause is somebody at the client."""

    code = "not_a_member"
    message = _("Name somebody who is a member of this client.")


class CauseOpen(Refusal):
    """Somebody mends it already."""

    code = "cause_open"
    message = _("Somebody is mending this cause already.")


class AssistantOff(Refusal):
    """No language model is set up, or it is off."""

    code = "assistant_off"
    message = _("The assistant is off.")
    next_step = _("An administrator can turn it on under Records.")


class ScorecardFirst(Refusal):
    """The rules' hits are judged after the blind scorecard, never before."""

    code = "scorecard_first"
    message = _("Submit your scorecard first: then you see what the rules found.")


class NoRedLine(Refusal):
    """Nothing here can be confirmed as a red line."""

    code = "no_red_line"
    message = _("No red-line hit is open in this conversation.")


class HitUnknown(Refusal):
    """The hit is not there, or a person decided about it already."""

    code = "hit_unknown"
    message = _("This hit is not open any more.")
    next_step = _("Reload the page to see how it stands.")


class ReasonNeeded(BadInput):
    """A decision about a person's work needs a written reason."""

    code = "reason_needed"
    message = _("Write a reason: the person concerned will read it.")


class AppealTooLate(Refusal):
    """The deadline for objecting has passed."""

    code = "appeal_too_late"
    message = _("The deadline for objecting to this score has passed.")
    next_step = _("Write to your team lead; a person can still look at it.")


class NothingToAppeal(Refusal):
    """No score of hers, or an appeal is open already."""

    code = "nothing_to_appeal"
    message = _("There is nothing to object to here, or you have objected already.")


class NobodyToAnswer(Refusal):
    """No analyst is there to answer an appeal."""

    code = "nobody_to_answer"
    message = _("Nobody is there to answer an objection at the moment.")
    next_step = _("Try again tomorrow; your deadline is extended by the wait.")


class NotYours(NotAllowed):
    """Somebody else was named, or it is about oneself."""

    code = "not_yours"
    message = _("Another person has to decide this.")


class MarksIncomplete(BadInput):
    """A scorecard with a missing or impossible mark."""

    code = "marks_incomplete"
    message = _("Give every item a mark from the list.")


_BY_CODE: dict[str, type[Refusal]] = {
    "conversation_too_large": ConversationOverBounds,
    "turn_too_long": ConversationOverBounds,
    "times_broken": TimesUnusable,
    "rule_set_invalid": RuleSetUnusable,
}


def refusal_of(error: InspectionError) -> Refusal:
    """The inspector's own error as an answer for people and machines."""
    return _BY_CODE.get(error.code, ConversationUnreadable)(where=error.where or "turns")


_ROWS = {
    "not_json": _("This line is not JSON in UTF-8."),
    "not_an_object": _("An object is expected on this line."),
    "columns_missing": _("Needed columns are missing: id, role and text (or id and score)."),
    "empty_file": _("The file is empty."),
    "no_table": _("This is neither JSON lines nor a table."),
    "no_rows": _("The file holds no row."),
    "too_large": _("The file unpacks to more than it may."),
    "cell_too_long": _("A cell is longer than 2,000 characters: send such conversations as JSON lines."),
    "nul": _("A character that no text holds."),
    "bad_character": _("A character that can't be read: save the file as UTF-8."),
    "not_a_number": _("A number is expected."),
    "out_of_range": _("A score from 1 to 5 is expected."),
    "conversation_unknown": _("No conversation has this id."),
    "conversation_differs": _("This id is here already, with other content."),
    "conversation_unreadable": _("The conversation can't be read."),
    "conversation_too_large": _("The conversation is too large."),
    "times_broken": _("The times can't be used: each with its zone, in order."),
    "file_gone": _("The file is not there any more: send it again."),
    "worker_died": _("Reading stopped three times."),
    "undone": _("The file was taken back."),
}


def row_sentence(code: str) -> str:
    """What is wrong with a row or a file, in the reader's language."""
    return str(_ROWS.get(code, code))
