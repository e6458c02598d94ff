"""Lists of people: one reading, two doors, nobody touched before she consents."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client as Browser
from django.urls import reverse
from openpyxl import Workbook

from accounts.actions import enrol_second_factor
from accounts.models import User
from talentpool.agents.models import Agent, Language
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.kernel.tables import RowProblem, TableProblem
from talentpool.messaging.actions import tell
from talentpool.messaging.models import Delivery, Message
from talentpool.screening import actions, jobs
from talentpool.screening.errors import ConsentNeeded
from talentpool.screening.invitations import path_for
from talentpool.screening.models import Application, Formality, ListedPerson, PeopleList
from talentpool.screening.rules.candidates import reader_for
from tests.factories import screening as make
from tests.factories.accounts import staff, user


def recruiter() -> User:
    """With the second factor staff need."""
    person = staff("recruiter")
    enrol_second_factor(user=person)
    return person


HEAD = "name,phone,email,identity,kind,languages,channels,years,hours\n"
GOOD_ID = "11010519491231002X"
TODAY = date(2026, 1, 5)


def rows(*lines: str) -> bytes:
    return (HEAD + "\n".join(lines)).encode()


def handed_in(content: bytes, **fields: Any) -> PeopleList:
    people = actions.hand_in_list(content=content, name="p.csv", origin="A fair", by=None, later=False, **fields)
    return actions.check_list(people=people)


def written(content: bytes, **fields: Any) -> PeopleList:
    people = actions.confirm_list(people=handed_in(content, **fields), by=None, later=False)
    return actions.write_list(people=people)


def read(**given: str) -> Any:
    reader = reader_for(list(given), languages={"cmn": "cmn", "普通话": "cmn"}, regions={}, today=TODAY)
    return reader(list(given.values()))


def test_a_row_is_read_in_either_language() -> None:
    one = read(姓名="王芳", 手机号="138 0013 8000", 语言="普通话 5", 渠道="电话、在线", 类型="居家")
    assert (one.phone, one.languages, one.channels, one.kind) == (
        "+8613800138000",
        {"cmn": 5},
        ("call", "chat"),
        "home_based",
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": "Li Na", "phone": "12"}, "not_a_phone"),
        ({"name": "Li Na", "email": "li.na"}, "not_an_email"),
        ({"name": "Li Na", "phone": ""}, "no_contact"),
        ({"name": "=1+1", "phone": "13800138000"}, "formula"),
        ({"name": "Li Na", "phone": "13800138000", "identity": GOOD_ID[:-1] + "1"}, "not_an_identity"),
        ({"name": "Li Na", "phone": "13800138000", "languages": "klingon"}, "unknown_word"),
        ({"name": "Li Na", "phone": "13800138000", "hours": "lots"}, "not_a_number"),
    ],
)
def test_a_bad_row_says_what_is_wrong(given: dict[str, str], code: str) -> None:
    with pytest.raises(RowProblem) as told:
        read(**given)
    assert told.value.code == code


def test_a_file_without_a_name_column_is_no_list() -> None:
    with pytest.raises(TableProblem):
        reader_for(["phone"], languages={}, regions={}, today=TODAY)


@pytest.mark.django_db
def test_checking_writes_nobody_and_counts_known_people_and_doubles() -> None:
    user(phone="+8613800138000")
    content = rows(
        "Known One,13800138000,,,,,,,",
        f"Chen Jie,13900139000,,{GOOD_ID},,,,,",
        f"Chen Jie Again,13700137000,,{GOOD_ID},,,,,",
        "Bad Phone,1,,,,,,,",
    )
    people = handed_in(content)
    assert (people.rows_read, people.rows_good, people.rows_known, people.rows_bad) == (4, 1, 2, 1)
    assert {error["code"] for error in people.row_errors} == {"known", "twice_in_file", "not_a_phone"}
    assert all("139" not in str(error) for error in people.row_errors)  # no personal value is kept
    assert Agent.objects.count() == 0
    assert people.state == "checked"


@pytest.mark.django_db
def test_a_workbook_is_read_like_a_text_file() -> None:
    book, out = Workbook(), io.BytesIO()
    sheet: Any = book.active
    for line in (HEAD.strip(), "Chen Jie,13900139000,,,,普通话 5,在线,3,20", "Bad Phone,1,,,,,,,"):
        sheet.append([int(cell) if cell.isdecimal() else cell for cell in line.split(",")])
    book.save(out)
    people = written(out.getvalue())
    assert (people.rows_read, people.rows_good, people.rows_bad, people.state) == (2, 1, 1, "done")
    assert [agent.user.full_name for agent in Agent.objects.all()] == ["Chen Jie"]


@pytest.mark.django_db
def test_imported_agents_are_in_training_and_can_do_nothing_before_they_consent() -> None:
    Language.objects.get_or_create(code="cmn", defaults={"name": {"en": "Putonghua", "zh-hans": "普通话"}})
    people = written(rows("Chen Jie,13900139000,,,home_based,cmn 5,call; chat,2,20"))
    agent = Agent.objects.get()
    assert (agent.state, agent.kind, agent.weekly_cap_minutes, people.state) == ("training", "home_based", 1200, "done")
    assert agent.user.full_name == "Chen Jie"
    assert not agent.user.has_usable_password()
    assert list(agent.formalities.values_list("state", flat=True)) == ["missing"] * 5
    paper = Formality.objects.get(agent=agent, kind="tax")
    with pytest.raises(ConsentNeeded):
        actions.hand_in_formality(formality=paper, value="12345678", by=agent.user)
    actions.consent_as_listed(by=agent.user)
    assert actions.hand_in_formality(formality=paper, value="12345678", by=agent.user).state == "handed_in"


@pytest.mark.django_db
def test_an_invited_application_becomes_hers_when_she_consents() -> None:
    campaign = make.campaign()
    written(rows("Chen Jie,,chen@example.com,,,cmn 4,chat,0,20"), campaign=campaign)
    invited = Application.objects.get()
    assert invited.state == "invited"
    assert invited.answers["work"]["levels"] == {"cmn": 4}
    begun = actions.start_application(campaign=campaign, by=invited.user)
    assert begun.pk == invited.pk
    assert begun.state == "started"
    assert not actions.awaits_consent(user=invited.user)
    assert invited.user.consents.count() == 2


@pytest.mark.django_db
def test_a_second_import_of_the_same_file_writes_nobody() -> None:
    content = rows(f"Chen Jie,13900139000,,{GOOD_ID},,,,,")
    written(content)
    again = handed_in(content)
    assert (again.state, again.failure["code"], again.rows_known) == ("failed", "no_rows", 1)  # type: ignore[index]


@pytest.mark.django_db
def test_a_broken_run_goes_on_behind_the_last_row_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talentpool.screening.actions.lists.BATCH", 1)
    people = handed_in(rows("Chen Jie,13900139000,,,,,,,", "Wang Li,13900139001,,,,,,,"))
    actions.confirm_list(people=people, by=None, later=False)

    def stop(_people: PeopleList) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.write_list(people=people, progress=stop)
    PeopleList.objects.update(state="confirmed")
    fresh = actions.write_list(people=PeopleList.objects.get())
    assert (fresh.rows_written, Agent.objects.count(), fresh.state) == (2, 2, "done")


@pytest.mark.django_db
def test_taking_a_list_back_removes_everybody_but_who_has_acted() -> None:
    people = written(rows("Chen Jie,13900139000,,,,,,,", "Wang Li,13900139001,,,,,,,"))
    stays = Agent.objects.order_by("number").first()
    assert stays is not None
    actions.consent_as_listed(by=stays.user)
    who = staff("recruiter")
    actions.undo_list(people=people, by=who, later=False)
    done = actions.take_back(people=people)
    assert (done.state, done.rows_kept, done.undone_by) == ("undone", 1, who)
    history = PeopleList.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    assert list(history.values_list("state", "undone_by"))[-2:] == [("undoing", who.pk), ("undone", who.pk)]
    assert list(Agent.objects.all()) == [stays]
    assert ListedPerson.objects.count() == 1
    assert (
        not User.objects.filter(name_sealed__gt="").exclude(pk=stays.user_id).filter(agent__isnull=True, is_staff=False)
    )


@pytest.mark.django_db
def test_the_command_says_what_it_did_and_fails_on_no_table(tmp_path: Path) -> None:
    file, out, err = tmp_path / "people.csv", io.StringIO(), io.StringIO()
    file.write_bytes(rows("Chen Jie,13900139000,,,,,,,", "Bad,1,,,,,,,"))
    call_command("import_agents", file, stdout=out, stderr=err)
    assert "1 people" in out.getvalue()
    assert "row 3" in err.getvalue()
    file.write_bytes(b"\x00\x01nothing")
    with pytest.raises(CommandError):
        call_command("import_agents", file, stdout=out, stderr=err)


@pytest.mark.django_db
def test_the_recruiter_sees_the_preview_before_anybody_is_written(client: Browser) -> None:
    person = recruiter()
    client.force_login(person)
    people = handed_in(rows("Chen Jie,13900139000,,,,,,,", "Bad,1,,,,,,,"))
    shown = client.get(reverse("staff:list_show", args=[people.ref]))
    assert b"Chen Jie" in shown.content
    assert Agent.objects.count() == 0
    errors = client.get(reverse("staff:list_errors_csv", args=[people.ref]))
    assert b"not_a_phone" in errors.content
    assert client.post(reverse("staff:list_undo", args=[people.ref])).status_code == 302
    people.refresh_from_db()
    assert people.state == "undone"
    assert people.path == ""


@pytest.mark.django_db
def test_an_invited_person_claims_her_account_once_and_then_decides(client: Browser) -> None:
    written(rows("Chen Jie,13900139000,,,,,,,"))
    her = Agent.objects.get().user
    url = path_for(her)
    assert b"A fair" in client.get(url).content
    given = {"new_password1": "nine green buttons", "new_password2": "nine green buttons"}
    assert client.post(url, given)["Location"] == reverse("agent:listed_consent")
    client.post(reverse("agent:listed_consent"))
    assert not actions.awaits_consent(user=her)
    stranger = Browser()
    assert stranger.post(url, given).status_code == 409
    assert stranger.get(reverse("invitation", args=["forged"])).status_code == 410


@pytest.mark.django_db
def test_everybody_of_a_list_is_invited_once_by_mail_or_else_by_one_sms(client: Browser, settings: Any) -> None:
    people = written(rows("Chen Jie,13900139000,,,,,,,", "Li Na,,li.na@example.com,,,,,,", "Wu Di,13900139001,,,,,,,"))
    assert people.reach() == {"email": 1, "sms": 2}
    ListedPerson.objects.filter(row=people.persons.latest("row").row).update(consented_at=now())
    client.force_login(recruiter())
    settings.SMS_URL = "json://sms.example/{phone}"
    assert client.post(reverse("staff:list_invite", args=[people.ref])).status_code == 302
    assert jobs.send_invitations(people.pk) == 2
    assert jobs.send_invitations(people.pk) == 0, "a second delivery finds nobody left"
    ways = Delivery.objects.filter(message__topic="screening.listed").values_list("message__user__email", "via")
    assert set(ways) == {(None, "sms"), ("li.na@example.com", "email")}
    assert "/invited/" in Message.objects.filter(topic="screening.listed")[0].link
    assert list(actions.half_invited()) == []
    shown = client.get(reverse("staff:list_show", args=[people.ref])).content.decode()
    assert reverse("staff:list_invite", args=[people.ref]) not in shown, "it can be asked for once"


@pytest.mark.django_db
def test_an_invitation_is_the_only_sms_without_consent() -> None:
    person = user(email=None, phone="+8613900139000")
    tell(user=person, topic="screening.reminder", params={"campaign": "x"})
    assert not Delivery.objects.filter(message__user=person).exists()


@pytest.mark.django_db
def test_a_list_that_is_not_written_invites_nobody() -> None:
    with pytest.raises(WrongState):
        actions.invite_listed(people=handed_in(rows("Chen Jie,13900139000,,,,,,,")), by=None)
