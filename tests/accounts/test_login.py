"""Getting in: by either address, with a second factor where it is due, without telling who exists."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client as Browser

from accounts import actions
from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.models import DataMark
from tests.factories import accounts
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def log_in(browser: Browser, address: str, password: str = PASSWORD) -> Any:
    return browser.post(LOGIN, {"login": address, "password": password})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("address", ["Wang@Example.com", "13800138000", "+86 138 0013 8000"])
def test_she_logs_in_with_mail_or_number_as_people_write_them(client: Browser, address: str) -> None:
    user = accounts.user(email="wang@example.com", phone="+8613800138000", password=PASSWORD)
    assert log_in(client, address).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_who_signs_up_with_a_number_only_gets_an_account_that_hides_it(client: Browser) -> None:
    answer = client.post("/accounts/signup/", {"phone": "13900139000", "password1": PASSWORD})
    assert answer.status_code == 302
    user = User.objects.get()
    assert (user.email, user.phone, user.phone_verified) == (None, "+8613900139000", False)
    assert "13900139000" not in user.phone_sealed
    assert re.fullmatch(r"u[0-9a-f]{16}", user.username)


def test_an_account_needs_an_address(client: Browser) -> None:
    assert client.post("/accounts/signup/", {"password1": PASSWORD}).status_code == 200
    assert not User.objects.exists()


def test_a_number_belongs_to_one_account(client: Browser) -> None:
    accounts.user(email="first@example.com", phone="+8613900139000", password=PASSWORD)
    client.post("/accounts/signup/", {"phone": "13900139000", "password1": PASSWORD})
    assert User.objects.filter(phone_index__isnull=False).count() == 1


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Browser) -> None:
    accounts.user(email="known@example.com", password=PASSWORD)
    known, unknown = (log_in(client, f"{name}@example.com", "wrong password!") for name in ("known", "nobody"))

    def told(answer: Any) -> str:
        text = re.sub(r'value="[^"]*"|X-CSRFToken": "[^"]*"', "", answer.content.decode())
        return text.replace("known@example.com", "").replace("nobody@example.com", "")

    assert known.status_code == unknown.status_code == 200
    assert told(known) == told(unknown)


def test_a_forgotten_password_tells_nobody_whether_the_address_is_known(client: Browser) -> None:
    accounts.user(email="known@example.com", password=PASSWORD)
    answers = [
        client.post("/accounts/password/reset/", {"email": f"{name}@example.com"}) for name in ("known", "nobody")
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]


def test_guessing_is_throttled(client: Browser) -> None:
    accounts.user(email="known@example.com", password=PASSWORD)
    for _ in range(12):
        log_in(client, "known@example.com", "wrong password!")
    answer = log_in(client, "known@example.com")
    assert "_auth_user_id" not in client.session
    assert answer.status_code in {200, 429}


@pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/", "/admin/messages/"])
def test_staff_without_a_second_factor_are_led_to_set_it_up(client: Browser, path: str) -> None:
    client.force_login(accounts.staff("administrator"))
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/totp/activate/")


def test_an_owner_without_a_second_factor_can_not_work_and_a_planner_can(client: Browser) -> None:
    company = accounts.client_company()
    client.force_login(accounts.member(company))
    assert client.get("/client/messages/")["Location"] == "/accounts/2fa/totp/activate/"
    client.force_login(accounts.member(company, "planner"))
    assert client.get("/client/messages/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client: Browser) -> None:
    user = accounts.staff("administrator")
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(user)
    assert client.get("/admin/messages/").status_code == 302


def test_staff_log_in_with_password_and_code(client: Browser) -> None:
    user = accounts.staff("administrator", email="boss@example.com", password=PASSWORD)
    secret = actions.enrol_second_factor(user=user)
    answer = log_in(client, "boss@example.com")
    assert "2fa/authenticate" in answer["Location"]
    assert "_auth_user_id" not in client.session  # half a log-in is none
    assert client.post(answer["Location"], {"code": "000000"}).status_code == 200
    assert client.post(answer["Location"], {"code": code_of(secret)}).status_code == 302
    assert client.get("/admin/messages/").status_code == 200


def test_a_secret_of_a_second_factor_is_unreadable_at_rest() -> None:
    user = accounts.user()
    secret = actions.enrol_second_factor(user=user)
    assert secret not in str(Authenticator.objects.get(user=user).data)


def test_setting_up_shows_a_code_to_scan_without_a_script(client: Browser) -> None:
    user = accounts.user(email="new@example.com", password=PASSWORD)
    log_in(client, user.email)
    asked_again = client.get("/accounts/2fa/totp/activate/")
    client.post(asked_again["Location"], {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert '<svg viewBox="0 0' in page
    assert "data:image" not in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("is_demo", "address", "forwarded", "opens"),
    [
        (True, "127.0.0.1", "", True),
        (True, "10.0.0.9", "", False),
        (True, "127.0.0.1", "203.0.113.9", False),
        (False, "127.0.0.1", "", False),
    ],
)
def test_a_demo_does_without_second_factor_only_on_this_machine(
    client: Browser, settings: Any, is_demo: bool, address: str, forwarded: str, opens: bool
) -> None:
    settings.DEMO_WITHOUT_SECOND_FACTOR = True
    DataMark.objects.create(kind="demo" if is_demo else "real", created_at=now())
    client.force_login(accounts.staff("administrator"))
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    answer = client.get("/admin/messages/", REMOTE_ADDR=address, headers=headers)
    assert (answer.status_code == 200) is opens


def test_the_admins_own_log_in_leads_to_everybodys(client: Browser) -> None:
    assert client.get("/admin/login/")["Location"].startswith(LOGIN)
    assert client.post("/admin/login/", {"username": "x", "password": "y"})["Location"].startswith(LOGIN)


def test_her_session_ends_at_the_next_page_once_she_may_not_log_in(client: Browser) -> None:
    person = accounts.member(accounts.client_company(), "planner")
    client.force_login(person)
    assert client.get("/client/").status_code == 200
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/client/").headers["Location"].startswith(LOGIN)


def test_a_page_asks_for_its_reader_her_roles_and_her_second_factor_once_each(
    client: Browser, django_assert_num_queries: Any
) -> None:
    client.force_login(accounts.staff("recruiter"))
    client.get("/admin/")
    with django_assert_num_queries(3):
        assert client.get("/admin/").headers["Location"] == "/accounts/2fa/totp/activate/"
