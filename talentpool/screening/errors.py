"""What screening refuses, each with its rule and the next step."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import BadInput, NotAllowed, Refusal


class CampaignClosed(Refusal):
    code = "campaign_closed"
    message = _("This campaign does not take applications now.")
    next_step = _("Look at the campaigns that are open.")


class AlreadyApplied(Refusal):
    code = "already_applied"
    message = _("You have an application to this campaign already.")
    next_step = _("Go on where you stopped.")


class TooEarlyToReapply(Refusal):
    code = "too_early_to_reapply"
    message = _("You can apply again from %(date)s.")
    next_step = _("Until then other campaigns are open to you.")


class FormIncomplete(Refusal):
    code = "form_incomplete"
    message = _("Some steps of the form are still empty: %(steps)s.")
    next_step = _("Fill them in; what you saved is kept.")


class GateOutOfOrder(Refusal):
    code = "gate_out_of_order"
    message = _("This gate is not the next one.")
    next_step = _("Go on with: %(gate)s.")


class RetakeTooEarly(Refusal):
    code = "retake_too_early"
    message = _("You can try this gate again from %(date)s.")


class NoAttemptsLeft(Refusal):
    code = "no_attempts_left"
    message = _("There is no attempt left at this gate.")


class AttemptOver(Refusal):
    code = "attempt_over"
    message = _("This attempt is finished.")
    next_step = _("Go back to your application to see the result.")


class TimeOver(Refusal):
    code = "time_over"
    message = _("Time was up. The answers saved before that were marked.")
    next_step = _("Go back to your application to see the result.")


class NoQuestions(Refusal):
    code = "no_questions"
    message = _("The question bank has no questions for this gate.")
    next_step = _("A recruiter must load the question bank.")


class UnusableRecording(BadInput):
    """Why nobody could judge this recording; ``of`` gives the sentence for a code of ``rules.voice``."""

    code = "not_audio"
    message = _("This is not a recording we can play (PCM WAV).")
    next_step = _("Record again with the button on this page.")

    @staticmethod
    def of(code: str) -> "UnusableRecording":
        known = {kind.code: kind for kind in (RecordingTooShort, RecordingTooLong, SilentRecording, ClippedRecording)}
        return known.get(code, UnusableRecording)() if code != "too_large" else RecordingTooLarge()


class RecordingTooLarge(UnusableRecording):
    code = "too_large"
    status = 413
    message = _("This file is too large for a recording of two minutes.")


class RecordingTooShort(UnusableRecording):
    code = "too_short"
    message = _("The recording is too short to be judged.")
    next_step = _("Speak for at least a few seconds, then stop.")


class RecordingTooLong(UnusableRecording):
    code = "too_long"
    message = _("The recording is longer than two minutes.")
    next_step = _("Record again, a little shorter.")


class SilentRecording(UnusableRecording):
    code = "silence"
    message = _("We hear almost no speech in this recording.")
    next_step = _("Check that the right microphone is chosen and not muted, then record again.")


class ClippedRecording(UnusableRecording):
    code = "clipping"
    message = _("The recording is too loud and distorted.")
    next_step = _("Move the microphone away from your mouth or turn its level down, then record again.")


class RecordingGone(Refusal):
    code = "recording_gone"
    status = 410
    message = _("This recording was deleted: it had served its purpose.")
    next_step = _("The marks and what was measured are kept.")


class NoTakesLeft(Refusal):
    code = "no_takes_left"
    message = _("You have used all takes of this prompt; the last one counts.")


class RecordingsMissing(Refusal):
    code = "recordings_missing"
    message = _("Some prompts have no recording yet: %(prompts)s.")
    next_step = _("Record them, then hand in.")


class SlotTaken(Refusal):
    code = "slot_taken"
    message = _("Somebody has just booked this time.")
    next_step = _("Choose another time from the list.")


class AlreadyBooked(Refusal):
    code = "already_booked"
    message = _("You have an interview ahead already.")


class SlotPast(Refusal):
    code = "slot_past"
    message = _("This time has passed.")
    next_step = _("Choose another time from the list.")


class OwnCase(NotAllowed):
    code = "own_case"
    message = _("Nobody decides about herself.")
    next_step = _("Ask a colleague to decide.")


class ReasonNeeded(BadInput):
    code = "reason_needed"
    message = _("A decision needs a reason in words.")


class WrongOrderOfGates(BadInput):
    code = "wrong_order_of_gates"
    message = _("Kit check and voice test must come before any interview. Missing before it: %(gates)s.")


class CardIncomplete(BadInput):
    code = "card_incomplete"
    message = _("Every criterion needs a mark from 1 to 5.")


class CardSubmitted(Refusal):
    code = "card_submitted"
    message = _("This scorecard was submitted and can't be changed.")


class KitHelpOpen(Refusal):
    code = "kit_help_open"
    message = _("You have asked for help with your kit already.")
    next_step = _("A recruiter answers within two working days.")


class KitOut(Refusal):
    code = "kit_out"
    message = _("This loan kit is out already.")


class PaperFaulty(BadInput):
    """A number that can't be right."""

    code = "paper_faulty"
    message = _("This can't be right: %(fault)s.")
    next_step = _("Compare it with your document, place by place.")


class PaperOfAnother(Refusal):
    code = "paper_of_another"
    message = _("This identity number belongs to another person in the pool.")
    next_step = _("Write to the recruiter if it is yours.")


class DocumentMissing(BadInput):
    code = "document_missing"
    message = _("A picture of the document is missing.")
    next_step = _("Take a picture of its front, or choose a file.")


class DocumentFaulty(BadInput):
    """``place``: which of the files, from 0. ``fault``: why nobody can read it."""

    code = "document_faulty"
    message = _("This file can't be used: %(fault)s.")
    next_step = _("Take the picture again in good light, or choose another file.")


class DocumentTooLarge(DocumentFaulty):
    code = "too_large"
    status = 413
    message = _("This file is larger than %(limit)s MB.")
    next_step = _("Take the picture with your phone's camera, or save it smaller.")


class DocumentGone(Refusal):
    code = "document_gone"
    status = 410
    message = _("The pictures of this document were deleted, as promised.")
    next_step = _("That it was confirmed, when and by whom is kept.")


class NothingToCompare(Refusal):
    code = "nothing_to_compare"
    message = _("No document came with this number, so nobody can have compared it.")
    next_step = _("Return the paper and ask for a picture of the document.")


class BankFault(BadInput):
    """The file of questions can't be read."""

    code = "bank_fault"
    message = _("Question bank, %(file)s line %(line)s: %(fault)s.")


class ListTooLarge(Refusal):
    code = "list_too_large"
    status = 413
    message = _("This file is larger than %(limit)s MB.")
    next_step = _("Split it and hand in the parts.")


class ConsentNeeded(Refusal):
    code = "consent_needed"
    status = 403
    message = _("Somebody else gave us your name. Without your own consent nothing goes on.")
    next_step = _("Read where the list came from, then agree, or leave it.")


class NothingChanged(Refusal):
    code = "nothing_changed"
    message = _("The gates weigh and ask what the published version says.")
    next_step = _("Change the gates of the campaign first.")


class PastedText(Refusal):
    code = "pasted_text"
    message = _("This came faster than anybody types.")
    next_step = _("Type the text yourself; the clock goes on.")


class InvitationOver(Refusal):
    code = "invitation_over"
    status = 410
    message = _("This invitation is not valid any more.")
    next_step = _("Ask whoever sent it for a new one, or apply yourself.")
