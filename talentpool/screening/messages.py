"""The words of screening's messages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts import personal
from talentpool.kernel.fields import LocalizedText
from talentpool.messaging.topics import say
from talentpool.screening.states import GateKind

personal.holds("screening", "talentpool.screening.personal.export")
personal.erases("talentpool.screening.personal.erase")
say("screening.gate_passed", title=_("Passed: %(gate)s"), body=_("You can go on with your application."))
say(
    "screening.gate_failed",
    title=_("Not passed yet: %(gate)s"),
    body=_("Your application says when you can try again."),
)
say(
    "screening.stopped",
    title=_("Your application stops here: %(gate)s"),
    body=_("Your application says why, and from when you can apply again."),
)
say(
    "screening.invited",
    title=_("You are invited: %(campaign)s"),
    body=_("Read where we have your name from, then decide whether to apply."),
)
say(
    "screening.listed",
    title=_("You are invited to work from home"),
    body=_("Read where we have your name from, then decide whether to join."),
)
say(
    "screening.reminder",
    title=_("Your application waits for you: %(campaign)s"),
    body=_("Go on where you stopped."),
)
say("screening.kit_granted", title=_("Your kit is settled"), body=_("A recruiter has granted what you asked for."))
say("screening.kit_declined", title=_("No kit can be given"), body=_("Your application says why, and what you can do."))
say("screening.admitted", title=_("You are admitted to training"), body=_("Your courses are open. Welcome."))
say(
    "screening.rejected",
    title=_("A decision about your application"),
    body=_("It was not accepted. Your application says why."),
)
say("formality.returned", title=_("A paper was returned"), body=_("%(note)s"))
say("formality.all_done", title=_("All five papers are in order"), body=_("Nothing more to hand in."))
say(
    "formality.reminder",
    title=_("Papers are still missing"),
    body=_("You can't take shifts before all five are confirmed."),
)


def gate_name(kind: str) -> LocalizedText:
    """A gate's name in both languages."""
    label, names = GateKind(kind).label, {}
    for language in ("en", "zh-hans"):
        with override(language):
            names[language] = str(label)
    return LocalizedText(names)
