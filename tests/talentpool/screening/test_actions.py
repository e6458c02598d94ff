"""Screening's actions, on PostgreSQL."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage

from accounts.models import Consent, DecisionRecord
from accounts.principals import Principal
from talentpool.growth.models import Entry
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.kernel.transitions import Transitions
from talentpool.screening import actions, errors, storage
from talentpool.screening.models import Application, GateAttempt, Interview, KitHelp, Recording, Scorecard
from talentpool.screening.states import GateKind
from tests.factories import screening as make
from tests.factories.accounts import staff, user
from tests.factories.sound import speech_file

pytestmark = pytest.mark.django_db


def test_the_whole_way_from_form_to_training() -> None:
    one = make.awaiting_decision()
    assert one.state == "decision"
    agent = actions.admit_application(application=one, by=staff("recruiter"), reason="Clear and kind throughout.")
    assert agent.user_id == one.user_id
    assert agent.state == "training"
    assert set(agent.channels.values_list("channel", flat=True)) == {"call", "chat"}
    assert agent.formalities.count() == 5
    kinds = list(Entry.objects.filter(subject=one.user).order_by("id").values_list("kind", flat=True))
    assert kinds == ["applied"] + ["gate"] * 6 + ["admitted"]
    assert DecisionRecord.objects.get(subject=one.user).outcome == "admitted"


def test_starting_gives_two_consents_and_only_one_open_application() -> None:
    campaign, person = make.campaign(), user()
    actions.start_application(campaign=campaign, by=person)
    assert set(Consent.objects.filter(user=person).values_list("purpose", flat=True)) == {"processing", "recording"}
    with pytest.raises(errors.AlreadyApplied):
        actions.start_application(campaign=campaign, by=person)


def test_a_closed_campaign_takes_nobody() -> None:
    campaign = make.campaign()
    actions.close_campaign(campaign=campaign, by=None)
    with pytest.raises(errors.CampaignClosed):
        actions.start_application(campaign=campaign, by=user())


def test_every_step_is_kept_and_the_name_is_sealed() -> None:
    campaign, person = make.campaign(), user()
    one = actions.start_application(campaign=campaign, by=person)
    actions.save_step(application=one, step="person", answers=dict(make.PERSON), by=person)
    actions.save_step(application=one, step="arrangements", answers={"arrangements": "six months pregnant"}, by=person)
    one.refresh_from_db()
    person.refresh_from_db()
    assert person.full_name == "Li Na"
    assert one.arrangements == "six months pregnant"
    assert "Li Na" not in str(one.answers)
    assert "pregnant" not in str(one.answers) + one.arrangements_sealed


def test_an_incomplete_form_is_not_submitted_and_names_its_gaps() -> None:
    person = user()
    one = actions.start_application(campaign=make.campaign(), by=person)
    with pytest.raises(errors.FormIncomplete) as refused:
        actions.submit_application(application=one, by=person)
    assert "Languages" in str(refused.value) or "语言" in str(refused.value)


def test_gates_open_only_in_their_order() -> None:
    one = make.application()
    with pytest.raises(errors.GateOutOfOrder):
        actions.open_attempt(application=one, kind=GateKind.VOICE, by=one.user)


def test_a_campaign_cannot_put_an_interview_before_kit_and_voice() -> None:
    with pytest.raises(errors.WrongOrderOfGates):
        make.campaign(gates=[("interview", {}), ("kit", {}), ("voice", {})])


def test_even_a_campaign_changed_behind_our_back_asks_for_kit_and_voice_first() -> None:
    campaign = make.campaign()
    campaign.gates.filter(kind="interview").update(place=0)
    one = make.application(at=campaign)
    with pytest.raises(errors.GateOutOfOrder):
        actions.open_attempt(application=one, kind=GateKind.INTERVIEW, by=one.user)
    make.pass_kit(one)


def test_a_failed_kit_check_can_be_repeated_at_once_and_leads_to_a_hub() -> None:
    one = make.application()
    for _ in range(3):
        attempt = actions.open_attempt(application=one, kind=GateKind.KIT, by=one.user)
        actions.hand_in_kit_check(attempt=attempt, measured={**make.GOOD_KIT, "down_mbps": 1}, by=one.user)
    one.refresh_from_db()
    assert one.state == "gates"
    asked = actions.ask_for_kit(application=one, way="loan", by=one.user)
    with pytest.raises(errors.KitHelpOpen):
        actions.ask_for_kit(application=one, way="hub", by=one.user)
    recruiter = staff("recruiter")
    actions.decide_kit_help(help_asked=asked, grant=True, by=recruiter, kit_label="BOX-7", due_back=now().date())
    other = make.application()
    second = actions.ask_for_kit(application=other, way="loan", by=other.user)
    with pytest.raises(errors.KitOut):
        actions.decide_kit_help(help_asked=second, grant=True, by=recruiter, kit_label="BOX-7")
    actions.take_kit_back(help_given=asked, by=recruiter)
    second = KitHelp.objects.get(pk=second.pk)
    actions.decide_kit_help(help_asked=second, grant=True, by=recruiter, kit_label="BOX-7")


def test_declining_a_kit_stops_with_a_reason_and_a_date_to_apply_again() -> None:
    one = make.application()
    asked = actions.ask_for_kit(application=one, way="hub", by=one.user)
    with pytest.raises(errors.ReasonNeeded):
        actions.decide_kit_help(help_asked=asked, grant=False, by=staff("recruiter"))
    actions.decide_kit_help(help_asked=asked, grant=False, by=staff("recruiter"), note="No hub in your city yet.")
    one.refresh_from_db()
    assert one.state == "stopped"
    assert one.reapply_from is not None
    with pytest.raises(errors.TooEarlyToReapply):
        actions.start_application(campaign=one.campaign, by=one.user)
    with time_machine.travel(now() + timedelta(days=31)):
        actions.start_application(campaign=one.campaign, by=one.user)


def test_recordings_are_unreadable_at_rest_and_each_take_replaces_the_one_before() -> None:
    one = make.up_to("voice")
    attempt = actions.open_attempt(application=one, kind=GateKind.VOICE, by=one.user)
    content = speech_file()
    for _ in range(5):
        kept = actions.keep_recording(attempt=attempt, prompt="read", content=content, by=one.user)
    assert storage.fetch(kept.path) == content
    with default_storage.open(kept.path) as file:
        assert b"RIFF" not in file.read()
    assert Recording.objects.count() == 1
    with pytest.raises(errors.NoTakesLeft):
        actions.keep_recording(attempt=attempt, prompt="read", content=content, by=one.user)
    with pytest.raises(errors.RecordingsMissing):
        actions.hand_in_voice(attempt=attempt, by=one.user)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"GIF89a", errors.UnusableRecording, id="a picture"),
        pytest.param(bytes(12_000_001), errors.RecordingTooLarge, id="12 MB"),
    ],
)
def test_what_is_no_recording_is_refused_and_nothing_is_kept(content: bytes, kind: type[Exception]) -> None:
    one = make.up_to("voice")
    attempt = actions.open_attempt(application=one, kind=GateKind.VOICE, by=one.user)
    with pytest.raises(kind):
        actions.keep_recording(attempt=attempt, prompt="read", content=content, by=one.user)
    assert not Recording.objects.exists()


def test_a_failed_voice_test_stops_there() -> None:
    one = make.up_to("voice")
    for number in (1, 2):
        attempt = make.hand_in_voice(one)
        actions.submit_card(attempt=attempt, by=staff("recruiter"), marks=dict.fromkeys(make.VOICE_MARKS, 2))
        attempt.refresh_from_db()
        assert attempt.passed is False
        if number == 1:
            with pytest.raises(errors.RetakeTooEarly):
                actions.open_attempt(application=one, kind=GateKind.VOICE, by=one.user)
            GateAttempt.objects.filter(pk=attempt.pk).update(finished_at=now() - timedelta(hours=30))
    one.refresh_from_db()
    assert one.state == "stopped"
    assert one.stopped_at.kind == "voice"
    assert not GateAttempt.objects.filter(application=one, gate__kind="written").exists()


def test_scorecards_are_hidden_from_other_raters_until_all_are_in() -> None:
    one = make.up_to("voice")
    gate = one.campaign.gates.get(kind="voice")
    gate.settings = {**gate.settings, "raters": 2}
    gate.save(update_fields=["settings"])
    attempt = make.hand_in_voice(one)
    first, second = staff("recruiter"), staff("trainer")
    hat = Principal(user=second, roles=frozenset({"trainer"}))
    actions.submit_card(attempt=attempt, by=first, marks=make.VOICE_MARKS)
    assert not Scorecard.objects.visible_to(hat).exists()
    actions.submit_card(attempt=attempt, by=second, marks=dict.fromkeys(make.VOICE_MARKS, 5))
    assert Scorecard.objects.visible_to(hat).count() == 2
    attempt.refresh_from_db()
    assert attempt.score == 90


def test_a_card_needs_every_mark_and_is_final() -> None:
    attempt = make.hand_in_voice(make.up_to("voice"))
    rater = staff("recruiter")
    with pytest.raises(errors.CardIncomplete):
        actions.submit_card(attempt=attempt, by=rater, marks={"clarity": 4, "pace": 9})
    actions.submit_card(attempt=attempt, by=rater, marks=make.VOICE_MARKS)
    with pytest.raises(errors.AttemptOver):
        actions.submit_card(attempt=attempt, by=rater, marks=make.VOICE_MARKS)


def test_the_draw_of_an_attempt_stays_and_a_late_sheet_counts_what_was_saved() -> None:
    one = make.up_to("written")
    attempt = actions.open_attempt(application=one, kind="written", by=one.user)
    again = actions.open_attempt(application=one, kind="written", by=one.user)
    assert again.measures["questions"] == attempt.measures["questions"]
    refs = [row["ref"] for row in attempt.measures["questions"]]
    actions.save_answers(attempt=attempt, answers={refs[0]: "a", "unknown": "a"}, by=one.user)
    with time_machine.travel(now() + timedelta(minutes=16)), pytest.raises(errors.TimeOver):
        actions.hand_in_answers(attempt=attempt, answers=dict.fromkeys(refs, "a"), by=one.user)
    attempt.refresh_from_db()
    assert attempt.finished_at is not None
    assert attempt.score == pytest.approx(100 / len(refs), abs=0.1)


def test_a_test_handed_in_twice_is_marked_once() -> None:
    one = make.up_to("written")
    attempt = make.pass_test(one, "written")
    with pytest.raises(errors.AttemptOver):
        actions.hand_in_answers(attempt=attempt, answers={}, by=one.user)
    attempt.refresh_from_db()
    assert attempt.score == 100


def test_two_people_cannot_book_the_same_slot() -> None:
    shared = make.campaign()
    first, second = (make.up_to("interview", at=shared) for _ in "ab")
    slot = actions.add_slots(
        campaign=first.campaign, interviewer=staff("recruiter"), starts=[now() + timedelta(days=1)], by=None
    )[0]
    actions.book_interview(application=first, interview=slot, by=first.user)
    actions.book_interview(application=first, interview=slot, by=first.user)
    assert Interview.objects.get().application_id == first.pk
    with pytest.raises(errors.SlotTaken):
        actions.book_interview(application=second, interview=slot, by=second.user)


def test_a_slot_in_the_past_is_refused() -> None:
    one = make.up_to("interview")
    slot = Interview.objects.create(
        campaign=one.campaign, interviewer=staff("recruiter"), starts_at=now() - timedelta(minutes=1)
    )
    with pytest.raises(errors.SlotPast):
        actions.book_interview(application=one, interview=slot, by=one.user)


def test_nobody_decides_about_herself_and_every_decision_has_a_reason() -> None:
    recruiter = staff("recruiter")
    one = make.awaiting_decision(recruiter)
    with pytest.raises(errors.OwnCase):
        actions.admit_application(application=one, by=recruiter, reason="I know her well")
    with pytest.raises(errors.ReasonNeeded):
        actions.reject_application(application=one, by=staff("recruiter"), reason="  ")


class Unlocked:
    """What a decider would act on without the lock: the row as it was when she opened the page."""

    def __init__(self, stale: Application) -> None:
        self.stale = stale

    def select_related(self, *_fields: str) -> "Unlocked":
        return self

    def get(self, **_key: int) -> Application:
        return self.stale


def test_without_lock_and_compare_and_swap_the_second_decision_would_overwrite_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: the same two people, with the guards off."""

    def blindly(_table: object, instance: Application, target: str, **changes: object) -> None:
        Application.objects.filter(pk=instance.pk).update(state=target, **changes)

    one = make.awaiting_decision()
    stale = Application.objects.get(pk=one.pk)
    actions.admit_application(application=one, by=staff("recruiter"), reason="Good")
    monkeypatch.setattr(Transitions, "move", blindly)
    monkeypatch.setattr(type(Application.objects), "select_for_update", lambda *_all, **_of: Unlocked(stale))
    actions.reject_application(application=stale, by=staff("recruiter"), reason="Not good")
    assert Application.objects.get(pk=one.pk).state == "rejected", "two decisions, and the first is gone"


def test_of_two_deciders_one_is_told_that_it_has_changed() -> None:
    one = make.awaiting_decision()
    stale = Application.objects.get(pk=one.pk)
    actions.admit_application(application=one, by=staff("recruiter"), reason="Good")
    with pytest.raises(WrongState):
        actions.reject_application(application=stale, by=staff("recruiter"), reason="Not good")
