"""Record pages: what a stored value looks like, who sees which name and link, and how both languages are typed."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override
from psycopg.types.range import Range

from accounts.models import DecisionRecord, User
from talentpool.agents.models import Skill
from talentpool.kernel.labels import plural, spoken
from talentpool.kernel.localized import LocalizedFormField
from talentpool.kernel.showing import Reader
from tests.world import World

BOTH = {"en": "Billing", "zh-hans": "账单"}


def draw(value: Any, language: str = "en", **how: Any) -> str:
    request = RequestFactory().get("/")
    request.user = User(is_staff=True)
    with override(language):
        return str(Reader(request, admin.site).draw(value, **how))


@pytest.mark.parametrize(
    ("value", "how", "said"),
    [
        (BOTH, {}, "Billing"),
        (BOTH, {"language": "zh-hans"}, "账单"),
        ({"code": "late", "en": "Too late", "zh-hans": "太迟"}, {"language": "zh-hans"}, "太迟"),
        (None, {}, "–"),
        ([], {}, "–"),
        (0, {}, "0"),
        (12345, {}, "12,345"),
        (4550, {"key": "pay_minor", "currency": "CNY"}, "¥45.50"),
        (0.914, {"key": "fill_target"}, "91\u00a0%"),
        (0.914, {"key": "score"}, "0.914"),
        (timedelta(hours=2, minutes=30), {}, "2 h 30 min"),
        (["call", "chat"], {}, "call, chat"),
        (list(range(30)), {}, ", ".join(map(str, range(24))) + " … +6"),
        ("first\nsecond", {}, "first<br>second"),
        ("out_of_order", {"key": "state"}, "out of order"),
        ({"a": {"b": 1}}, {"short": True}, "a: 1 entry"),
    ],
)
def test_a_value_is_written_for_people(value: Any, how: dict[str, Any], said: str) -> None:
    assert draw(value, **how) == said


def test_an_object_is_a_list_of_named_values() -> None:
    drawn = draw({"rest_minutes": 15, "passed": True, "name": BOTH}, "zh-hans")
    assert "<dt>休息（分钟）</dt><dd>15</dd>" in drawn
    assert '<dt>通过</dt><dd><span class="answer yes">是</span></dd>' in drawn
    assert "<dd>账单</dd>" in drawn


def test_what_was_stored_can_carry_no_markup() -> None:
    for value in ("<b>", {"<b>": "<b>"}, ["<b>"], [{"x": ["<b>", {"y": "<b>"}]}], {"en": "<b>", "zh-hans": "<b>"}):
        for short in (True, False):
            assert "<b>" not in draw(value, short=short)


def test_a_stretch_without_an_end_is_still_a_stretch() -> None:
    drawn = draw(Range(datetime(2026, 3, 1, 10, tzinfo=UTC), None))
    assert drawn.startswith("<time datetime=")
    assert drawn.endswith(" – …")


def test_a_column_is_said_as_a_person_would_say_it() -> None:
    assert [spoken(name) for name in ("pay_minor", "is_staff", "target_s")] == ["pay", "staff", "target, seconds"]
    assert [plural(name) for name in ("entry", "outbox", "day", "volumes")] == [
        "entries",
        "outboxes",
        "days",
        "volumes",
    ]


def test_a_required_text_is_required_in_both_languages() -> None:
    field = LocalizedFormField()
    assert field.clean(["账单", "Billing"]) == BOTH
    with override("en"), pytest.raises(ValidationError, match="in both languages"):
        field.clean(["账单", ""])
    assert not field.has_changed(BOTH, ["账单", "Billing"])
    assert field.has_changed(BOTH, ["账单", "Bills"])


def test_staff_read_and_type_a_name_in_both_languages(world: World) -> None:
    browser = world.browser("administrator")
    page = reverse("admin:agents_skill_change", args=[world.skill.pk])
    listed = browser.get(reverse("admin:agents_skill_changelist"), headers={"accept-language": "en"}).content.decode()
    assert str(world.skill.name["en"]) in listed
    assert "zh-hans&quot;" not in listed
    typed = {"code": world.skill.code, "name_zh_hans": "账单", "name_en": "Billing", "half_life_days": 60}
    assert browser.post(page, typed).status_code == 302
    assert Skill.objects.get(pk=world.skill.pk).name == BOTH


def test_a_name_and_a_link_are_only_for_those_who_may_open_them(world: World) -> None:
    person = world.users["agent"]
    record = DecisionRecord.objects.create(
        subject=person,
        kind="offer",
        about=uuid4(),
        rule_version="1",
        reasons=[{"code": "x", **BOTH}],
        outcome="offered",
    )
    page = reverse("admin:accounts_decisionrecord_change", args=[record.pk])
    link = reverse("admin:accounts_user_change", args=[person.pk])
    known = world.browser("recruiter").get(page).content.decode()
    stranger = world.browser("trainer").get(page).content.decode()
    assert link in known
    assert person.get_full_name() in known
    assert link not in stranger
    assert person.username in stranger
    assert "账单" in known
    assert "&quot;" not in known.split('id="content-main"')[1]


def test_an_empty_list_says_what_to_do(world: World) -> None:
    page = world.browser("administrator").get(reverse("admin:quality_appeal_changelist"), {"state": "open"})
    assert 'class="empty"' in page.content.decode()


def test_people_are_listed_by_name_and_their_roles_in_words(world: World) -> None:
    browser = world.browser("administrator")
    listed = browser.get(reverse("admin:accounts_user_changelist"), {"role": "trainer"}).content.decode()
    assert world.users["trainer"].get_full_name() in listed
    form = browser.get(reverse("admin:accounts_user_change", args=[world.users["trainer"].pk])).content.decode()
    assert re.search(r'name="groups"[^>]* checked>\s*<span>(培训|Trainer)</span>', form)
