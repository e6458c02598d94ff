"""What attendance refuses, each with its rule and the next step."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import Refusal


class NotYourDay(Refusal):
    code = "not_yours"
    status = 404
    message = _("This is not yours.")


class TooEarly(Refusal):
    code = "too_early"
    message = _("Check-in opens %(minutes)s minutes before the shift.")
    next_step = _("Come back then; the clock that counts is the server's.")


class TooEarlyToConfirm(Refusal):
    code = "too_early_to_confirm"
    message = _("Confirming opens %(hours)s hours before the shift and ends when it begins.")


class ShiftOver(Refusal):
    code = "shift_over"
    message = _("This shift has ended.")
    next_step = _("If you were there, ask for a correction.")


class SeatLost(Refusal):
    code = "seat_lost"
    message = _("This seat is no longer yours: somebody stepped in, or it was given back.")
    next_step = _("If that is wrong, dispute it; a person looks at it.")


class RulesNotAcknowledged(Refusal):
    code = "rules_not_acknowledged"
    message = _("The security rules of this order must be acknowledged before the shift.")
    next_step = _("Read them on the page of the shift, then check in.")


class NothingToCorrect(Refusal):
    code = "nothing_to_correct"
    status = 400
    message = _("The end must come after the start, and both within a day of the shift.")


class CorrectionWaiting(Refusal):
    code = "correction_waiting"
    message = _("A correction of this day is already waiting for a decision.")


class OwnCorrection(Refusal):
    code = "own_correction"
    status = 403
    message = _("Somebody else must decide about what you asked for.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    status = 400
    message = _("A decision needs a reason.")
