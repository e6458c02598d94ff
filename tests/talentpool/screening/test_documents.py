"""The pictures of an identity document: what is kept of them, who sees them, and when they are gone."""

import io
import zlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.actions import enrol_second_factor, erase
from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.screening import actions, errors
from talentpool.screening.jobs import forget_documents
from talentpool.screening.models import DocumentLook, DocumentPage, Formality, IdentityDocument, PaperStandard
from talentpool.screening.rules.pictures import Illegible, redrawn
from talentpool.screening.scans import pictures_of
from tests.factories import agents
from tests.factories.accounts import staff
from tests.factories.documents import PLACE, photo, scan

pytestmark = pytest.mark.django_db
NUMBER = "11010519491231002X"
HEAD = b"IHDR" + (100_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"  # ten thousand million pixels
BOMB = b"\x89PNG\r\n\x1a\n\x00\x00\x00\r" + HEAD + zlib.crc32(HEAD).to_bytes(4, "big") + b"\0\0\0\x08IDAT" + bytes(12)


def signed_in(person: User) -> Client:
    """With the second factor staff need."""
    if person.is_staff:
        enrol_second_factor(user=person)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(person)
    return browser


def paper_of(agent: Agent) -> Formality:
    actions.prepare_formalities(agent=agent)
    return agent.formalities.get(kind="identity")


def handed_in(*files: bytes) -> Formality:
    agent = agents.agent(state="training")
    return actions.hand_in_formality(formality=paper_of(agent), value=NUMBER, by=agent.user, files=files or [photo()])


def pages(paper: Formality) -> list[DocumentPage]:
    return list(DocumentPage.objects.filter(document__formality=paper))


def test_a_photo_is_drawn_anew_upright_and_without_what_the_camera_noted() -> None:
    taken = photo()
    assert PLACE.encode() in taken
    kept = redrawn(taken)
    assert PLACE.encode() not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, dict(picture.getexif()), picture.size) == ("JPEG", {}, (900, 600))
    with Image.open(io.BytesIO(redrawn(photo(2600, 1300, "PNG")))) as picture:
        assert picture.size == (2000, 1000)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 not a picture", "no_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no_picture"),
        (photo()[:3000], "no_picture"),
        (photo(300, 200), "too_small"),
        (BOMB, "too_many_pixels"),
        (b"%PDF-1.7 nothing behind it", "no_picture"),
        (scan(5), "many_pages"),
        (scan(1, "secret"), "locked"),
    ],
    ids=[
        "nothing",
        "a program",
        "a drawing",
        "half a photo",
        "a thumbnail",
        "a bomb",
        "no pages",
        "a book",
        "a locked one",
    ],
)
def test_what_nobody_can_read_is_refused_by_what_is_in_it(content: bytes, code: str) -> None:
    with pytest.raises(Illegible) as refused:
        pictures_of(content)
    assert refused.value.code == code


def test_a_pdf_becomes_pictures_and_nothing_else_of_it_is_kept() -> None:
    drawn = pictures_of(scan(2))
    assert [Image.open(io.BytesIO(one)).format for one in drawn] == ["JPEG", "JPEG"]
    assert not any(b"%PDF" in one for one in drawn)


def test_the_storage_holds_nothing_anybody_can_read() -> None:
    paper = handed_in(photo(), photo())
    first, second = pages(paper)
    stored = default_storage.open(first.path).read()
    assert first.path != second.path
    assert b"JFIF" not in stored
    assert b"\xff\xd8\xff" not in stored
    assert actions.look_at_page(page=first, by=staff("recruiter")).startswith(b"\xff\xd8\xff")


def test_an_identity_without_a_document_is_not_taken_and_a_wrong_number_is_said_first() -> None:
    agent = agents.agent(state="training")
    paper = paper_of(agent)
    for value, files, refused in (
        (NUMBER, [], errors.DocumentMissing),
        ("123", [b"x"], errors.PaperFaulty),
        (NUMBER, [photo(), b"x"], errors.DocumentFaulty),
    ):
        with pytest.raises(refused):
            actions.hand_in_formality(formality=paper, value=value, by=agent.user, files=files)
    assert not IdentityDocument.objects.exists()


def test_a_number_that_is_somebody_elses_leaves_no_picture_behind() -> None:
    first = handed_in()
    agent = agents.agent(state="training")
    before = set(default_storage.listdir("documents")[0])
    with pytest.raises(errors.PaperOfAnother):
        actions.hand_in_formality(formality=paper_of(agent), value=NUMBER, by=agent.user, files=[photo()])
    left = set(default_storage.listdir("documents")[0]) - before
    assert not any(default_storage.listdir(f"documents/{name}")[1] for name in left)
    assert pages(first)


def test_nobody_confirms_a_number_that_came_without_a_document() -> None:
    paper = handed_in()
    paper.documents.all().delete()
    with pytest.raises(errors.NothingToCompare):
        actions.confirm_formality(formality=paper, by=staff("recruiter"))
    paper.refresh_from_db()
    assert paper.state == "handed_in"


