"""What dispatch refuses, each with its rule and the next step."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import Refusal


class ClaimRefused(Refusal):
    """``claim_seat`` said no; its code is the class's code."""


class NoSuchOffer(ClaimRefused):
    code = "no_offer"
    status = 404
    message = _("There is no such offer for you.")


class OfferGone(ClaimRefused):
    code = "wrong_state"
    message = _("This offer is no longer open.")
    next_step = _("Reload your offers to see what is open now.")


class OfferExpired(ClaimRefused):
    code = "expired"
    message = _("This offer has expired; the time that counts is the server's.")
    next_step = _("Not answering costs nothing. Look at your other offers.")


class StillALottery(ClaimRefused):
    code = "lottery"
    message = _("Seats of this shift are still being drawn: a tap enters the draw, and being fast gains nothing.")
    next_step = _("Enter the draw; the result comes at its end.")


class ShiftClosed(ClaimRefused):
    code = "shift_closed"
    message = _("This shift is over, or was cancelled.")
    next_step = _("Look at your other offers.")


class NotInReserve(ClaimRefused):
    code = "not_in_reserve"
    message = _("Only agents in the reserve can take shifts.")
    next_step = _("Your home page says what is missing.")


class Paused(ClaimRefused):
    code = "paused"
    message = _("You have paused offers.")
    next_step = _("End the pause in your settings, then accept.")


class FormalitiesMissing(ClaimRefused):
    code = "formalities"
    message = _("Identity, contract, confidentiality, bank and tax must be in order before the first shift.")
    next_step = _("Open your formalities and finish what is missing.")


class BelowFloor(ClaimRefused):
    code = "below_floor"
    message = _("This shift pays less an hour than the floor you set.")
    next_step = _("Lower your floor pay if you want it all the same.")


class BlockedHere(ClaimRefused):
    code = "blocked"
    message = _("This client and you don't work together.")
    next_step = _("You can ask dispatch why, and appeal.")


class OwnClient(ClaimRefused):
    code = "own_client"
    message = _("A member of a client company can't work that company's orders.")


class CertificateTooShort(ClaimRefused):
    code = "certificate"
    message = _("Your certificate for this work does not last until the end of the shift.")
    next_step = _("Renew it with a refresher; then such shifts are open to you again.")


class Overlap(ClaimRefused):
    code = "overlaps"
    message = _("You are already bound to something else at that time.")
    next_step = _("Your schedule shows what it is.")


class TooLittleRest(ClaimRefused):
    code = "rest"
    message = _("There would be too little rest between this shift and another of yours.")
    next_step = _("Look for a shift further away from it.")


class OverDailyCap(ClaimRefused):
    code = "over_daily_cap"
    message = _("With this shift you would work more hours that day than your cap allows.")
    next_step = _("Look for a shorter shift, or another day.")


class OverWeeklyCap(ClaimRefused):
    code = "over_weekly_cap"
    message = _("With this shift you would work more hours that week than your cap allows.")
    next_step = _("Look for a shift next week, or raise your weekly cap.")


class OverDailyLimit(ClaimRefused):
    code = "over_daily_limit"
    message = _("With this shift you would work more hours that day than the rules where you live allow for your kind.")
    next_step = _("Look for a shorter shift, or another day. “My work” says how many hours the rules allow.")


class OverWeeklyLimit(ClaimRefused):
    code = "over_weekly_limit"
    message = _(
        "With this shift you would work more hours that week than the rules where you live allow for your kind."
    )
    next_step = _("Look for a shift next week. “My work” says how many hours the rules allow.")


class ShiftFull(ClaimRefused):
    code = "shift_full"
    message = _("Just filled: the last seat of this shift is taken.")
    next_step = _("Your yes counts as a yes. Take one of the alternatives, or stand by.")


class TryAgain(ClaimRefused):
    """Deadlocks and serialisation failures outlived every retry."""

    code = "busy"
    status = 503
    message = _("Very many people are answering right now.")
    next_step = _("Nothing was lost: tap once more.")


class HubMissing(ClaimRefused):
    code = "hub_missing"
    message = _("The client wants this work done in a hub, and you have no place in one.")
    next_step = _("Ask for a place at a hub on your profile.")


class HubFull(ClaimRefused):
    code = "hub_full"
    message = _("Your hub has no free seat in these hours.")
    next_step = _("Take a shift at other hours, or prove your own kit and work from home where the client allows it.")


class UndoOver(Refusal):
    code = "undo_over"
    message = _("The free undo ended %(minutes)s minutes after you accepted.")
    next_step = _("You can still release the shift; the consequence is shown first.")


class NotYours(Refusal):
    code = "not_yours"
    status = 404
    message = _("This is not yours.")


class PlanMissing(Refusal):
    code = "no_plan"
    message = _("This order has no confirmed fill plan.")
    next_step = _("Confirm its plan first; then offers go out.")


class NothingToAsk(Refusal):
    code = "nothing_to_ask"
    message = _("Every seat of it is covered.")


class TooLateToStandBy(Refusal):
    code = "too_late"
    message = _("This shift is over, or was cancelled.")


class StandbyTaken(Refusal):
    code = "standby_taken"
    message = _("Your turn to step in has passed to the next person.")
    next_step = _("What you kept free of the shift is paid.")


class SwapRefused(Refusal):
    """She can't, or was asked already; the rule is hers to know, not her colleague's."""

    code = "swap_refused"
    message = _("This colleague can't be asked for this shift.")
    next_step = _("Ask somebody else, or let the pool be asked.")


class NotReleasable(Refusal):
    code = "not_releasable"
    message = _("This shift has ended, or is no longer yours.")


REFUSALS: dict[str, type[ClaimRefused]] = {
    "no_offer": NoSuchOffer,
    "wrong_state": OfferGone,
    "expired": OfferExpired,
    "lottery": StillALottery,
    "shift_closed": ShiftClosed,
    "not_in_reserve": NotInReserve,
    "paused": Paused,
    "formalities": FormalitiesMissing,
    "below_floor": BelowFloor,
    "blocked": BlockedHere,
    "own_client": OwnClient,
    "certificate": CertificateTooShort,
    "overlaps": Overlap,
    "rest": TooLittleRest,
    "over_daily_cap": OverDailyCap,
    "over_weekly_cap": OverWeeklyCap,
    "over_daily_limit": OverDailyLimit,
    "over_weekly_limit": OverWeeklyLimit,
    "hub_missing": HubMissing,
    "hub_full": HubFull,
    "full": ShiftFull,
}


class NotEligible(Refusal):
    code = "not_eligible"
    message = _("You can't take this shift: %(rule)s")
    next_step = _("%(next)s")


class DrawGoingOn(Refusal):
    code = "draw_going_on"
    message = _("The seats of this shift are being drawn among the people who were asked.")
    next_step = _("Look again after the draw.")
