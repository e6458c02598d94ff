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


class KitFailed(Refusal):
    code = "kit_failed"
    message = _("Your last kit check failed, and you have no seat in a hub for this shift.")
    next_step = _("Check the kit again, it takes less than a minute; or report a technical fault.")


class ChannelNotHers(Refusal):
    code = "channel_not_hers"
    message = _("She is not qualified for this channel, or does not want it.")
    next_step = _("Choose one of her channels that this shift has.")


class NotWhileAway(Refusal):
    code = "not_while_away"
    message = _("This is open while you are checked in.")
    next_step = _("Check in first.")


class NothingTold(Refusal):
    code = "nothing_told"
    status = 400
    message = _("Write down what happened, in a sentence or two.")


class OwnComplaint(Refusal):
    code = "own_complaint"
    status = 403
    message = _("Somebody else must decide about this complaint.")


class NotHeardYet(Refusal):
    code = "not_heard_yet"
    message = _("The agent has not been heard: she has time until %(until)s.")
    next_step = _("Decide once she has answered, or after that time.")


class OwnIncident(Refusal):
    code = "own_incident"
    status = 403
    message = _("Somebody else must close what you reported.")


class NothingToHandIn(Refusal):
    code = "nothing_to_hand_in"
    status = 400
    message = _("Give at least one account: a line each, the log-in, a comma, the password.")


class LoginInUse(Refusal):
    code = "login_in_use"
    message = _("Somebody has this account for a shift that is not over.")
    next_step = _("Retire it after that shift, or hand in a new password for it.")


class NoMarginLeft(Refusal):
    code = "no_margin_left"
    message = _("With this bonus the pay would be above what the client pays.")
    next_step = _("Ask the client for a bonus, or offer other hours.")


class NobodyWaits(Refusal):
    code = "nobody_waits"
    message = _("Nobody stands by for these shifts.")
    next_step = _("Send another wave, or raise the bonus.")


class NoHubSeats(Refusal):
    code = "no_hub_seats"
    message = _("No hub has free seats and free people in these hours.")
