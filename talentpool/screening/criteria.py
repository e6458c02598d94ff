"""What raters mark from 1 to 5, with the words for the ends. Never mood, accent as such, looks, age or sex."""

from django.utils.translation import gettext_lazy as _

from talentpool.screening.states import GateKind

CRITERIA = {
    GateKind.VOICE: {
        "clarity": (_("Clarity"), _("1: hard to understand; 5: every word is clear")),
        "pace": (_("Pace"), _("1: too fast or too slow to follow; 5: easy to follow")),
        "fluency": (_("Language"), _("1: searches for words, many mistakes; 5: fluent and correct")),
        "listening": (_("Listening"), _("1: answers something else; 5: takes up what the customer said")),
        "solution": (_("Next step"), _("1: leaves the customer with nothing; 5: says what happens next, and when")),
    },
    GateKind.INTERVIEW: {
        "service": (_("Service"), _("1: defends herself; 5: looks for what helps the customer")),
        "reasoning": (_("Problem solving"), _("1: guesses; 5: asks, checks, then acts")),
        "learning": (_("Learning"), _("1: no example of taking advice; 5: shows how advice changed her work")),
        "reliability": (_("Reliability"), _("1: no plan for hours and place; 5: a plan that holds, with a reserve")),
        "integrity": (_("Care with information"), _("1: would bend a rule for speed; 5: protects data under pressure")),
    },
}
