"""What becomes of a person's rows when she has her data erased: every column that names her has a rule, in its own room."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from accounts import personal
from accounts.actions import erase
from accounts.models import User
from talentpool.activation.models import ReviewAppeal, ReviewItem
from talentpool.agents.models import Agent, AgentLanguage, Language
from talentpool.growth.models import Promise, Talk
from talentpool.kernel.clock import now
from talentpool.wellbeing.models import Note
from tasks.attendance.models import Complaint, Incident, Ticket
from tasks.billing.models import Statement, StatementLine
from tests.architecture.source import PACKAGES
from tests.factories import accounts, agents, work
from tests.factories.accounts import staff

PERSONS = (User, Agent)
# Sealed texts that are nobody's own words: keys and log-ins of companies. Every other one must be seen to go below.
OF_COMPANIES = {
    "attendance.Login.secret_sealed",
    "messaging.WebhookEndpoint.secret_sealed",
    "messaging.WebhookEndpoint.old_secret_sealed",
    "quality.Assistant.key_sealed",
    "quality.InboundHook.secret_sealed",
}
WORDS = {ReviewAppeal: ["text", "reason"], StatementLine: ["dispute_reason", "answer"]}


def named() -> Iterator[str]:
    """Every column of ours that points to a person; the histories that triggers write follow their rows."""
    for model in apps.get_models():
        if model.__module__.startswith(PACKAGES) and not hasattr(model, "pgh_tracked_model"):
            for field in model._meta.concrete_fields:
                if field.is_relation and field.related_model in PERSONS:
                    yield f"{model._meta.label}.{field.name}"


def test_no_column_that_names_a_person_is_without_a_rule() -> None:
    ruled = {f"{model._meta.label}.{column.name}" for model, column, _rule in personal.rules()}
    assert set(named()) - ruled == set(), "say in that room's personal.RULES what becomes of it"
    assert ruled - set(named()) == set(), "no such column"


def test_what_is_kept_says_why_and_what_is_emptied_can_be_empty() -> None:
    for model, column, rule in personal.rules():
        if isinstance(rule, personal.Keeps):
            assert len(rule.why.split()) > 4, f"{model.__name__}.{column.name}"
        for name in rule.columns if isinstance(rule, personal.Clears) else ():
            field = model._meta.get_field(name)
            assert isinstance(field, models.TextField | models.CharField | models.JSONField)


@pytest.mark.django_db
def test_erasing_takes_what_the_rooms_say_and_leaves_rows_without_words() -> None:
    agent, other = agents.agent(), agents.agent()
    spoken = Language.objects.get_or_create(code="cmn", defaults={"name": {"en": "Putonghua"}})[0]
    for one in (agent, other):
        AgentLanguage.objects.create(agent=one, language=spoken)
        Note.objects.create(agent=one, feeling=2)
        talk = Talk.objects.create(agent=one, coach=staff("trainer"), reflection="my own words", carry_on="yours")
        Promise.objects.create(talk=talk, text="I listen first", due_on=now().date())
    erase(user=agent.user, by=agent.user)
    assert [row.agent_id for row in (*AgentLanguage.objects.all(), *Note.objects.all())] == [other.pk, other.pk]
    assert {one.talk.agent_id: one.text for one in Promise.objects.all()} == {agent.pk: "", other.pk: "I listen first"}
    talks = {talk.agent_id: (talk.reflection, talk.carry_on) for talk in Talk.objects.all()}
    assert talks == {agent.pk: ("", ""), other.pk: ("my own words", "yours")}


def sealed_by_or_about(agent: Agent) -> list[models.Model]:
    """A hard case, a complaint, an incident, an appeal and a disputed line, each with words in every column."""
    done = work.worked(person=agent)
    day, other = done.attendance, accounts.user()
    rows: list[Any] = [
        Ticket(attendance=day, answered_by=other),
        Complaint(assignment=done, raised_by=other),
        Incident(order=done.shift.order, kind="seen", reported_by=agent.user),
        Incident(order=done.shift.order, attendance=day, kind="seen", reported_by=other),
    ]
    for row in rows:
        for column in sealed(type(row)):
            setattr(row, column.removesuffix("_sealed"), "words of hers")
        row.save()
    item = ReviewItem.objects.create(agent=agent, proposal="rest", decision="rest", decided_by=other)
    appeal = ReviewAppeal.objects.create(
        item=item, decided_by=other, due_at=now(), text="words of hers", reason="words to her"
    )
    statement = Statement.objects.create(agent=agent, assignment=done, total_minor=0, payable_at=now())
    line = StatementLine.objects.create(
        statement=statement, minor=0, disputed_at=now(), dispute_reason="words of hers", answer="words to her"
    )
    return [*rows, appeal, line]


def sealed(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name.endswith("_sealed")]


@pytest.mark.django_db
def test_words_about_a_person_that_hang_on_her_shifts_go_too_and_are_in_her_data_before() -> None:
    agent, other = agents.agent(), agents.agent()
    hers, others = sealed_by_or_about(agent), sealed_by_or_about(other)
    told = json.dumps(personal.export(agent.user), default=str)
    assert told.count("words of hers") == 8  # case and answer, three of the complaint, her incident, appeal, line
    erase(user=agent.user, by=agent.user)
    for row in (*hers, *others):
        row.refresh_from_db()
        columns = WORDS.get(type(row)) or sealed(type(row))
        assert all(bool(getattr(row, column)) is (row in others) for column in columns), row


def test_every_sealed_text_is_a_companys_or_known_to_go() -> None:
    found = {
        f"{model._meta.label}.{column}"
        for model in apps.get_models()
        if model.__module__.startswith(PACKAGES) and not hasattr(model, "pgh_tracked_model")
        for column in sealed(model)
    }
    tested = {f"{model._meta.label}.{column}" for model in (Ticket, Complaint, Incident) for column in sealed(model)}
    elsewhere = {name for name in found if name.split(".")[0] in {"accounts", "screening", "wellbeing"}}
    assert found - tested - elsewhere == OF_COMPANIES
