"""Consents, keys, members, decisions, erasure."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.utils.translation import gettext_lazy as _

from accounts import actions, personal
from accounts.errors import AlreadyMember, LastOwner, StillBound
from accounts.models import ClientKey, Consent, Membership, User
from accounts.principals import ANONYMOUS, Principal
from talentpool.kernel.clock import now
from talentpool.kernel.models import DataMark
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def test_consent_is_one_row_per_purpose_and_withdrawn_as_easily() -> None:
    user, client = accounts.user(), accounts.client_company()
    first = actions.give_consent(by=user, purpose="client_sharing", client=client)
    assert actions.give_consent(by=user, purpose="client_sharing", client=client) == first
    assert actions.withdraw_consent(by=user, purpose="client_sharing", client=client) == 1
    assert not Consent.objects.standing().filter(user=user).exists()
    actions.give_consent(by=user, purpose="client_sharing", client=client)
    assert Consent.objects.filter(user=user).count() == 2


def test_a_new_version_of_a_consent_closes_the_old_one() -> None:
    user = accounts.user()
    actions.give_consent(by=user, purpose="processing", version="1")
    actions.give_consent(by=user, purpose="processing", version="2")
    assert [c.version for c in Consent.objects.standing().filter(user=user)] == ["2"]


def test_a_decision_speaks_both_languages_and_never_about_oneself() -> None:
    user = accounts.user()
    said = actions.reason("cap", _("Recruiter"))
    record = actions.record_decision(
        subject=user, kind="offer", outcome="not_offered", rule_version="1", reasons=[said]
    )
    assert set(record.reasons[0]) == {"code", "en", "zh-hans"}
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record_decision(subject=user, kind="x", outcome="y", rule_version="1", by=user)


def test_a_company_keeps_an_owner() -> None:
    client = accounts.client_company()
    owner = accounts.member(client)
    membership = Membership.objects.get(user=owner)
    with pytest.raises(LastOwner):
        actions.change_role(membership=membership, role="viewer", by=owner)
    with pytest.raises(LastOwner):
        actions.remove_member(membership=membership, by=owner)
    second = actions.add_member(client=client, email="New@Example.com", role="owner", by=owner)
    assert second.user.email == "new@example.com"
    with pytest.raises(AlreadyMember):
        actions.add_member(client=client, email="new@example.com", role="viewer", by=owner)
    actions.remove_member(membership=membership, by=second.user)


def test_who_leaves_a_company_takes_no_key_along() -> None:
    client = accounts.client_company()
    owner, planner = accounts.member(client), accounts.member(client, "planner")
    key, _text = actions.create_key(client=client, name="ERP", scopes=["orders:read"], by=planner)
    actions.remove_member(membership=Membership.objects.get(user=planner), by=owner)
    key.refresh_from_db()
    assert key.revoked_at is not None


def test_a_rotated_key_ends_and_its_text_is_kept_nowhere() -> None:
    client = accounts.client_company()
    owner = accounts.member(client)
    old, text = actions.create_key(client=client, name="ERP", scopes=["orders:read"], by=owner)
    new, fresh = actions.rotate_key(key=old, by=owner)
    old.refresh_from_db()
    assert not old.is_in_use
    assert (new.name, new.scopes) == ("ERP", ["orders:read"])
    assert text not in json.dumps(list(ClientKey.objects.values()), default=str)
    assert fresh not in json.dumps(list(ClientKey.objects.values()), default=str)


def test_a_rotated_key_works_on_for_its_overlap_and_not_a_moment_longer() -> None:
    browser, client = Browser(), accounts.client_company()
    owner = accounts.member(client)
    key, old = actions.create_key(client=client, name="ERP", scopes=["orders:read"], by=owner)
    _key, new = actions.rotate_key(key=key, by=owner, overlap=timedelta(hours=24))

    def codes() -> list[int]:
        doors = [browser.get("/api/v1/orders/", headers={"authorization": f"Bearer {text}"}) for text in (old, new)]
        return [door.status_code for door in doors]

    assert codes() == [200, 200]
    actions.rotate_key(key=ClientKey.objects.get(pk=key.pk), by=owner, overlap=timedelta(days=30))
    with time_machine.travel(now() + timedelta(hours=23), tick=False):
        assert codes() == [200, 200]
    with time_machine.travel(now() + timedelta(hours=25), tick=False):
        assert codes() == [401, 200]
    actions.revoke_key(key=ClientKey.objects.get(pk=key.pk), by=owner)
    assert codes() == [401, 200]


def test_only_an_owner_sees_keys_and_members() -> None:
    client, other = accounts.client_company(), accounts.client_company()
    owner = accounts.member(client)
    actions.create_key(client=client, name="ERP", scopes=[], by=owner)
    hats = {
        "owner": Principal(user=owner, client=client, member_role="owner"),
        "planner": Principal(user=owner, client=client, member_role="planner"),
        "stranger": Principal(user=owner, client=other, member_role="owner"),
        "anonymous": ANONYMOUS,
    }
    seen = {name: ClientKey.objects.visible_to(hat).count() for name, hat in hats.items()}
    assert seen == {"owner": 1, "planner": 0, "stranger": 0, "anonymous": 0}
    seen = {name: Membership.objects.visible_to(hat).count() for name, hat in hats.items()}
    assert seen == {"owner": 1, "planner": 0, "stranger": 0, "anonymous": 0}


def test_erasing_leaves_nothing_of_the_person_not_even_in_history() -> None:
    user = accounts.user(email="canary@example.com", phone="+8613800138000")
    actions.set_name(by=user, name="Canary Name")
    actions.enrol_second_factor(user=user)
    actions.erase(user=user, by=user)
    rows = [*User.objects.filter(pk=user.pk).values(), *user.events.values()]
    assert "canary" not in json.dumps(rows, default=str).lower()
    assert not any(row["phone_sealed"] or row["name_sealed"] for row in rows)
    assert User.objects.with_phone("+8613800138000") is None


def test_what_is_open_stands_in_the_way_of_erasing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal, "_obstacles", ["x.y"])
    monkeypatch.setattr(personal, "import_string", lambda path: lambda user: "a shift tomorrow")
    user = accounts.user()
    with pytest.raises(StillBound, match="a shift tomorrow"):
        actions.erase(user=user, by=user)


def test_a_demo_code_is_shown_of_demo_people_only(capsys: pytest.CaptureFixture[str]) -> None:
    demo, real = accounts.user(is_demo=True), accounts.user()
    for user in (demo, real):
        actions.enrol_second_factor(user=user)
    with pytest.raises(CommandError):
        call_command("demo_code", demo.email)  # not a demo database yet
    DataMark.objects.create(kind="demo", created_at=now())
    with pytest.raises(CommandError):
        call_command("demo_code", real.email)
    call_command("demo_code", demo.email)
    assert len(capsys.readouterr().out.strip()) == 6
