"""One English text has one Chinese text, whichever room says it; two senses take a context."""

import pytest
from babel.messages.catalog import Catalog

from talentpool.kernel import translations


def _saying(text: str, words: str, context: str | None = None) -> Catalog:
    catalogue = Catalog(locale="zh_Hans")
    catalogue.add(text, words, context=context)
    return catalogue


def test_no_two_rooms_translate_a_text_differently() -> None:
    assert translations.contradictions() == {}


def test_two_senses_of_a_word_are_named_unless_one_has_a_context(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = {"agents": _saying("Level", "音量"), "growth": _saying("Level", "等级")}
    monkeypatch.setattr(translations, "catalogues", lambda: rooms)
    assert translations.contradictions() == {("", "Level"): {"agents": "音量", "growth": "等级"}}
    rooms["agents"] = _saying("Level", "音量", "sound")
    assert translations.contradictions() == {}
