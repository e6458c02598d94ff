"""Wellbeing is voluntary, private, short-lived, and off."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.wellbeing import actions
from talentpool.wellbeing.errors import NotOffered
from talentpool.wellbeing.models import KEPT, Note

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent() -> Agent:
    user = User.objects.create_user(email=f"{uuid.uuid4().hex}@example.org", password=None)
    return Agent.objects.create(user=user, number=uuid.uuid4().hex[:8], kind="shared", state="reserve")


@pytest.fixture
def counsellor() -> User:
    user = User.objects.create_user(email=f"{uuid.uuid4().hex}@example.org", password=None, is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="counsellor")[0])
    return user


def test_it_is_off_unless_the_installation_asks_for_it(agent: Agent, client: Client) -> None:
    client.force_login(agent.user)
    assert client.get("/agent/wellbeing/").status_code == 404
    with pytest.raises(NotOffered):
        actions.write_note(agent=agent, feeling=3, words="")


def test_it_is_absent_where_the_law_forbids_it(agent: Agent, settings: object) -> None:
    settings.WELLBEING = True  # type: ignore[attr-defined]
    agent.timezone = "Europe/Berlin"
    with pytest.raises(NotOffered):
        actions.write_note(agent=agent, feeling=3, words="")


def test_an_agent_keeps_shares_takes_back_and_deletes_a_note(
    agent: Agent, counsellor: User, client: Client, settings: object
) -> None:
    settings.WELLBEING = True  # type: ignore[attr-defined]
    client.force_login(agent.user)
    assert client.post("/agent/wellbeing/", {"feeling": 2, "words": "tired"}).status_code == 302
    note = Note.objects.get()
    hat = Principal(user=counsellor, roles=frozenset({"counsellor"}))
    assert not Note.objects.visible_to(hat).exists()
    client.post(f"/agent/wellbeing/{note.ref}/share/", {"counsellor": counsellor.pk})
    assert Note.objects.visible_to(hat).get().words == "tired"
    client.post(f"/agent/wellbeing/{note.ref}/share/")
    assert not Note.objects.visible_to(hat).exists()
    assert "tired" in client.get("/agent/wellbeing/").content.decode()
    client.post(f"/agent/wellbeing/{note.ref}/delete/")
    assert not Note.objects.exists()


def test_administrators_and_recruiters_never_see_a_note(agent: Agent, settings: object) -> None:
    settings.WELLBEING = True  # type: ignore[attr-defined]
    actions.write_note(agent=agent, feeling=1, words="private")
    for role in ("administrator", "recruiter", "dispatcher"):
        assert not Note.objects.visible_to(Principal(roles=frozenset({role}))).exists()


def test_words_are_unreadable_at_rest(agent: Agent, settings: object) -> None:
    settings.WELLBEING = True  # type: ignore[attr-defined]
    actions.write_note(agent=agent, feeling=1, words="canary-of-words")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words_sealed FROM wellbeing_note")
        (stored,) = cursor.fetchone()
    assert stored
    assert "canary" not in stored


def test_notes_go_after_ninety_days(agent: Agent) -> None:
    Note.objects.create(agent=agent, feeling=3, written_at=now() - KEPT - timedelta(hours=1))
    kept = Note.objects.create(agent=agent, feeling=3, written_at=now() - KEPT + timedelta(hours=1))
    assert actions.delete_old() == 1
    assert list(Note.objects.all()) == [kept]
