"""Screening through its real doors."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.actions import enrol_second_factor
from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.screening import actions
from talentpool.screening.models import Application, GateAttempt, Interview, Recording
from tests.factories import screening as make
from tests.factories.accounts import staff, user
from tests.factories.documents import photo
from tests.factories.sound import silent_file, speech_file

pytestmark = pytest.mark.django_db


def browser(person: User, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(person)
    return client


def recruiter(*roles: str) -> Client:
    person = staff(*(roles or ("recruiter",)))
    enrol_second_factor(user=person)
    return browser(person)


def test_a_stranger_reads_the_campaign_and_is_sent_to_sign_up_when_she_applies() -> None:
    campaign = make.campaign()
    stranger = Client(headers={"accept-language": "en"})
    assert "Evening chats" in stranger.get(reverse("campaign_page", args=[campaign.slug])).text
    answer = stranger.get(reverse("application_start", args=[campaign.slug]))
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/signup/?next=/apply/{campaign.slug}/start/"


def test_she_applies_step_by_step_and_resumes_on_another_device() -> None:
    campaign, person = make.campaign(), user()
    phone, computer = browser(person), browser(person)
    phone.post(reverse("application_start", args=[campaign.slug]), {"processing": "on", "recording": "on"})
    one = Application.objects.get(user=person)
    first = reverse("application_step", args=[one.ref, "person"])
    assert phone.post(first, {"full_name": "Li Na", "kind": "shared"}).status_code == 302
    assert "Li Na" in computer.get(first).text
    work = {"language_1": "cmn", "level_1": "5", "channels": ["chat"]}
    computer.post(reverse("application_step", args=[one.ref, "work"]), work)
    computer.post(reverse("application_step", args=[one.ref, "experience"]), {"years": "1", "hours": "20"})
    computer.post(reverse("application_step", args=[one.ref, "arrangements"]), {"arrangements": "no stairs"})
    assert computer.post(reverse("application_submit", args=[one.ref])).status_code == 302
    one.refresh_from_db()
    assert one.state == "gates"
    assert "Kit check" in phone.get(reverse("application_show", args=[one.ref])).text


def test_the_application_of_another_person_is_not_there() -> None:
    one = make.application()
    assert browser(user()).get(reverse("application_show", args=[one.ref])).status_code == 404


def test_the_kit_is_judged_and_each_failure_says_how_to_mend_it() -> None:
    one = make.application()
    client, place = browser(one.user), reverse("gate_kit", args=[one.ref])
    page = client.post(place, {**make.GOOD_KIT, "down_mbps": "nonsense", "screen_width": "390"}).text
    assert "ask your provider for more speed" in page
    assert "not on a phone" in page
    assert client.post(reverse("kit_help_ask", args=[one.ref]), {"way": "loan"}).status_code == 302
    assert client.post(reverse("kit_help_ask", args=[one.ref]), {"way": "loan"}).status_code == 409
    assert client.post(place, make.GOOD_KIT).status_code == 302
    assert GateAttempt.objects.get(application=one, passed=True).gate.kind == "kit"


def _sent(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("take.wav", content, content_type="audio/wav")


def test_a_recording_is_kept_replayed_and_handed_in() -> None:
    one = make.up_to("voice")
    client = browser(one.user)
    assert client.get(reverse("gate_voice", args=[one.ref])).status_code == 200
    for prompt in ("read", "answer"):
        place = reverse("gate_voice_keep", args=[one.ref, prompt])
        answer = client.post(place, {"file": _sent(speech_file())}, headers={"accept": "application/json"})
        assert answer.json()["left"] == 4
    heard = client.get(reverse("recording_play", args=[Recording.objects.all()[0].ref]))
    assert heard.content == speech_file()
    assert heard["Content-Disposition"].startswith("attachment")
    assert client.post(reverse("gate_voice_hand_in", args=[one.ref])).status_code == 302
    assert browser(user()).get(reverse("recording_play", args=[Recording.objects.all()[0].ref])).status_code == 404


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        pytest.param(b"<script>alert(1)</script>", 400, "not_audio", id="not audio"),
        pytest.param(silent_file(), 400, "silence", id="silence"),
        pytest.param(b"RIFF" + bytes(50_000_000), 413, "too_large", id="50 MB"),
    ],
)
def test_a_bad_upload_gets_a_clear_answer_and_nothing_is_lost(content: bytes, status: int, code: str) -> None:
    one = make.up_to("voice")
    place = reverse("gate_voice_keep", args=[one.ref, "read"])
    answer = browser(one.user).post(place, {"file": _sent(content)}, headers={"accept": "application/json"})
    assert answer.status_code == status
    assert answer.json()["code"] == code
    assert not Recording.objects.exists()
    one.refresh_from_db()
    assert one.state == "gates"


def test_a_recording_for_a_prompt_that_is_not_hers_is_bad_input() -> None:
    one = make.up_to("voice")
    place = reverse("gate_voice_keep", args=[one.ref, "anything"])
    assert browser(one.user).post(place, {"file": _sent(speech_file())}).status_code == 400


def test_the_test_begins_with_a_tap_and_is_handed_in_once() -> None:
    one = make.up_to("written")
    client, place = browser(one.user), reverse("gate_test", args=[one.ref, "written"])
    assert "15" in client.get(place).text
    client.post(place, {"begin": "1"})
    attempt = GateAttempt.objects.get(application=one, gate__kind="written")
    sheet = {row["ref"]: "a" for row in attempt.measures["questions"]}
    assert "worth" not in client.get(place).text
    assert client.post(place, {**sheet, "save": "1"}).status_code == 200
    assert client.post(place, sheet).status_code == 302
    client.post(place, dict.fromkeys(sheet, "c"))
    attempt.refresh_from_db()
    assert attempt.score == 100


def test_a_sheet_that_comes_too_late_is_told_so_and_marked() -> None:
    one = make.up_to("written")
    client, place = browser(one.user), reverse("gate_test", args=[one.ref, "written"])
    client.post(place, {"begin": "1"})
    attempt = GateAttempt.objects.get(application=one, gate__kind="written")
    with time_machine.travel(now() + timedelta(minutes=20)):
        answer = client.post(place, {row["ref"]: "a" for row in attempt.measures["questions"]})
    assert answer.status_code == 409
    attempt.refresh_from_db()
    assert attempt.score == 0


def test_a_nul_byte_in_the_form_is_bad_input() -> None:
    one = actions.start_application(campaign=make.campaign(), by=user())
    place = reverse("application_step", args=[one.ref, "experience"])
    assert browser(one.user).post(place, {"years": "1", "hours": "9", "text": "a\x00b"}).status_code == 400


def test_she_books_an_interview_and_gets_a_calendar_file() -> None:
    one = make.up_to("interview")
    slot = actions.add_slots(
        campaign=one.campaign, interviewer=staff("recruiter"), starts=[now() + timedelta(days=1)], by=None
    )[0]
    client, place = browser(one.user), reverse("interview_book", args=[one.ref])
    assert str(slot.ref) in client.get(place).text
    assert client.post(place, {"slot": str(slot.ref)}).status_code == 302
    assert client.post(place, {"slot": "nonsense"}).status_code == 409
    assert b"BEGIN:VEVENT" in client.get(reverse("interview_calendar", args=[slot.ref])).content
    client.post(place, {"cancel": "1"})
    assert Interview.objects.get().application_id is None


def test_the_recruiter_sees_the_board_the_results_and_decides_with_a_reason() -> None:
    one, client = make.awaiting_decision(), recruiter()
    assert "Li Na" in client.get(reverse("staff:screening_board")).text
    page = reverse("staff:application_page", args=[one.ref])
    assert "Written test" in client.get(page).text
    decide = reverse("staff:application_decide", args=[one.ref])
    assert client.post(decide, {"decision": "admit", "reason": ""}).status_code == 400
    assert client.post(decide, {"decision": "admit", "reason": "Clear and calm"}).status_code == 302
    assert client.post(decide, {"decision": "reject", "reason": "Changed my mind"}).status_code == 409
    assert "Clear and calm" in client.get(page).text


def test_a_voice_is_judged_without_a_name() -> None:
    attempt = make.hand_in_voice(make.up_to("voice"))
    client = recruiter("trainer")
    place = reverse("staff:rating_card", args=[attempt.ref])
    page = client.get(place).text + client.get(reverse("staff:rating_list")).text
    assert "Li Na" not in page
    assert attempt.application.user.username not in page
    assert client.get(reverse("staff:rating_sound", args=[attempt.recordings.all()[0].ref])).content == speech_file()
    assert client.post(place, make.VOICE_MARKS).status_code == 302
    attempt.refresh_from_db()
    assert attempt.score == 80


def test_bulk_decisions_show_who_is_skipped_before_anything_happens() -> None:
    ready, early, client = make.awaiting_decision(), make.application(), recruiter()
    sent = {"ref": [str(ready.ref), str(early.ref)], "decision": "admit"}
    preview = client.post(reverse("staff:applications_bulk"), sent).text
    assert "Skipped" in preview
    ready.refresh_from_db()
    assert ready.state == "decision"
    client.post(reverse("staff:applications_bulk"), {**sent, "confirmed": "1", "reason": "All good"})
    ready.refresh_from_db()
    early.refresh_from_db()
    assert (ready.state, early.state) == ("admitted", "gates")


@pytest.mark.parametrize("sent", [{"ref": "x", "decision": "admit"}, {"decision": "promote"}])
def test_nonsense_in_a_bulk_decision_is_bad_input(sent: dict[str, str]) -> None:
    assert recruiter().post(reverse("staff:applications_bulk"), sent).status_code == 400


def test_papers_are_handed_in_on_the_phone_and_confirmed_by_a_person() -> None:
    agent = actions.admit_application(application=make.awaiting_decision(), by=staff("recruiter"), reason="Good")
    client, office = browser(agent.user), recruiter()
    assert "Papers" in client.get(reverse("agent:formality_list")).text
    bad = client.post(reverse("agent:formality_hand_in", args=["identity"]), {"value": "11010519491231002Y"})
    assert bad.status_code == 400
    for kind, value in {
        "identity": "11010519491231002X",
        "contract": "Li Na",
        "confidentiality": "Li Na",
        "bank": "6222020200112233445",
        "tax": "91310000A",
    }.items():
        sent = {"value": value, "front": SimpleUploadedFile("card.jpg", photo())}
        assert client.post(reverse("agent:formality_hand_in", args=[kind]), sent).status_code == 302
    for paper in agent.formalities.all():
        place = reverse("staff:formality_decide", args=[paper.ref])
        assert "11010519491231002X" not in office.get(place).text
        assert office.post(place, {"confirm": "1"}).status_code == 302
        assert office.post(place, {"confirm": "1"}).status_code == 409
    agent.refresh_from_db()
    assert agent.formalities_done_at is not None


def test_the_board_costs_the_same_however_many_apply(django_assert_max_num_queries: object) -> None:
    client = recruiter()
    campaign = make.campaign()
    for _ in range(12):
        make.application(at=campaign)
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        assert client.get(reverse("staff:screening_board") + "?state=gates").status_code == 200
