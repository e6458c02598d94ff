"""What becomes of a person's rows when she has her data erased: every column that names her has a rule, in its own room."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from accounts import personal
from accounts.actions import erase
from accounts.models import User
from talentpool.agents.models import Agent, AgentLanguage, Language
from talentpool.growth.models import Promise, Talk
from talentpool.kernel.clock import now
from talentpool.wellbeing.models import Note
from tests.architecture.source import PACKAGES
from tests.factories import agents
from tests.factories.accounts import staff

PERSONS = (User, Agent)


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
