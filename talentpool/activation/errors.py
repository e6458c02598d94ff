"""What activation will not do, with the rule and the next step."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import BadInput, Refusal


class AlreadyAnswered(Refusal):
    code = "already_answered"
    message = _("This has been answered already, or its deadline is over.")
    next_step = _("Open the page again to see how it stands.")


class NobodyToCall(Refusal):
    code = "nobody_to_call"
    message = _("Nobody in this segment can be called now.")
    next_step = _("Choose another segment, or wait until the limit of drills per person allows it again.")


class TooDeep(Refusal):
    code = "step_skipped"
    message = _("This step comes after another one.")
    next_step = _("Answer first, then report ready, then take the test contact.")


class AnnouncedLate(BadInput):
    code = "announced_late"
    message = _("An announced drill begins an hour after its announcement at the earliest, and within 14 days.")
    next_step = _("Choose a later time, or plan an unannounced drill.")


class DrillOver(Refusal):
    code = "drill_over"
    message = _("This drill is over.")
    next_step = _("Nothing is lost: not taking part has no consequence.")


class NoTrialContact(Refusal):
    code = "no_test_contact"
    message = _("There is no test contact for this skill.")
    next_step = _("Add one in the admin, or choose a drill that stops at “logged in ready”.")


class EmptyDemand(BadInput):
    code = "empty_demand"
    message = _("A demand needs at least one seat.")
    next_step = _("Say for at least one shift how many seats it has.")


class ReasonMissing(BadInput):
    code = "reason_missing"
    message = _("A decision about a person needs a written reason.")
    next_step = _("Write why, in a sentence the person can understand.")


class AlreadyDecided(Refusal):
    code = "already_decided"
    message = _("This proposal has been decided.")
    next_step = _("Reload the page to see by whom.")


class NoPeak(BadInput):
    code = "no_peak"
    message = _("A plan of a season needs at least one segment with its peak.")
    next_step = _("Choose a segment and say how many seats its busiest hour needs.")


class SamePerson(Refusal):
    code = "same_person"
    status = 403
    message = _("Who decided can't answer the appeal.")
    next_step = _("Ask a colleague to look at it.")


class AppealClosed(Refusal):
    code = "appeal_closed"
    message = _("There is nothing to appeal against, or its time is over.")
    next_step = _("One lesson or practice task is always a way back.")


class AlreadyAppealed(Refusal):
    code = "already_appealed"
    message = _("You have appealed already; another person will answer.")
    next_step = _("The page of the decision says until when. Meanwhile it does not take effect.")


class NothingToPractise(Refusal):
    code = "nothing_to_practise"
    message = _("There is no practice task for this skill yet.")
    next_step = _("A trainer can add test contacts; a lesson helps as well.")


class AlreadyPlanned(Refusal):
    code = "already_planned"
    message = _("A drill of this segment is planned or running.")
    next_step = _("Wait for its report.")