def test_a_document_goes_thirty_days_after_it_was_judged_and_says_so(django_capture_on_commit_callbacks: Any) -> None:
    paper = handed_in()
    actions.confirm_formality(formality=paper, by=staff("recruiter"))
    page, document = pages(paper)[0], paper.documents.get()
    assert document.state == "confirmed"
    assert forget_documents() == 0
    IdentityDocument.objects.update(judged_at=now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_documents() == 1
        assert forget_documents() == 0
    document.refresh_from_db()
    assert (document.state, document.deleted_because) == ("deleted", "aged")
    assert not default_storage.exists(page.path)
    page.refresh_from_db()
    with pytest.raises(errors.DocumentGone):
        actions.look_at_page(page=page, by=staff("recruiter"))
    paper.refresh_from_db()
    assert paper.state == "confirmed"


def test_an_administrator_sets_the_days_and_a_returned_document_makes_room_for_the_next(
    django_capture_on_commit_callbacks: Any,
) -> None:
    paper = handed_in()
    old = pages(paper)[0].path
    actions.return_formality(formality=paper, by=staff("recruiter"), note="The number can't be read.")
    assert paper.documents.get().state == "refused"
    with django_capture_on_commit_callbacks(execute=True):
        actions.hand_in_formality(formality=paper, value=NUMBER, by=paper.agent.user, files=[scan()])
    assert not default_storage.exists(old)
    assert [(one.state, one.deleted_because) for one in paper.documents.all()] == [
        ("handed_in", ""),
        ("deleted", "replaced"),
    ]
    PaperStandard.objects.create(keep_waiting_days=1)
    IdentityDocument.objects.update(handed_in_at=now() - timedelta(days=2))
    assert forget_documents() == 1


def test_erasing_a_person_takes_the_pictures_at_once(django_capture_on_commit_callbacks: Any) -> None:
    paper = handed_in()
    page = pages(paper)[0]
    with django_capture_on_commit_callbacks(execute=True):
        erase(user=paper.agent.user, by=paper.agent.user)
    assert not default_storage.exists(page.path)
    paper.refresh_from_db()
    assert (paper.value_sealed, paper.value_index, paper.documents.get().deleted_because) == ("", "", "erased")


def test_each_look_is_written_down_and_nobody_can_change_that() -> None:
    paper = handed_in()
    office = signed_in(staff("finance"))
    place = reverse("staff:document_page", args=[pages(paper)[0].ref])
    answer = office.get(place)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "image/jpeg", "no-store")
    assert "attachment" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert DocumentLook.objects.count() == 1
    for statement in ("UPDATE screening_documentlook SET at = now()", "DELETE FROM screening_documentlook"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_she_hands_it_in_on_her_phone_and_sees_who_may_look_and_until_when() -> None:
    agent = agents.agent(state="training")
    actions.prepare_formalities(agent=agent)
    client, place = signed_in(agent.user), reverse("agent:formality_hand_in", args=["identity"])
    page = client.get(place).text
    assert 'capture="environment"' in page
    assert 'enctype="multipart/form-data"' in page
    assert client.post(place, {"value": NUMBER}).status_code == 400
    wrong = client.post(place, {"value": NUMBER, "front": SimpleUploadedFile("card.jpg", b"not a picture")})
    assert wrong.status_code == 400
    assert "neither a picture" in wrong.text
    sent = {"value": NUMBER, "front": SimpleUploadedFile("x.exe", photo()), "stored": SimpleUploadedFile("s", scan(1))}
    assert client.post(place, sent).status_code == 302
    assert IdentityDocument.objects.get().pages.count() == 2
    assert "Nobody has looked" in client.get(place).text


def test_fifty_megabytes_are_refused_by_name_and_nothing_is_kept() -> None:
    agent = agents.agent(state="training")
    actions.prepare_formalities(agent=agent)
    huge = SimpleUploadedFile("card.jpg", photo() + bytes(50 * 1024 * 1024), "image/jpeg")
    place = reverse("agent:formality_hand_in", args=["identity"])
    answer = signed_in(agent.user).post(place, {"value": NUMBER, "front": huge})
    assert answer.status_code == 413
    assert "larger than 10 MB" in answer.text
    assert not IdentityDocument.objects.exists()


def test_the_office_compares_number_and_picture_on_one_page_with_few_queries(
    django_assert_max_num_queries: Any, caplog: pytest.LogCaptureFixture
) -> None:
    paper = handed_in(photo(), photo())
    recruiter = staff("recruiter")
    office, place = signed_in(recruiter), reverse("staff:formality_decide", args=[paper.ref])
    for page in pages(paper):
        actions.look_at_page(page=page, by=recruiter)
    with django_assert_max_num_queries(16):
        shown = office.get(place).text
    assert "110105 19491231 002X" in shown
    assert all(reverse("staff:document_page", args=[page.ref]) in shown for page in pages(paper))
    assert "1 look" in shown
    assert office.post(place, {"confirm": "1"}).status_code == 302
    assert "19491231" not in office.get(place).text
    assert "19491231" not in caplog.text


def test_a_strangers_document_is_nobodys(client: Client) -> None:
    page = pages(handed_in())[0]
    place = reverse("agent:document_page", args=[page.ref])
    assert signed_in(agents.agent().user).get(place).status_code == 404
    assert client.get(place).status_code == 302
    assert signed_in(staff("trainer")).get(reverse("staff:document_page", args=[page.ref])).status_code == 403
    assert not DocumentLook.objects.exists()
