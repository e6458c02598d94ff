"""The questions of the scorecard and the names of its standards, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MARKS = [("yes", _("Yes")), ("partly", _("Partly")), ("no", _("No")), ("na", _("Does not apply"))]
STANDARD_NAMES: dict[str, Any] = {
    "environment": _("Environment"),
    "process": _("Process"),
    "knowledge": _("Knowledge"),
    "behaviour": _("Behaviour"),
    "values": _("Values"),
}
QUESTIONS: dict[str, Any] = {
    "place_fit": _("Nothing disturbs: no noise, nothing of other people to be heard or read"),
    "greets": _("Greets, and asks what it is about"),
    "finds_need": _("Asks before recommending"),
    "follows_rules": _("Follows the client's rules"),
    "solves": _("Solves it, or says what happens next and when"),
    "explains_right": _("What she says about product and rules is right"),
    "offers_right": _("Recommends what fits, truthfully"),
    "understands": _("Understands what the customer wants"),
    "tone": _("Polite and calm throughout"),
    "answers_in_time": _("Answers without long silences"),
    "honest": _("Honest, even where it costs a sale"),
    "protects": _("Protects the customer's data and interest"),
}
