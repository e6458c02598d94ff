"""What an order refuses."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import BadInput, Refusal


class NotComplete(Refusal):
    code = "order_not_complete"
    status = 422
    message = _("This order is not complete: %(what)s is missing.")
    next_step = _("Go back to the step that asks for it.")


class DaysPast(BadInput):
    code = "days_past"
    status = 422
    message = _("The first day of an order can't lie in the past.")
    next_step = _("Choose a day from today on.")


class NoRateCard(Refusal):
    code = "no_rate_card"
    message = _("No price has been agreed for this channel yet.")
    next_step = _("Ask your contact at the platform for a rate card.")


class NoSeats(Refusal):
    code = "no_seats"
    status = 422
    message = _("No seat is needed on these days: your own roster covers every interval.")
    next_step = _("Check the roster you entered, or choose other days.")


class NothingFit(Refusal):
    code = "nothing_fit"
    status = 422
    message = _("No kind of contact on this channel may be served by people outside your house.")
    next_step = _("Look at your contact types: sensitivity and whether they can be served from home.")


class QuoteMissing(Refusal):
    code = "quote_missing"
    message = _("There is no quote to accept.")
    next_step = _("Ask for a quote first; it takes a few seconds.")


class QuoteOutdated(Refusal):
    code = "quote_outdated"
    message = _("This quote no longer holds: it is too old, or others were promised these people meanwhile.")
    next_step = _("Look at the new quote, then submit again.")


class QuoteReplaced(Refusal):
    code = "quote_replaced"
    message = _("This is not the latest quote: version %(version)s has replaced it.")
    next_step = _("Look at the new quote, then submit again.")


class HubTooSmall(Refusal):
    code = "hub_too_small"
    message = _("The hub has %(seats)s seats, and %(most)s people are needed there at once.")
    next_step = _("Allow work from home, order fewer hours, or name a hub with more seats.")


class TooLate(Refusal):
    code = "too_late"
    message = _("The first shift begins before anybody could be asked.")
    next_step = _("Choose a later first day.")


class NotNow(Refusal):
    code = "run_going_on"
    message = _("This plan is being set off already.")
    next_step = _("End the run that is going on, or wait until everybody has answered.")


class NotScalable(Refusal):
    code = "shift_not_scalable"
    message = _(
        "This shift can't be changed to so many seats: %(least)s are taken already, at most %(most)s can be had."
    )
    next_step = _("Choose a number between the two, or cancel the shift.")


class NotEditable(Refusal):
    code = "order_not_editable"
    message = _("A submitted order can't be changed: its seats are promised.")
    next_step = _("Cancel it, or order more seats in a new one.")
