"""A bank question as a person writes it: a row an answer, no JSON."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import reverse

from accounts.actions import enrol_second_factor
from talentpool.screening.models import Question
from talentpool.screening.option_fields import OptionsField, OptionsInput
from tests.factories import screening as make
from tests.factories.accounts import staff


def sent(options: Any) -> dict[str, str]:
    """What a browser sends back of the rows as they are shown."""
    shown = OptionsInput().get_context("options", OptionsField().prepare_value(options), {})["widget"]["rows"]
    found = {}
    for row in shown:
        found |= {f"options-{row['place']}-{part}": row[part] for part in ("key", "worth")}
        found |= {f"options-{row['place']}-{code}": text for code, _language, text in row["texts"]}
    return found


@pytest.mark.django_db
def test_a_question_is_written_in_rows_and_one_without_a_right_answer_is_refused(client: Browser) -> None:
    trainer = staff("trainer")
    enrol_second_factor(user=trainer)
    client.force_login(trainer)
    one = make.questions("written", 1)[0]
    page = reverse("admin:screening_question_change", args=[one.pk])
    assert b"&quot;worth&quot;" not in client.get(page).content
    rest = {"kind": "written", "text_0": "How?", "text_1": "怎样？", "text_en": "How?", "text_zh_hans": "怎样？"}
    rest |= {"tags": "", "active": "on", "version": "1"}
    before = one.options
    assert client.post(page, rest | sent(before)).status_code == 302
    one.refresh_from_db()
    assert one.options == before
    none_right = sent(before) | {"options-0-worth": "90"}
    answer = client.post(page, rest | none_right)
    assert "options" in answer.context["adminform"].form.errors
    assert 'value="90"' in answer.text
    added = sent(before) | {"options-3-worth": "0", "options-3-en": "Never", "options-3-zh-hans": "从不"}
    assert client.post(page, rest | added).status_code == 302
    kept = Question.objects.get(pk=one.pk).options[3]
    assert kept == {"key": "d", "text": {"en": "Never", "zh-hans": "从不"}, "worth": 0.0}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"key": "", "worth": "100", "en": "Only English", "zh-hans": ""}, "required"),
        ({"key": "", "worth": "101", "en": "A", "zh-hans": "甲"}, "worth"),
        ({"key": "", "worth": "much", "en": "A", "zh-hans": "甲"}, "worth"),
    ],
)
def test_a_row_that_is_not_whole_says_why(row: dict[str, str], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        OptionsField().clean([row])
    assert refused.value.code == code
