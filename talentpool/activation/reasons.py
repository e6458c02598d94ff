"""What each eligibility rule says to a person, and what she can do next."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(NamedTuple):
    """A rule that stands against asking an agent, in the reader's language."""

    code: str
    text: str | Promise
    next_step: str | Promise


SENTENCES: dict[str, tuple[str | Promise, str | Promise]] = {
    "not_in_reserve": (
        _("Only agents in the reserve are asked."),
        _("Finish training and the exam, or come back from rest with one lesson."),
    ),
    "formalities_missing": (
        _("Identity, contract, confidentiality, bank and tax are not all confirmed."),
        _("Hand in what is missing on the formalities page."),
    ),
    "consent_withdrawn": (
        _("A consent is missing or was withdrawn: to be processed at all, or to be shown to this client."),
        _("Give it on the consents page, if you want to."),
    ),
    "paused": (_("Set not to be asked for now."), _("End the pause on the availability page.")),
    "blocked_by_client": (
        _("This client asked not to work together again."),
        _("The reason can be read and disputed with the dispatcher."),
    ),
    "member_of_client": (
        _("Members of a client company can't work on its orders."),
        _("Orders of other clients are open."),
    ),
    "other_kind": (_("The order asks for the other kind of agent."), _("Orders for both kinds are open.")),
    "certificate_missing": (
        _("A certificate this work needs is missing, or ends before the work does."),
        _("Take the course, or its refresher."),
    ),
    "channel_level": (
        _("Not willing on this channel, or below the level it needs."),
        _("Switch the channel on, or practise it."),
    ),
    "language_level": (_("Below the level of language this work needs."), _("Take the language test again.")),
    "kit_missing": (
        _("No kit check was passed recently, and there is no hub."),
        _("Do the kit check; it takes less than a minute."),
    ),
    "hub_missing": (_("The client requires a hub."), _("Ask for a place at a hub.")),
    "pay_below_floor": (_("The pay is below the floor set."), _("Lower the floor, or wait for a bonus.")),
    "not_available": (_("Not free at that time."), _("Add the hours to the availability.")),
    "overlap": (_("Already bound at that time."), _("Release or swap the other shift first.")),
    "rest": (_("Too little rest before or after another shift."), _("Choose a shift further away.")),
    "daily_cap": (_("More hours than the cap set for the day."), _("Raise the cap, or choose a shorter shift.")),
    "weekly_cap": (_("More hours than the cap set for the week."), _("Raise the cap, or choose another week.")),
    "daily_limit": (
        _("More hours a day than the rules where she lives allow for her kind."),
        _("Choose a shorter shift, or another day."),
    ),
    "weekly_limit": (
        _("More hours a week than the rules where she lives allow for her kind."),
        _("Choose another week."),
    ),
}


def refused(code: str) -> Refused:
    """The sentence and next step of a rule's code."""
    text, next_step = SENTENCES[code]
    return Refused(code, text, next_step)
