"""The five papers, and the question bank."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from talentpool.screening import actions, errors
from talentpool.screening.models import Question
from talentpool.screening.papers import current_version
from tests.factories import agents
from tests.factories import screening as make
from tests.factories.accounts import staff
from tests.factories.documents import photo

pytestmark = pytest.mark.django_db


def test_five_confirmed_papers_complete_the_formalities_and_a_returned_one_undoes_it() -> None:
    agent = actions.admit_application(application=make.awaiting_decision(), by=staff("recruiter"), reason="Good")
    values = {"identity": "11010519491231002x", "bank": "6222 0202 0011 2233 445", "tax": "91310000A"}
    recruiter = staff("recruiter")
    for paper in agent.formalities.all():
        actions.hand_in_formality(
            formality=paper, value=values.get(paper.kind, "Li Na"), by=agent.user, files=[photo()]
        )
        assert "11010519" not in paper.value_sealed
        actions.confirm_formality(formality=paper, by=recruiter)
    agent.refresh_from_db()
    assert agent.formalities_done_at is not None
    paper = agent.formalities.get(kind="bank")
    actions.return_formality(formality=paper, by=recruiter, note="The account is closed.")
    agent.refresh_from_db()
    assert agent.formalities_done_at is None


def test_an_identity_number_belongs_to_one_person() -> None:
    first, second = (
        actions.admit_application(application=make.awaiting_decision(), by=staff("recruiter"), reason="Good")
        for _ in "ab"
    )
    number = "11010519491231002X"
    actions.hand_in_formality(
        formality=first.formalities.get(kind="identity"), value=number, by=first.user, files=[photo()]
    )
    paper = second.formalities.get(kind="identity")
    with pytest.raises(errors.PaperOfAnother):
        actions.hand_in_formality(formality=paper, value=number, by=second.user, files=[photo()])
    with pytest.raises(errors.PaperFaulty):
        actions.hand_in_formality(formality=second.formalities.get(kind="identity"), value="123", by=second.user)


@pytest.mark.parametrize("kind", ["shared", "home_based"])
def test_each_kind_of_agent_signs_her_own_contract_by_version(kind: str) -> None:
    agent = agents.agent(state="training", kind=kind)
    for paper in actions.prepare_formalities(agent=agent):
        if paper.kind in ("contract", "confidentiality"):
            signed = actions.hand_in_formality(formality=paper, value="Li Na", by=agent.user)
            signed.refresh_from_db()
            assert signed.document_version == current_version(paper.kind, kind) != ""


@pytest.mark.parametrize(
    ("worths", "fault"),
    [([1], "no_options"), ([0, 0.5], "no_right"), (["much", 1], "shape")],
)
def test_a_question_without_an_answer_is_refused_by_the_form_of_the_records(worths: list[Any], fault: str) -> None:
    text = {"en": "x", "zh-hans": "x"}
    options = [{"key": key, "text": text, "worth": worth} for key, worth in zip("ab", worths, strict=False)]
    with pytest.raises(ValidationError) as refused:
        Question(kind="written", text=text, options=options).full_clean()
    assert refused.value.error_dict["options"][0].code == fault
    Question(kind="typing", text=text).full_clean(exclude=["options"])


def test_loading_the_bank_twice_changes_nothing_the_second_time() -> None:
    assert actions.load_question_bank() >= 60
    assert actions.load_question_bank() == 0
    for kind in ("written", "situational", "security"):
        assert Question.objects.drawable(kind).count() >= 20


def test_the_standing_campaigns_open_once() -> None:
    first = actions.open_standing_campaigns()
    assert [one.state for one in first] == ["open", "open"]
    assert [one.pk for one in actions.open_standing_campaigns()] == [one.pk for one in first]
